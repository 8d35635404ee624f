# Sourced by run.sh and test.sh: installs what the machine lacks, or names the command that would.
# Expects $root, the root of the repository.

aspire_version=13.5.4

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

require_dotnet() {
  command -v dotnet >/dev/null && (cd "$root" && dotnet --version >/dev/null 2>&1) && return
  die "The .NET 10 SDK is missing. Install it with your package manager (Debian, Ubuntu: apt-get install dotnet-sdk-10.0), then run this again."
}

# PostgreSQL 15 or newer, RabbitMQ and util-linux, as the AppHost looks for them.
missing_packages() {
  local server found=
  for server in /usr/lib/postgresql/*/bin/postgres; do
    local version=${server#/usr/lib/postgresql/}
    [[ -x $server && ${version%%/*} -ge 15 ]] && found=yes
  done
  [[ -n $found ]] || command -v postgres >/dev/null || echo postgresql
  [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server || -x /opt/rabbitmq/sbin/rabbitmq-server ]] || echo rabbitmq-server
  command -v setsid >/dev/null && command -v setpriv >/dev/null || echo util-linux
}

install_infrastructure() {
  local packages
  mapfile -t packages < <(missing_packages)
  [[ ${#packages[@]} -gt 0 ]] || return 0

  local install="apt-get install -y --no-install-recommends ${packages[*]}"
  command -v apt-get >/dev/null || die "Missing on this machine: ${packages[*]}. Install them with your package manager, then run this again."
  [[ $(id -u) -eq 0 ]] || die "Missing on this machine: ${packages[*]}. Install them with: sudo $install"

  say "Installing ${packages[*]} …"
  apt-get update -q >&2
  # The packages would start a server and a broker for the whole machine. The platform runs its own, on its own ports.
  local policy=/usr/sbin/policy-rc.d ours=
  if [[ ! -e $policy ]]; then
    ours=yes
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  local failed=
  DEBIAN_FRONTEND=noninteractive $install >&2 || failed=yes
  [[ -z $ours ]] || rm -f "$policy"
  [[ -z $failed ]] || die "The installation failed. Run it by hand to see why: $install"
}

# The name of this machine in the names of npm's packages; empty where there is none.
aspire_platform() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) echo linux-x64 ;;
    Linux-aarch64) echo linux-arm64 ;;
  esac
}

# The dashboard is a comfort: without it the platform runs all the same.
install_dashboard() {
  [[ ${TWIN_DASHBOARD:-on} != off ]] || return 0
  local platform
  platform=$(aspire_platform)
  [[ -n $platform ]] || return 0
  [[ ! -x $root/.tools/node_modules/@microsoft/aspire-cli-$platform/bin/aspire ]] || return 0
  if ! command -v npm >/dev/null; then
    say "The platform runs without its dashboard: npm is missing. Install Node.js to have it."
    return 0
  fi

  say "Installing the Aspire dashboard into .tools …"
  mkdir -p "$root/.tools"
  npm install --prefix "$root/.tools" --no-save --no-package-lock --no-audit --no-fund --loglevel=error \
    "@microsoft/aspire-cli-$platform@$aspire_version" >&2 || say "The platform runs without its dashboard: npm could not install it."
}
