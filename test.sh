#!/usr/bin/env bash
# Builds everything in Debug, starts one platform for all tests to share, runs every test project and ends with "N passed, N failed".
# ./test.sh Gateway Chat    runs tests/Gateway.Tests and tests/Chat.Tests only.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
solution=${TWIN_SOLUTION:-$root/TwinPlatform.sln}
apphost=$root/artifacts/bin/AppHost/debug/TwinPlatform.AppHost.dll
data=$root/.data/test-$$
results=$root/artifacts/test-results/$$
host= runner=

source "$root/scripts/prerequisites.sh"

alive() { [[ -r /proc/$1/stat && $(</proc/"$1"/stat) != *") Z "* ]] 2>/dev/null; }

# However this script ends, nothing of it stays: no process, no data.
clean_up() {
  trap - EXIT INT TERM HUP
  local pid
  for pid in $runner $host; do
    kill -TERM "$pid" 2>/dev/null || true
    while alive "$pid"; do wait "$pid" 2>/dev/null || true; done
  done
  rm -rf "$data" "$results"
}

start_platform() {
  mkdir -p -m 711 "$data"
  say "Starting the platform …"
  TWIN_DATA=$data TWIN_DASHBOARD=off setpriv --pdeathsig TERM -- dotnet exec "$apphost" >"$results/platform.log" 2>&1 &
  host=$!
  until [[ -s $data/platform.json ]]; do
    alive "$host" || { tail -n 40 "$results/platform.log" >&2; die "The platform did not start."; }
    sleep 0.2
  done
  export TWIN_TEST_PLATFORM=$data/platform.json
}

# Two projects at a time: each keeps about one core busy, and some start processes of their own.
run_tests() {
  export results
  printf '%s\n' "$@" | setpriv --pdeathsig TERM -- xargs -P 2 -I {} setpriv --pdeathsig TERM -- bash -c '
    project=$1
    log=$results/$(basename "$project").log
    code=0
    timeout --kill-after 10 1200 setpriv --pdeathsig TERM -- \
      dotnet test "$project" --no-build --nologo --configuration Debug --logger "console;verbosity=minimal" >"$log" 2>&1 || code=$?
    echo "exit code $code" >>"$log"
    printf "%-22s %s\n" "$(basename "$project")" "$(grep -E "^(Passed|Failed|Skipped)! +- " "$log" | tail -n 1)"
  ' _ {} &
  runner=$!
  wait "$runner" || true
  runner=
}

# Adds up the closing lines. A project that has none has crashed, hung or not been built: that is a failure, not a silence.
sum_up() {
  local project log passed=0 failed=0 skipped=0 line
  for project in "$@"; do
    log=$results/$(basename "$project").log
    line=$(grep -E "^(Passed|Failed|Skipped)! +- " "$log" | tail -n 1 || true)
    if [[ $line =~ Failed:\ +([0-9]+),\ Passed:\ +([0-9]+),\ Skipped:\ +([0-9]+) ]]; then
      failed=$((failed + BASH_REMATCH[1]))
      passed=$((passed + BASH_REMATCH[2]))
      skipped=$((skipped + BASH_REMATCH[3]))
    fi
    if ! grep -q '^exit code 0$' "$log" && [[ -z $line || $line == Passed!* ]]; then
      failed=$((failed + 1))
      line=
    fi
    if [[ $line != Passed!* && $line != Skipped!* ]]; then
      printf '\n── %s\n' "$(basename "$project")"
      if [[ -n $line ]]; then grep -E -A 12 '^  Failed ' "$log" || true; else tail -n 40 "$log"; fi
    fi
  done

  [[ $skipped -eq 0 ]] || printf '\n%d skipped\n' "$skipped"
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [[ $failed -eq 0 && $passed -gt 0 ]]
}

trap 'clean_up' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

if [[ $# -gt 0 ]]; then
  projects=("${@/#/tests/}")
  projects=("${projects[@]/%/.Tests}")
else
  # The longest first, so that none of them is left to run alone at the end.
  longest=(tests/Database.Proofs.Tests tests/Database.Tests)
  projects=("${longest[@]}")
  for project in tests/*.Tests; do
    [[ " ${longest[*]} " == *" $project "* ]] || projects+=("$project")
  done
fi

require_dotnet
install_infrastructure
mkdir -p "$results"
say "Building …"
if ! dotnet build "$solution" --configuration Debug --disable-build-servers --nologo --verbosity quiet --consoleLoggerParameters:NoSummary >"$results/build.log" 2>&1; then
  sort -u "$results/build.log" | tail -n 40
  printf '\n0 passed, 1 failed\n'
  exit 1
fi

start_platform
run_tests "${projects[@]}"
sum_up "${projects[@]}"
