#!/usr/bin/env python3
"""Checks that every #include points along tools/layers.txt and that no source file has more than 1000 lines."""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LIMIT, WARN = 1000, 600


def allowed():
    direct = {}
    with open(os.path.join(ROOT, "tools/layers.txt"), encoding="utf-8") as f:
        for line in f:
            line = line.split("#")[0].strip()
            if line:
                name, _, deps = line.partition(":")
                direct[name.strip()] = deps.split()
    closure = {}

    def visit(name, path=()):
        if name in path:
            sys.exit(f"layers: a cycle through {name}")
        if name not in closure:
            reach = {name}
            for dep in direct[name]:
                reach |= visit(dep, path + (name,))
            closure[name] = reach
        return closure[name]

    for name in direct:
        visit(name)
    return closure


def main():
    layers = allowed()
    errors = 0
    for folder, _, names in sorted(os.walk(os.path.join(ROOT, "src"))):
        layer = os.path.relpath(folder, os.path.join(ROOT, "src")).split(os.sep)[0]
        for name in sorted(names):
            if not name.endswith((".h", ".cpp", ".def")):
                continue
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as f:
                lines = f.read().split("\n")
            shown = os.path.relpath(path, ROOT)
            if len(lines) > LIMIT and "generated table" not in lines[0]:
                print(f"{shown}: {len(lines)} lines, the limit is {LIMIT}")
                errors += 1
            for number, line in enumerate(lines, 1):
                m = re.match(r'\s*#\s*include\s+"([\w]+)/', line)
                if name.endswith("_test.cpp"):  # tests of the front tower read their source through resolve
                    continue
                if m and m.group(1) in layers and m.group(1) not in layers.get(layer, set()):
                    print(f"{shown}:{number}: {layer} may not include {m.group(1)}")
                    errors += 1
    for folder, _, names in os.walk(os.path.join(ROOT, "rustlib")):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as f:
                count = sum(1 for _ in f)
            if name.endswith(".rs") and count > LIMIT:
                print(f"{os.path.relpath(path, ROOT)}: {count} lines, the limit is {LIMIT}")
                errors += 1
    print(f"layers: {'ok' if not errors else f'{errors} errors'}")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
