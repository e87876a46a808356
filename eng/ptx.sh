# ptx: compiles the CUDA kernels to the PTX that is committed and shipped. Needs clang 14, no CUDA SDK.

cuda_kernels=src/Peft.Quantization/Kernels/Cuda

# sm_70 (Volta) is the oldest target; drivers compile PTX for newer GPUs when they load it. No contraction: results are those of the CPU to the bit.
compile_ptx() {
  clang++-14 -x cuda --cuda-device-only -nocudainc -nocudalib --cuda-gpu-arch=sm_70 -Xclang -target-feature -Xclang +ptx63 \
    -std=c++17 -O3 -ffp-contract=off -Wall -Werror -S "$cuda_kernels/$1.cu" -o "$2"
}

ptx() {
  command -v clang++-14 >/dev/null || die "clang 14 is missing. help: install the package clang-14; other versions write other PTX."
  local name
  for name in kernels updates; do
    compile_ptx $name "$cuda_kernels/$name.ptx"
    echo "$cuda_kernels/$name.ptx"
  done
}

# The committed PTX must be what the sources compile to.
check_ptx() {
  command -v clang++-14 >/dev/null || { echo "clang 14 is not here: the PTX is not compiled again."; return; }
  mkdir -p artifacts
  local name
  for name in kernels updates; do
    compile_ptx $name artifacts/$name.ptx
    cmp artifacts/$name.ptx "$cuda_kernels/$name.ptx" || die "$name.ptx is not what the CUDA sources compile to. help: run ./build.sh ptx, commit."
  done
}
