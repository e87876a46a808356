// Compiled ahead of time to kernels.ptx by `./build.sh ptx`.
#include "dequantize.cuh"
#include "dequantize8.cuh"
#include "gemv.cuh"
#include "int8_rows.cuh"
#include "quantize.cuh"
#include "update8.cuh"
