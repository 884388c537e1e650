#!/usr/bin/env bash
# The shared corpus of aliasing programs, under the models that exist.
set -u
here=$(cd "$(dirname "$0")" && pwd)
shared=${ASSAY_SHARED:-$here/../../shared}
if [ ! -d "$shared/corpus/aliasing" ]; then
  [ "${CI:-}" = true ] && { echo "corpus: $shared/corpus/aliasing is missing"; exit 1; }
  echo "skipped: no corpus at $shared (set ASSAY_SHARED)"
  exit 77
fi
exec python3 "$shared/tools/corpus.py" --tool "$1" --skip-nondet --models stacked,tree,none,stacked-2018,stacked-2018-impl,stacked-barriers,unique-id,timestamp,noalias,contracts,aca --memory - --allow-unsupported \
  --exceptions "$here/corpus-exceptions.md" "$shared/corpus/aliasing"
