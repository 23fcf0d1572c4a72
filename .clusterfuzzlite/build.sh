#!/usr/bin/env bash
# Builds every fuzz target as ClusterFuzzLite and OSS-Fuzz ask for it: binaries, seed corpora and dictionaries go to $OUT.
# They set $OUT and $SANITIZER and start this in the checkout.
set -euo pipefail

case "${SANITIZER:-address}" in
  address) sanitizer=address ;;
  # The services measure coverage of the corpus with an uninstrumented target.
  coverage | none) sanitizer=none ;;
  *) echo "SANITIZER is $SANITIZER: allowed are address, coverage and none" >&2; exit 2 ;;
esac

# The image comes with a nightly toolchain; the checkout pins its own.
unset RUSTUP_TOOLCHAIN
# As `cargo fuzz run` builds them: arithmetic that wraps unseen is a finding too.
cargo fuzz build --release --debug-assertions --sanitizer "$sanitizer"

triple=$(rustc -vV | sed -n 's/^host: //p')
for target in $(cargo fuzz list); do
  cp "target/$triple/release/$target" "$OUT/"
  # Regressions are cases (`.wat`) and are replayed by `cargo test`; seeds are what a fuzzer starts from.
  zip --quiet --junk-paths "$OUT/${target}_seed_corpus.zip" "corpus/$target"/*.seed
  # The input of a host script holds no module.
  if [ "$target" != host_script ]; then
    cp fuzz/wasm.dict "$OUT/$target.dict"
  fi
done
