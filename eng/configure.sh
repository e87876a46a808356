# configure: chooses the torch binding, builds its native part where it has one, and writes the choice down for MSBuild.

native=artifacts/native

configure() {
  local binding='' assembly=''
  while [ $# -gt 0 ]; do
    case $1 in
      --binding) binding=${2-} ;;
      --torchsharp) assembly=${2-} ;;
      *) die "configure does not know '$1'. help: --binding Package|System|Assembly, --torchsharp PATH/TorchSharp.dll." ;;
    esac
    shift; shift || die "The last option of configure has no value."
  done
  needs_sdk

  if [ -z "$binding" ]; then
    if [ -n "$assembly" ]; then binding=Assembly; else binding=$(choose_binding); fi
  fi
  say "Configuring the torch binding: $binding"
  case $binding in
    Package) ;;
    System)
      install_libtorch
      mkdir -p "$native"
      echo "${CMAKE_PREFIX_PATH-}" >"$native/prefix"
      build_shim
      ;;
    Assembly) [ -f "$assembly" ] || die "Binding Assembly needs the file it binds to. help: --torchsharp PATH/TorchSharp.dll." ;;
    *) die "There is no binding '$binding'. help: Package, System or Assembly." ;;
  esac
  write_user_props "$binding" "$assembly"
  summarise
}

# TorchSharp from NuGet where it can be had and its native libraries load; it has none for Linux on arm64.
choose_binding() {
  if [ "$(uname -sm)" != 'Linux aarch64' ] && torchsharp_runs; then echo Package; else echo System; fi
}

# Makes a program of one tensor and runs it: packages may be there whose libraries want a newer system than this one.
torchsharp_runs() {
  local folder version limit='' status=0
  ! command -v timeout >/dev/null || limit='timeout 180'
  version=$(sed -n 's:.*<TorchSharpVersion>\(.*\)</TorchSharpVersion>.*:\1:p' Directory.Packages.props)
  folder=$(mktemp -d)
  cat >"$folder/probe.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="TorchSharp-cpu" Version="[$version]" /></ItemGroup>
</Project>
XML
  echo 'return (int)TorchSharp.torch.zeros(1).item<float>();' >"$folder/Program.cs"
  (cd "$folder" && $limit dotnet run) >"$folder/log" 2>&1 || status=$?
  rm -r "$folder"
  return $status
}

missing_packages() {
  local package
  for package in g++ cmake make; do
    command -v "$package" >/dev/null || echo "$package"
  done
  compgen -G '/usr/include/torch/csrc/api/include/torch/version.h' >/dev/null || [ -n "${CMAKE_PREFIX_PATH-}" ] || echo libtorch-dev
  # libtorch's OpenMP pool and an OpenBLAS with threads of its own spin against each other: half the speed of one thread.
  compgen -G '/usr/lib/*/openblas-openmp/libopenblas.so.0' >/dev/null || echo libopenblas0-openmp
}

install_libtorch() {
  local missing root
  mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "Missing: ${missing[*]} (Debian's names). help: install this system's packages of these, or a libtorch whose folder CMAKE_PREFIX_PATH names."
  if [ "$(id -u)" = 0 ]; then root=()
  elif sudo -n true 2>/dev/null; then root=(sudo)
  else die "Missing: ${missing[*]}. help: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
  fi
  say "Installing ${missing[*]}"
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
    || die "apt-get could not install ${missing[*]}; its message is above."
}

# Builds the shim where its sources or the libtorch under it have changed. A libtorch of one's own is where CMAKE_PREFIX_PATH said at configure.
build_shim() {
  local prefix stamp
  prefix=$(cat "$native/prefix" 2>/dev/null || true)
  stamp=$({ cat bindings/native/*; dpkg-query -W libtorch-dev 2>/dev/null || true; echo "$prefix"; } | sha256sum)
  if [ -f "$native/libtorchshim.so" ] && [ "$(cat "$native/stamp" 2>/dev/null)" = "$stamp" ]; then return; fi
  say "Building the native shim (half a minute)"
  mkdir -p "$native"
  rm -rf "$native/build"
  { CMAKE_PREFIX_PATH=$prefix cmake -S bindings/native -B "$native/build" && cmake --build "$native/build"; } >"$native/build.log" 2>&1 \
    || { cat "$native/build.log"; die "The native shim did not build; its log is above and in $native/build.log."; }
  cp "$native/build/libtorchshim.so" "$native/"
  echo "$stamp" >"$native/stamp"
}

write_user_props() {
  local binding=$1 assembly=''
  [ -z "$2" ] || assembly="<TorchSharpAssembly>$(realpath "$2")</TorchSharpAssembly>"
  cat >"$user_props" <<XML
<Project>
  <PropertyGroup Condition="'\$(TorchBinding)' == ''">
    <TorchBinding>$binding</TorchBinding>
    $assembly
  </PropertyGroup>
</Project>
XML
}

# What is in force, told by a process that has loaded torch.
summarise() {
  say "In force in a process of this configuration ($user_props)"
  echo ".NET SDK     $(dotnet --version)"
  echo "binding      $binding"
  dotnet run --no-cache -c "$configuration" tools/TorchInfo.cs
}
