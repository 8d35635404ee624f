#!/usr/bin/env bash
# Starts the platform on this machine; with --demo it asks three questions, prints the cited answers and stops again.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export TWIN_DATA=${TWIN_DATA:-$root/.data}
artifacts=$root/artifacts
apphost=$artifacts/bin/AppHost/release/TwinPlatform.AppHost.dll
cli=$artifacts/bin/Cli/release/TwinPlatform.Cli.dll
stamp=$artifacts/run.stamp

source "$root/scripts/prerequisites.sh"

case "$*" in
  "" | --demo) ;;
  *) die "Usage: ./run.sh [--demo]    (TWIN_DATA=<directory>, TWIN_GATEWAY_PORT=<port> and TWIN_DASHBOARD=off are obeyed)" ;;
esac

# Release, because the tests build Debug: neither replaces the files that the other runs.
build() {
  local project
  mkdir -p "$artifacts"
  exec 9>"$artifacts/run.lock"
  flock 9
  if [[ ! -f $stamp || ! -f $apphost || ! -f $cli || -n $(find "$root/src" "$root"/Directory.* "$root/global.json" -newer "$stamp" -print -quit) ]]; then
    say "Building …"
    touch "$stamp.new"
    for project in AppHost Cli; do
      setpriv --pdeathsig TERM -- dotnet build "$root/src/$project" --configuration Release --disable-build-servers --nologo \
        --verbosity quiet --consoleLoggerParameters:NoSummary 9>&- >&2
    done
    mv "$stamp.new" "$stamp"
  fi
  exec 9>&-
}

alive() { [[ -r /proc/$1/stat && $(</proc/"$1"/stat) != *") Z "* ]] 2>/dev/null; }

# Succeeds when the host with this pid has described itself as healthy, fails when it is gone.
await_platform() {
  until grep -qs "\"hostPid\": $1," "$TWIN_DATA/platform.json"; do
    alive "$1" || return 1
    sleep 0.2
  done
}

print_demo_key() {
  await_platform "$1" || return 0
  local key
  key=$(dotnet exec "$cli" demo key) && printf '\n  demo key  %s\n\n' "$key"
}

demo() {
  local log=$TWIN_DATA/logs/host.log host questions= code=0
  mkdir -p -m 711 "$TWIN_DATA"
  mkdir -p -m 700 "$TWIN_DATA/logs"
  say "Starting the platform (its log: $log) …"
  setpriv --pdeathsig TERM -- dotnet exec "$apphost" >"$log" 2>&1 &
  host=$!
  trap 'kill -TERM $host $questions 2>/dev/null || true' INT TERM HUP

  if await_platform "$host"; then
    setpriv --pdeathsig TERM -- dotnet exec "$cli" demo run &
    questions=$!
    wait "$questions" || code=$?
  else
    code=1
    tail -n 60 "$log" >&2
  fi

  kill -TERM "$host" 2>/dev/null || true
  while alive "$host"; do wait "$host" || true; done
  return "$code"
}

require_dotnet
install_infrastructure
install_dashboard
build

if [[ ${1:-} == --demo ]]; then
  demo
else
  # The host takes the place of this script, so that signals reach it. $$ stays its pid; the key is printed from beside it.
  (print_demo_key $$ &)
  exec dotnet exec "$apphost"
fi
