# Shared by build.sh and its parts: settings, messages, and the checks that every verb starts with.

configuration=Release
user_props=bindings/TorchBinding.user.props
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf '\n== %s\n' "$*"; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

needs_sdk() {
  command -v dotnet >/dev/null || die "The .NET 10 SDK is missing. help: install it from https://dot.net/download and put dotnet on the PATH."
  dotnet --version >/dev/null 2>&1 || die "No installed .NET SDK satisfies global.json (10.0). help: install the .NET 10 SDK from https://dot.net/download."
}

needs_configuration() {
  needs_sdk
  if [ ! -f "$user_props" ]; then configure
  elif grep -q '>System<' "$user_props"; then build_shim
  fi
}

source eng/configure.sh
source eng/test.sh
source eng/ptx.sh
