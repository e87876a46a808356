"""The training step and the decoding of Subject.cs in Hugging Face transformers and PEFT. Prints what it measured as `name value` lines."""
import sys
import time

import torch
from peft import LoraConfig, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM

method, device, dtype, steps, tokens = sys.argv[1], sys.argv[2], getattr(torch, sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
hidden, inner, layers, heads, kv_heads, vocab, rank, batch, length = (int(a) for a in sys.argv[6:15])


def wait():
    if device == "cuda":
        torch.cuda.synchronize()


def median(values):
    values = sorted(values[len(values) // 3:])  # the first third warms up
    return values[len(values) // 2]


torch.manual_seed(0)
torch.set_default_dtype(dtype)
with torch.device(device):
    model = LlamaForCausalLM(LlamaConfig(hidden_size=hidden, intermediate_size=inner, num_hidden_layers=layers, num_attention_heads=heads, num_key_value_heads=kv_heads,
                                         vocab_size=vocab, tie_word_embeddings=False))
torch.set_default_dtype(torch.float32)
model = get_peft_model(model, LoraConfig(r=rank, lora_alpha=2 * rank, target_modules="all-linear", use_dora=method == "dora"))
optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=1e-4)
ids = torch.randint(0, vocab, (batch, length), device=device)
times = []
model.train()
for _ in range(steps):
    wait()
    start = time.perf_counter()
    optimizer.zero_grad()
    loss = model(input_ids=ids, labels=ids).loss
    loss.backward()
    optimizer.step()
    wait()
    times.append(time.perf_counter() - start)
print("training", batch * length / median(times))

model.eval()
for run in range(3):
    wait()
    start = time.perf_counter()
    model.generate(input_ids=ids[:1, :16], max_new_tokens=tokens, min_new_tokens=tokens, do_sample=False, pad_token_id=0)
    wait()
    seconds = time.perf_counter() - start
print("decoding", tokens / seconds)
