#!/usr/bin/env bash
# What the committed corpora reach of runtime/src, compared with fuzz/coverage.txt. Half a minute; needs no fuzzer.
#
#   fuzz/coverage.sh            fails if a corpus reaches less, or if a line that none reaches is not named with a reason
#   fuzz/coverage.sh --accept   writes what was measured; reasons stay, and new ones are left to be written
#
# `cargo fuzz coverage` asks the same of the same tools (-Cinstrument-coverage, llvm-cov), but instruments the engine too and so
# builds all of it anew, for one target at a time.
set -euo pipefail
cd "$(dirname "$0")/.."

rustup component add llvm-tools
tools=$(rustc --print sysroot)/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin
binaries=${CARGO_TARGET_DIR:-target}/debug
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

RUSTC_WORKSPACE_WRAPPER=$PWD/fuzz/instrument cargo build -p fuzz --bins --locked

report() { # NAME BINARY PROFILE...
  local name=$1 binary=$2 profile=$scratch/$1.profdata
  shift 2
  "$tools/llvm-profdata" merge -sparse "$@" -o "$profile"
  export_of() { "$tools/llvm-cov" export "$@" -instr-profile="$profile" "$binary" "$PWD/runtime/src"; }
  export_of -format=lcov >"$scratch/$name.lcov"
  export_of -summary-only >"$scratch/$name.json"
}

for source in fuzz/fuzz_targets/*.rs; do
  target=$(basename "$source" .rs)
  LLVM_PROFILE_FILE=$scratch/$target.profraw "$binaries/$target" "corpus/$target"/*.seed >"$scratch/log" ||
    { cat "$scratch/log" && exit 1; }
  report "$target" "$binaries/$target" "$scratch/$target.profraw"
done
# Whichever binary: all have the whole of `runtime`.
report together "$binaries/$target" "$scratch"/*.profraw

cargo run -q -p fuzz --example coverage --locked -- "$scratch" "$@"
