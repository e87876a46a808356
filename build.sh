#!/usr/bin/env bash
# The one entry to building, testing and measuring. `./build.sh` alone prints the verbs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source eng/common.sh

usage() {
  cat <<'TEXT'
usage: ./build.sh VERB

  configure [--binding Package|System|Assembly] [--torchsharp PATH/TorchSharp.dll]
                       choose the torch binding (and build its native part where it has one)
  demo [--quantize nf4]
                       run samples/Peft.Demo; demo --help lists its options
  test  [--category C] run all tests, or those of one category
  bench [--category C] [--guard] [--update]
                       run the benchmarks; --guard fails when a ratio is over its limit or a call
                       uses more memory or operators than benchmarks/baselines.json says, which
                       --update writes anew
  experiment [NAME]    run experiments/NAME, or list the experiments
  ptx                  compile the CUDA kernels to the PTX that is committed (needs clang 14)
  pack                 make the NuGet packages in artifacts/packages
  ci                   everything that must hold before a change goes in
TEXT
}

build() {
  needs_configuration
  say "Building Peft.sln ($configuration)"
  dotnet build Peft.sln -c "$configuration" -v quiet --nologo
}

demo() {
  needs_configuration
  dotnet run -c "$configuration" --project samples/Peft.Demo -- "$@"
}

bench() {
  needs_configuration
  say "Benchmarks; ratios go to artifacts/bench/ratios.json"
  # One thread unless asked otherwise: the ratio of two costs is steadiest there.
  OMP_NUM_THREADS=${OMP_NUM_THREADS:-1} OPENBLAS_NUM_THREADS=${OMP_NUM_THREADS:-1} dotnet run -c "$configuration" --project benchmarks/Peft.Benchmarks -- "$@"
}

experiment() {
  if [ $# -eq 0 ]; then
    echo "Experiments (./build.sh experiment NAME):"
    for project in experiments/*/*.csproj; do echo "  $(basename "$project" .csproj)"; done
    return
  fi
  [ -d "experiments/$1" ] || die "There is no experiment '$1'. help: ./build.sh experiment lists what there is."
  needs_configuration
  dotnet run -c "$configuration" --project "experiments/$1" -- "${@:2}"
}

pack() {
  needs_configuration
  # The same commit gives the same bytes.
  export CI=true SOURCE_DATE_EPOCH
  SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
  say "Packing into artifacts/packages"
  rm -f artifacts/packages/*.nupkg artifacts/packages/*.snupkg
  for project in src/*/*.csproj; do
    dotnet pack "$project" -c "$configuration" -v quiet --nologo --output artifacts/packages
  done
  ls -1 artifacts/packages
}

ci() {
  export CI=true
  configure
  build
  say "Compiling the CUDA kernels again"
  check_ptx
  say "Checking the format"
  dotnet format Peft.sln --verify-no-changes --no-restore || die "The format differs. help: run dotnet format, look at what it changed, commit."
  local failed=0
  run_tests || failed=1
  bench --guard || { echo "A benchmark is slower or uses more than it may (SLOW and MORE above, and artifacts/bench/ratios.json)." >&2; failed=1; }
  test_totals
  return $failed
}

verb=${1-}
[ $# -eq 0 ] || shift
case $verb in
  configure) configure "$@" ;;
  test) test_arguments "$@"; build; run_tests ;;
  demo | bench | experiment | ptx | pack | ci) "$verb" "$@" ;;
  '' | help | -h | --help) usage ;;
  *) usage >&2; die "There is no verb '$verb'." ;;
esac
