// Compiled ahead of time to kernels.ptx by `./build.sh ptx`.
#include "dequantize.cuh"
#include "gemv.cuh"
#include "quantize.cuh"
