#!/usr/bin/env python3
"""`assay test` and `assay run` on the packages of this folder: the lines of libtest, in any order of the tests.

  tests/packages/run.py --tool build/release/assay
"""
import argparse
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SAMPLE = str(HERE / "sample")


def lines(tool, *args):
    done = subprocess.run([tool, *args], capture_output=True, text=True, timeout=300)
    kept = [re.sub(r"finished in [\d.]+s", "finished", line) for line in done.stdout.splitlines()
            if line.startswith(("test ", "running ")) or line.endswith(": test")]
    return done, sorted(kept)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True)
    tool = parser.parse_args().tool
    failures = 0

    def expect(what, got, want):
        nonlocal failures
        if got != want:
            failures += 1
            print(f"{what}:\n  got  {got}\n  want {want}")

    done, got = lines(tool, "test", SAMPLE)
    expect("tests of a package", got, sorted([
        "running 6 tests", "running 0 tests", "running 1 test",
        "test tests::sees_its_dependencies ... ok",
        "test tests::panics_as_expected - should panic ... ok",
        "test tests::panics_otherwise - should panic ... FAILED",
        "test tests::is_ignored ... ignored, takes long",
        "test tests::returns_an_error ... FAILED",
        "test tests::does_something_undefined ... FAILED",
        "test from_outside ... ok",
        "test result: FAILED. 2 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished",
        "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished",
        "test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished"]))
    expect("exit code of failing tests", done.returncode, 101)
    for part in ("before the error", "panic did not contain expected string", "aliasing:"):
        expect(f"the report says `{part}`", part in done.stdout, True)

    done, got = lines(tool, "test", SAMPLE, "--lib", "--exact", "tests::sees_its_dependencies")
    expect("an exact filter", got, sorted([
        "running 1 test", "test tests::sees_its_dependencies ... ok",
        "test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 5 filtered out; finished"]))
    expect("exit code of passing tests", done.returncode, 0)
    done, got = lines(tool, "test", SAMPLE, "--list", "--test", "outside")
    expect("a list", got, ["from_outside: test"])
    done = subprocess.run([tool, "run", SAMPLE], capture_output=True, text=True, timeout=300)
    expect("a program", (done.returncode, done.stdout), (0, "sample-package 11 5\n"))
    done = subprocess.run([tool, "test", SAMPLE, "--no-default-features", "sees"], capture_output=True, text=True,
                          timeout=300)
    expect("without default features", done.returncode, 101)
    print(f"packages: {failures} differences")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
