"""The training step of Program.cs in Python torch: a Llama with LoRA on all projections, AdamW. Prints tokens per second of each step."""
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

threads, steps = int(sys.argv[1]), int(sys.argv[2])
hidden, layers, heads, inner, vocab, rank, batch, length = (int(a) for a in sys.argv[3:11])
torch.set_num_threads(threads)
torch.manual_seed(0)


class Lora(nn.Module):
    def __init__(self, base):
        super().__init__()
        self.base = base.requires_grad_(False)
        self.a = nn.Parameter(torch.empty(rank, base.in_features))
        self.b = nn.Parameter(torch.zeros(base.out_features, rank))
        nn.init.kaiming_uniform_(self.a, math.sqrt(5))
        self.scaling = 2.0

    def forward(self, x):
        return self.base(x) + F.linear(F.linear(x, self.a), self.b) * self.scaling


def linear(i, o):
    return Lora(nn.Linear(i, o, bias=False))


class Norm(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(hidden), requires_grad=False)

    def forward(self, x):
        return self.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6))


def rotate(x, cos, sin):
    x1, x2 = x.chunk(2, -1)
    return x * cos + torch.cat((-x2, x1), -1) * sin


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (linear(hidden, hidden) for _ in range(4))
        self.gate, self.up, self.down = linear(hidden, inner), linear(hidden, inner), linear(inner, hidden)
        self.n1, self.n2 = Norm(), Norm()

    def forward(self, x, cos, sin, mask):
        n, t, _ = x.shape
        y = self.n1(x)
        q, k, v = (p(y).view(n, t, heads, -1).transpose(1, 2) for p in (self.q, self.k, self.v))
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        scores = q @ k.transpose(2, 3) / math.sqrt(q.shape[-1]) + mask
        x = x + self.o((scores.softmax(-1) @ v).transpose(1, 2).reshape(n, t, hidden))
        y = self.n2(x)
        return x + self.down(F.silu(self.gate(y)) * self.up(y))


class Llama(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(vocab, hidden).requires_grad_(False)
        self.blocks = nn.ModuleList(Block() for _ in range(layers))
        self.norm, self.head = Norm(), nn.Linear(hidden, vocab, bias=False).requires_grad_(False)

    def forward(self, ids):
        t, d = ids.shape[1], hidden // heads
        angles = torch.outer(torch.arange(t).float(), 10000 ** (-torch.arange(0, d, 2).float() / d))
        angles = torch.cat((angles, angles), -1)
        mask = torch.full((t, t), float("-inf")).triu(1)
        x = self.embed(ids)
        for block in self.blocks:
            x = block(x, angles.cos(), angles.sin(), mask)
        return self.head(self.norm(x))


model = Llama()
optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=1e-4, foreach=True)
for step in range(steps):
    start = time.perf_counter()
    ids = torch.randint(0, vocab, (batch, length))
    optimizer.zero_grad()
    logits = model(ids)
    loss = F.cross_entropy(logits[:, :-1].reshape(-1, vocab), ids[:, 1:].reshape(-1))
    loss.backward()
    optimizer.step()
    print(f"{batch * length / (time.perf_counter() - start):.1f}", flush=True)
