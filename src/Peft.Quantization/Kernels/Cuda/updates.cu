// The steps of optimizers; compiled ahead of time to updates.ptx by `./build.sh ptx`.
#include "update8.cuh"
