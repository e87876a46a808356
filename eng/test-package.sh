#!/usr/bin/env bash
# Runs tests on TorchSharp from NuGet, whatever binding is configured: `eng/test-package.sh [PROJECT]...`, all that use torch if none is named.
# TorchSharp's native libraries want a newer C++ library than Debian 12 has. Where they do not load, the tests run, as root, in a Debian 13 of their own.
# Tests of the category SystemBinding are left out: there TorchSharp 0.107 has a defect that bindings/TorchSharp.System has not.
# All of it is below artifacts/package, and the Debian stays there for the next time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source eng/common.sh
source eng/configure.sh
source eng/test.sh

work=$PWD/artifacts/package
system=$work/debian
test_results=$work/results
runner=()

make_system() {
  [ ! -f "$system/complete" ] || return 0
  [ "$(id -u)" = 0 ] || die "TorchSharp's native libraries do not load here, and only root can make a system where they do. help: run this as root, or on a newer system."
  command -v debootstrap >/dev/null || die "debootstrap is missing. help: apt-get install debootstrap"
  say "Making a Debian 13 in $system"
  rm -rf "$system"
  debootstrap --variant=minbase --include=libgomp1 trixie "$system" >"$work/debian.log" || die "debootstrap failed; its log is $work/debian.log."
  touch "$system/complete"
}

# Runs a command there, with .NET, the packages, this repository and the reference vectors beside it where they are here. The mounts end with it.
inside() {
  SDK=$(dirname "$(readlink -f "$(command -v dotnet)")") unshare --mount bash -euc '
    system=$1; shift
    for folder in "$SDK" "${NUGET_PACKAGES:-$HOME/.nuget/packages}" "$PWD" "$(realpath "$PWD/../shared")" /dev /proc; do
      [ -d "$folder" ] || continue
      mkdir -p "$system$folder"
      mount --rbind "$folder" "$system$folder"
    done
    [ ! -d ../shared ] || ln -sfn "$(realpath ../shared)" "$system$PWD/../shared"
    export PATH=$SDK:$PATH DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
    exec chroot "$system" bash -c "cd \"\$0\"; exec \"\$@\"" "$PWD" "$@"' -- "$system" "$@"
}

# A host that dies leaves no failed test behind: it is counted as one.
test_built() {
  say "$1"
  "${runner[@]}" dotnet vstest "$work/bin/$1/release/$1.dll" --TestCaseFilter:TestCategory!=SystemBinding --ResultsDirectory:"$test_results" \
    --logger:"trx;LogFileName=$1.trx" --logger:'console;verbosity=minimal' \
    || [ "$(counter "$test_results/$1.trx" failed)" -gt 0 ] || echo "$1 ended without a result." >>"$test_results/crashed"
}

needs_sdk
export OMP_NUM_THREADS=1 VSTEST_CONNECTION_TIMEOUT=300
projects=("$@")
[ $# -gt 0 ] || mapfile -t projects < <(basename -a tests/*.Tests | grep -v Repository)
mkdir -p "$work"
torchsharp_runs || { make_system; runner=(inside); }
rm -rf "$test_results"
for project in "${projects[@]}"; do
  dotnet build "tests/$project" -c "$configuration" -v quiet --nologo -clp:ErrorsOnly -p:TorchBinding=Package -p:ArtifactsPath="$work"
done
for project in "${projects[@]}"; do test_built "$project"; done
test_totals
