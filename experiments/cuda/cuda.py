"""What torch's own products take on the GPU, in microseconds: a line `name time` for each. Graphs keep Python out of the times; copies keep the weight out of the cache."""
import statistics
import torch

TYPES = {"float32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}
CALLS, REPEATS = 24, 15


def time(run):
    stream = torch.cuda.Stream()
    with torch.cuda.stream(stream):
        for i in range(3):
            run(i)
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        for i in range(CALLS):
            run(i)
    times = []
    for _ in range(REPEATS + 3):
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        graph.replay()
        end.record()
        end.synchronize()
        times.append(start.elapsed_time(end) * 1000 / CALLS)
    return statistics.median(times[3:])


if torch.cuda.is_available():
    torch.backends.cuda.matmul.allow_tf32 = False
    for name, dtype in TYPES.items():
        for rows, columns in [(4096, 4096), (14336, 4096), (4096, 14336)]:
            copies = max(2, 2 * 150_000_000 // (2 * rows * columns * dtype.itemsize) + 1)
            weights = [torch.randn(rows, columns, device="cuda", dtype=dtype) for _ in range(copies)]
            vector = torch.randn(columns, device="cuda", dtype=dtype)
            print(f"mv_{name}_{rows}x{columns}", time(lambda i: torch.mv(weights[i % copies], vector)))
            for batch in (1, 4, 16):
                x = torch.randn(batch, columns, device="cuda", dtype=dtype)
                print(f"linear{batch}_{name}_{rows}x{columns}", time(lambda i: torch.nn.functional.linear(x, weights[i % copies])))
