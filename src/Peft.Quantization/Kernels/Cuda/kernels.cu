// What computes with quantised weights; compiled ahead of time to kernels.ptx by `./build.sh ptx`.
#include "dequantize.cuh"
#include "dequantize8.cuh"
#include "gemv.cuh"
#include "int8_rows.cuh"
#include "quantize.cuh"
