// Compiled ahead of time to kernels.ptx by `./build.sh ptx`.
#include "dequantize.cuh"
#include "quantize.cuh"
