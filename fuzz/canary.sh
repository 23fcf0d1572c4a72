#!/usr/bin/env bash
# Shows each fuzz target the bugs it exists for, one at a time, and says after how many runs it found them.
#
#   fuzz/canary.sh [SEEDS]      a row for each line of fuzz/canary.txt: the median over so many seeds of libFuzzer (1 unless told)
#
# Every run starts from the committed corpus. The bugs are in runtime/src/canary.rs, built in by the feature `canary` and chosen by
# METERED_CANARY. Fails if a bug is not found within the runs that its line allows, or if a target finds something without a bug.
set -euo pipefail
cd "$(dirname "$0")/.."
seeds=${1:-1}

cargo fuzz build --features canary >&2
binaries=target/$(rustc -vV | sed -n 's/^host: //p')/release
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# Prints the runs that were made, and whether the last of them was a finding.
search() { # BUG TARGET RUNS SEED
  local bug=$1 target=$2 runs=$3 seed=$4
  rm -rf "$scratch/corpus" && mkdir "$scratch/corpus"
  if [ "$bug" != none ]; then export METERED_CANARY=$bug; else unset METERED_CANARY; fi
  local found=found
  "$binaries/$target" -runs="$runs" -seed="$seed" -print_final_stats=1 -artifact_prefix="$scratch/" \
    "$scratch/corpus" "corpus/$target" >"$scratch/log" 2>&1 || true
  grep -q "^SUMMARY: \|panicked at" "$scratch/log" || found=nothing
  echo "$(sed -n 's/^stat::number_of_executed_units: *//p' "$scratch/log" | tail -1) $found"
}

median() { sort -n | sed -n "$(((seeds + 1) / 2))p"; }

echo "| bug | target | runs (median of $seeds) | seconds |"
echo "|---|---|---|---|"
while read -r bug target most; do
  [ -n "$bug" ] && [ "${bug#\#}" = "$bug" ] || continue
  started=$(date +%s%N)
  : >"$scratch/runs"
  for seed in $(seq 1 "$seeds"); do
    read -r runs found < <(search "$bug" "$target" "$most" "$seed")
    echo "$runs" >>"$scratch/runs"
    if { [ "$bug" = none ] && [ "$found" = found ]; } || { [ "$bug" != none ] && [ "$found" = nothing ]; }; then
      failed=1
      echo "seed $seed: $target, bug $bug: $found in $runs runs" >&2
      tail -5 "$scratch/log" >&2
    fi
  done
  seconds=$(awk -v nanoseconds=$(($(date +%s%N) - started)) -v seeds="$seeds" 'BEGIN { printf "%.1f", nanoseconds / seeds / 1e9 }')
  echo "| $bug | $target | $(median <"$scratch/runs") | $seconds |"
done <fuzz/canary.txt
exit "$failed"
