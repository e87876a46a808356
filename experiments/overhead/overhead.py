"""The calls of TorchCalls.cs in Python's torch: prints one line a call, its name, a tab, nanoseconds."""
from time import perf_counter_ns

import torch

CALLS, BATCHES = 2000, 15


def least(call):
    """Nanoseconds of one call in the fastest batch."""
    best = float("inf")
    for _ in range(BATCHES):
        start = perf_counter_ns()
        for _ in range(CALLS):
            call()
        best = min(best, (perf_counter_ns() - start) / CALLS)
    return best


torch.set_num_threads(1)
one, other = torch.ones(1), torch.ones(1)
x, weight = torch.ones(1, 64), torch.ones(64, 64)
trained = torch.nn.Parameter(torch.zeros(64, 64))
adamw = torch.optim.AdamW([trained], lr=1e-3)
linear = torch.nn.functional.linear
linear(x, trained).sum().backward()

for name, call in {
    "add, 1 element": lambda: one.add(other),
    "add_, 1 element": lambda: one.add_(other),
    "linear, [1, 64] x [64, 64]": lambda: linear(x, weight),
    "linear, sum and backward": lambda: linear(x, trained).sum().backward(),
    "AdamW step, one [64, 64]": adamw.step,
}.items():
    print(name, least(call), sep="\t")
