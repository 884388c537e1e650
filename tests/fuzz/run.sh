#!/usr/bin/env bash
# run.sh TARGET SECONDS: one fuzz target (lexer, parser, run) of build/fuzz, seeded with the examples and UI tests.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT
find "$root/examples" "$root/tests/ui" -name '*.rs' -size -8k -exec cp --backup=numbered {} "$corpus" \;
"$root/build/fuzz/tests/fuzz_$1" -max_total_time="$2" -timeout=20 -rss_limit_mb=3000 -max_len=4096 -print_final_stats=1 "$corpus"
echo "fuzz_$1: survived $2 s"
