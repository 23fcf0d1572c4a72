#!/usr/bin/env bash
# Shows each fuzz target the bugs it exists for, one at a time, and says after how many runs it found them.
#
#   fuzz/canary.sh [SEEDS]      a row for each line of fuzz/canary.txt: medians over so many seeds of libFuzzer (1 unless told) of the
#                               runs and of the seconds of processor time, the reading of the corpus included
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

# Prints the runs that were made, the processor time, and whether the last of the runs was a finding.
search() { # BUG TARGET RUNS SEED
  local bug=$1 target=$2 runs=$3 seed=$4
  rm -rf "$scratch/corpus" && mkdir "$scratch/corpus"
  if [ "$bug" != none ]; then export METERED_CANARY=$bug; else unset METERED_CANARY; fi
  local found=found
  local TIMEFORMAT='%U %S'
  { time "$binaries/$target" -runs="$runs" -seed="$seed" -print_final_stats=1 -artifact_prefix="$scratch/" \
    "$scratch/corpus" "corpus/$target" >"$scratch/log" 2>&1 || true; } 2>"$scratch/time"
  grep -q "^SUMMARY: \|panicked at" "$scratch/log" || found=nothing
  echo "$(sed -n 's/^stat::number_of_executed_units: *//p' "$scratch/log" | tail -1)" \
    "$(awk '{ seconds = $1 + $2 } END { printf "%.1f", seconds }' "$scratch/time") $found"
}

median() { sort -n | sed -n "$(((seeds + 1) / 2))p"; }

echo "| bug | target | runs (median of $seeds) | seconds (median) |"
echo "|---|---|---|---|"
while read -r bug target most; do
  [ -n "$bug" ] && [ "${bug#\#}" = "$bug" ] || continue
  : >"$scratch/runs" >"$scratch/seconds"
  for seed in $(seq 1 "$seeds"); do
    read -r runs seconds found < <(search "$bug" "$target" "$most" "$seed")
    echo "$runs" >>"$scratch/runs"
    echo "$seconds" >>"$scratch/seconds"
    if { [ "$bug" = none ] && [ "$found" = found ]; } || { [ "$bug" != none ] && [ "$found" = nothing ]; }; then
      failed=1
      echo "seed $seed: $target, bug $bug: $found in $runs runs" >&2
      tail -5 "$scratch/log" >&2
    fi
  done
  echo "| $bug | $target | $(median <"$scratch/runs") | $(median <"$scratch/seconds") |"
done <fuzz/canary.txt
exit "$failed"
