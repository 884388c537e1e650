#!/usr/bin/env python3
"""Random Rust programs that terminate, have no undefined behaviour and pass the borrow checker.

  tests/generate/generate.py SEED [--size N]     one program on standard output

The same seed gives the same program. A program declares structs, enums, a trait with implementations, generic functions
and plain functions, and its `main` prints what they give. Every value is built from literals and arguments, every loop
has a bounded counter, functions call only functions declared before them. Arithmetic is wrapping, checked or plain: plain
arithmetic may overflow, which is a panic and so a defined end.
"""
import argparse
import random

INTS = ["u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "u128", "i128", "usize", "isize"]
BITS = {"8": 8, "16": 16, "32": 32, "64": 64, "128": 128, "size": 64}


def bits(ty):
    return BITS[ty[1:]]


class Struct:
    def __init__(self, name, fields, is_tuple):
        self.name, self.fields, self.is_tuple = name, fields, is_tuple


class Enum:
    def __init__(self, name, variants):
        self.name, self.variants = name, variants  # (name, [types])


class Generator:
    def __init__(self, seed, size):
        self.r = random.Random(seed)
        self.size = size
        self.structs, self.enums, self.functions, self.generics = [], [], [], []
        self.counter = 0
        self.lines = []

    # ---- types -------------------------------------------------------------------------------------------------
    def fresh(self, stem):
        self.counter += 1
        return f"{stem}{self.counter}"

    def int_ty(self):
        return self.r.choice(INTS)

    def ty(self, depth=2):
        r = self.r.random()
        if depth == 0 or r < 0.35:
            return self.int_ty()
        if r < 0.45:
            return "bool"
        if r < 0.50:
            return "char"
        if r < 0.57:
            return "String"
        if r < 0.65:
            return f"({self.ty(depth - 1)}, {self.ty(depth - 1)})"
        if r < 0.72:
            return f"[{self.ty(depth - 1)}; {self.r.randint(1, 4)}]"
        if r < 0.79:
            return f"Option<{self.ty(depth - 1)}>"
        if r < 0.85:
            return f"Vec<{self.ty(depth - 1)}>"
        if r < 0.89:
            return f"Box<{self.ty(depth - 1)}>"
        if r < 0.92:
            return f"Result<{self.ty(depth - 1)}, {self.int_ty()}>"
        known = [s.name for s in self.structs] + [e.name for e in self.enums]
        return self.r.choice(known) if known else self.int_ty()

    @staticmethod
    def split(ty):
        """The parts between the outermost brackets of `Name<A, B>` or `(A, B)`."""
        inner = ty[ty.index("<") + 1:-1] if ty[0] != "(" else ty[1:-1]
        parts, depth, at = [], 0, 0
        for i, c in enumerate(inner):
            if c in "<([":
                depth += 1
            elif c in ">)]":
                depth -= 1
            elif c == "," and depth == 0:
                parts.append(inner[at:i].strip())
                at = i + 1
        parts.append(inner[at:].strip())
        return parts

    # ---- expressions ---------------------------------------------------------------------------------------------
    def literal(self, ty):
        n, signed = bits(ty), ty[0] == "i"
        low, high = (-(1 << (n - 1)), (1 << (n - 1)) - 1) if signed else (0, (1 << n) - 1)
        value = self.r.choice([self.r.randint(0, 9), self.r.randint(low, high), low, high, 1, self.r.randint(0, 100)])
        value = max(low, min(high, value))
        if value == low and signed:
            return f"{ty}::MIN"
        return f"({value}{ty})" if value < 0 else f"{value}{ty}"

    def value(self, ty, scope, depth):
        """An expression of type `ty`; variables of `scope` ([(name, type, how to read it)]) may be read."""
        candidates = [v for v in scope if v[1] == ty]
        if candidates and self.r.random() < (0.6 if depth > 0 else 0.85):
            return self.r.choice(candidates)[2]
        if depth > 0 and self.r.random() < 0.3:
            wrapped = self.control(ty, scope, depth)
            if wrapped:
                return wrapped
        if depth > 0 and self.r.random() < 0.25:
            call = self.call(ty, scope, depth)
            if call:
                return call
        return self.build(ty, scope, depth)

    def control(self, ty, scope, depth):
        kind = self.r.randrange(6)
        d = depth - 1
        if kind == 0:
            return f"(if {self.value('bool', scope, d)} {{ {self.value(ty, scope, d)} }} else {{ {self.value(ty, scope, d)} }})"
        if kind == 1:
            on = self.int_ty()
            arms = "".join(f"{self.literal(on)} => {self.value(ty, scope, d)}, " for _ in range(self.r.randint(1, 2)))
            name = self.fresh("m")
            inner = scope + [(name, on, name)]
            guard = f"{name} if {self.value('bool', inner, 0)} => {self.value(ty, inner, d)}, " if self.r.random() < 0.5 else ""
            return f"(match {self.value(on, scope, d)} {{ {arms}{guard}_ => {self.value(ty, scope, d)} }})"
        if kind == 2:
            name, inner_ty = self.fresh("b"), self.ty(1)
            inner = scope + [(name, inner_ty, f"{name}.clone()")]
            return f"({{ let {name}: {inner_ty} = {self.value(inner_ty, scope, d)}; {self.value(ty, inner, d)} }})"
        if kind == 3:
            name, arg = self.fresh("c"), self.ty(1)
            inner = scope + [(name, arg, f"{name}.clone()")]
            body = self.value(ty, inner, d)
            return f"(|{name}: {arg}| -> {ty} {{ {body} }})({self.value(arg, scope, d)})"
        if kind == 4 and self.enums:
            enum = self.r.choice(self.enums)
            arms = []
            for variant, fields in enum.variants:
                names = [self.fresh("f") for _ in fields]
                inner = scope + [(n, t, f"{n}.clone()") for n, t in zip(names, fields)]
                pattern = f"{enum.name}::{variant}" + (f"({', '.join(names)})" if names else "")
                arms.append(f"{pattern} => {self.value(ty, inner, d)}")
            return f"(match {self.value(enum.name, scope, d)} {{ {', '.join(arms)} }})"
        if kind == 5:
            inner_ty, name = self.ty(1), self.fresh("o")
            inner = scope + [(name, inner_ty, f"{name}.clone()")]
            option = self.value(f"Option<{inner_ty}>", scope, d)
            return f"(if let Some({name}) = {option} {{ {self.value(ty, inner, d)} }} else {{ {self.value(ty, scope, d)} }})"
        return None

    def call(self, ty, scope, depth):
        fitting = [f for f in self.functions if f[2] == ty]
        if fitting and self.r.random() < 0.8:
            name, params, _ = self.r.choice(fitting)
            args = []
            for t in params:
                is_ref = t.startswith("&")
                args.append(("&" if is_ref else "") + self.value(t.lstrip("&"), scope, depth - 1))
            return f"{name}({', '.join(args)})"
        if self.generics:
            name, shape = self.r.choice(self.generics)
            if shape == "pick":
                return f"{name}({self.value('bool', scope, depth - 1)}, {self.value(ty, scope, depth - 1)}, {self.value(ty, scope, depth - 1)})"
            if shape == "apply":
                arg = self.fresh("g")
                body = self.value(ty, scope + [(arg, ty, f"{arg}.clone()")], 0)
                return f"{name}({self.value(ty, scope, depth - 1)}, |{arg}: {ty}| {body})"
        return None

    def build(self, ty, scope, depth):
        d = max(depth - 1, 0)
        v = lambda t: self.value(t, scope, d)
        if ty in INTS:
            return self.integer(ty, scope, depth)
        if ty == "bool":
            return self.boolean(scope, depth)
        if ty == "char":
            if depth > 0 and self.r.random() < 0.3:
                return f"char::from({v('u8')})"
            return repr(self.r.choice("azAZ09 _é߀"))
        if ty == "String":
            kind = self.r.randrange(4) if depth > 0 else 0
            if kind == 1:
                return f'format!("{{:?}}-{{}}", {v(self.ty(1))}, {v(self.int_ty())})'
            if kind == 2:
                return f"({v('String')} + {v('String')}.as_str())"
            if kind == 3:
                return f"{v('String')}.chars().rev().take(4).collect::<String>()"
            return f'String::from("{self.r.choice(["", "a", "xyz", "äöü", "line"])}")'
        if ty.startswith("("):
            return "(" + ", ".join(v(t) for t in self.split(ty)) + ")"
        if ty.startswith("["):
            inner, count = ty[1:-1].rsplit(";", 1)
            return "[" + ", ".join(v(inner.strip()) for _ in range(int(count))) + "]"
        if ty.startswith("Option<"):
            inner = self.split(ty)[0]
            if depth > 0 and self.r.random() < 0.2:
                return f"vec![{v(inner)}, {v(inner)}].get({self.r.randint(0, 2)}).cloned()"
            return f"None::<{inner}>" if self.r.random() < 0.25 else f"Some({v(inner)})"
        if ty.startswith("Result<"):
            good, bad = self.split(ty)
            name, arg = ("Ok", good) if self.r.random() < 0.6 else ("Err", bad)
            return f"{name}::<{good}, {bad}>({v(arg)})"
        if ty.startswith("Vec<"):
            inner = self.split(ty)[0]
            if depth > 0 and self.r.random() < 0.3:
                name = self.fresh("e")
                return f"(0..{self.r.randint(0, 3)}usize).map(|{name}| {self.value(inner, scope + [(name, 'usize', name)], d)}).collect::<Vec<_>>()"
            return "vec![" + ", ".join(v(inner) for _ in range(self.r.randint(1, 3))) + "]"
        if ty.startswith("Box<"):
            return f"Box::new({v(self.split(ty)[0])})"
        for s in self.structs:
            if s.name == ty:
                if s.is_tuple:
                    return f"{ty}({', '.join(v(t) for _, t in s.fields)})"
                return f"{ty} {{ {', '.join(f'{n}: {v(t)}' for n, t in s.fields)} }}"
        for e in self.enums:
            if e.name == ty:
                name, fields = self.r.choice(e.variants)
                return f"{ty}::{name}" + (f"({', '.join(v(t) for t in fields)})" if fields else "")
        raise ValueError(ty)

    def integer(self, ty, scope, depth):
        if depth == 0:
            return self.literal(ty)
        v = lambda t: self.value(t, scope, depth - 1)
        kind = self.r.randrange(14)
        a, b = v(ty), v(ty)
        if kind <= 2:
            return f"{a}.wrapping_{self.r.choice(['add', 'sub', 'mul'])}({b})"
        if kind == 3:
            return f"({a} {self.r.choice(['&', '|', '^'])} {b})"
        if kind == 4:
            return f"({a} as {self.r.choice(INTS)} as {ty})"
        if kind == 5:
            return f"{a}.{self.r.choice(['checked_div', 'checked_rem', 'checked_add', 'checked_mul'])}({b}).unwrap_or({self.literal(ty)})"
        if kind == 6:
            return f"{a}.{self.r.choice(['rotate_left', 'wrapping_shl', 'wrapping_shr'])}({v('u32')})"
        if kind == 7:
            return f"{a}.{self.r.choice(['saturating_add', 'saturating_sub', 'min', 'max'])}({b})"
        if kind == 8:
            return f"({a}.{self.r.choice(['count_ones', 'leading_zeros', 'trailing_zeros'])}() as {ty})"
        if kind == 9:
            vector = v(f"Vec<{ty}>")
            return f"({vector}.iter().{self.r.choice(['fold(0, |x, y| x ^ y)', 'copied().max().unwrap_or(0)', 'filter(|x| **x > 3).count() as ' + ty, 'skip(1).step_by(2).fold(1, |x: ' + ty + ', y| x.wrapping_mul(*y))'])})"
        if kind == 10:
            return f"{v(f'Option<{ty}>')}.{self.r.choice(['unwrap_or_default()', 'map_or(1, |x| x | 1)'])}"
        if kind == 11:
            return f"((({a} as f64) / 3.0) as {ty})"
        if kind == 12:
            return f"({v(f'({ty}, {ty})')}).{self.r.randint(0, 1)}"
        if self.r.random() < 0.15:
            return f"({a} {self.r.choice('+-*')} {b})"
        return f"(!{a})"

    def boolean(self, scope, depth):
        if depth == 0:
            return self.r.choice(["true", "false"])
        t = self.r.choice([self.int_ty(), "String", "char", self.ty(1)])
        a, b = self.value(t, scope, depth - 1), self.value(t, scope, depth - 1)
        kind = self.r.randrange(4)
        if kind == 0:
            return f"({self.value('bool', scope, depth - 1)} {self.r.choice(['&&', '||', '^'])} {self.value('bool', scope, depth - 1)})"
        if kind == 1:
            return f"(!{self.value('bool', scope, depth - 1)})"
        return f"({a} {self.r.choice(['==', '<', '>=', '!='])} {b})"

    # ---- items -----------------------------------------------------------------------------------------------------
    DERIVES = "#[derive(Clone, Debug, PartialEq, PartialOrd)]"

    def items(self):
        for _ in range(self.r.randint(1, 3)):
            is_tuple = self.r.random() < 0.4
            fields = [(str(i) if is_tuple else f"x{i}", self.ty(1)) for i in range(self.r.randint(1, 4))]
            s = Struct(self.fresh("S"), fields, is_tuple)
            body = f"({', '.join(t for _, t in fields)});" if is_tuple else f" {{ {', '.join(f'{n}: {t}' for n, t in fields)} }}"
            self.lines.append(f"{self.DERIVES}\nstruct {s.name}{body}")
            self.structs.append(s)
        for _ in range(self.r.randint(1, 2)):
            variants = [(self.fresh("V"), [self.ty(1) for _ in range(self.r.choice([0, 1, 1, 2]))]) for _ in range(self.r.randint(2, 4))]
            e = Enum(self.fresh("E"), variants)
            body = ", ".join(n + (f"({', '.join(f)})" if f else "") for n, f in variants)
            self.lines.append(f"{self.DERIVES}\nenum {e.name} {{ {body} }}")
            self.enums.append(e)
        self.lines.append("fn pick<T: Clone>(first: bool, a: T, b: T) -> T { if first { a } else { b.clone() } }")
        self.lines.append("fn apply<T, F: Fn(T) -> T>(x: T, f: F) -> T { f(f(x)) }")
        self.generics = [("pick", "pick"), ("apply", "apply")]
        self.trait()

    def trait(self):
        out = self.int_ty()
        self.lines.append(f"trait Measure {{ fn measure(&self, by: {out}) -> {out}; fn twice(&self) -> {out} {{ self.measure(2).wrapping_add(self.measure(3)) }} }}")
        users = [s.name for s in self.structs] + [e.name for e in self.enums]
        for name in users:
            scope = [("by", out, "by"), ("me", name, "self.clone()")]
            self.lines.append(f"impl Measure for {name} {{ fn measure(&self, by: {out}) -> {out} {{ {self.value(out, scope, 2)} }} }}")
            noisy = self.r.random() < 0.4
            if noisy:
                guard = self.fresh("Guard")
                self.lines.append(f'struct {guard}({name});\nimpl Drop for {guard} {{ fn drop(&mut self) {{ println!("drop {{:?}}", self.0); }} }}')
                self.lines.append(f"fn guard_{guard.lower()}(x: {name}) -> {out} {{ let _g = {guard}(x.clone()); x.twice() }}")
                self.functions.append((f"guard_{guard.lower()}", [name], out))
        self.lines.append(f"fn total(list: &[Box<dyn Measure>]) -> {out} {{ list.iter().map(|m| m.twice()).fold(0, |a, b| a.wrapping_add(b)) }}")
        self.dyn = (out, users)

    def function(self):
        name = self.fresh("f")
        params = [("&" if self.r.random() < 0.3 else "") + self.ty(2) for _ in range(self.r.randint(0, 3))]
        ret = self.ty(2)
        scope = [(f"p{i}", t.lstrip("&"), f"p{i}.clone()") for i, t in enumerate(params)]
        lines = []
        for _ in range(self.r.randint(1, 3)):
            kind = self.r.randrange(5)
            t, v = self.ty(2), self.fresh("v")
            if kind <= 1:
                lines.append(f"let {v}: {t} = {self.value(t, scope, 3)};")
            elif kind == 2:
                i = self.fresh("i")
                inner = scope + [(i, "u32", i), (v, t, f"{v}.clone()")]
                lines.append(f"let mut {v}: {t} = {self.value(t, scope, 2)};")
                leave = f"if {self.value('bool', inner, 1)} {{ {self.r.choice(['break', 'continue'])}; }} " if self.r.random() < 0.5 else ""
                lines.append(f"for {i} in 0..{self.r.randint(1, 4)}u32 {{ {leave}{v} = {self.value(t, inner, 2)}; }}")
            elif kind == 3:
                inner_ty = self.ty(1)
                t = f"Vec<{inner_ty}>"
                lines.append(f"let mut {v}: {t} = {self.value(t, scope, 2)};")
                item = self.fresh("r")
                inner = scope + [(item, inner_ty, f"{item}.clone()")]
                lines.append(f"for {item} in {v}.iter_mut() {{ *{item} = {self.value(inner_ty, inner, 1)}; }}")
                lines.append(f"{v}.{self.r.choice(['reverse()', 'truncate(2)', 'push(' + self.value(inner_ty, scope, 1) + ')', 'dedup()', 'insert(0, ' + self.value(inner_ty, scope, 1) + ')'])};")
            else:
                n = self.fresh("n")
                lines.append(f"let mut {n} = 0u8; let {v}: {t} = loop {{ {n} += 1; if {n} > {self.r.randint(1, 3)} || {self.value('bool', scope, 1)} {{ break {self.value(t, scope, 2)}; }} }};")
            scope.append((v, t, f"{v}.clone()"))
        if self.r.random() < 0.3:
            lines.append(f"if {self.value('bool', scope, 2)} {{ return {self.value(ret, scope, 2)}; }}")
        declared = ", ".join(f"p{i}: {t}" for i, t in enumerate(params))
        self.lines.append(f"fn {name}({declared}) -> {ret} {{\n    " + "\n    ".join(lines) + f"\n    {self.value(ret, scope, 3)}\n}}")
        self.functions.append((name, params, ret))

    def program(self):
        self.items()
        for _ in range(self.size):
            self.function()
        main = []
        for name, params, _ in self.functions:
            args = ", ".join(("&" if t.startswith("&") else "") + self.value(t.lstrip("&"), [], 2) for t in params)
            main.append(f'println!("{name} {{:?}}", {name}({args}));')
        out, users = self.dyn
        boxes = ", ".join(f"Box::new({self.value(self.r.choice(users), [], 1)}) as Box<dyn Measure>" for _ in range(3))
        main.append(f'println!("total {{:?}}", total(&[{boxes}]));')
        head = "#![allow(warnings)]\n"
        return head + "\n".join(self.lines) + "\nfn main() {\n    " + "\n    ".join(main) + "\n}\n"


def program(seed, size=6):
    return Generator(seed, size).program()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("--size", type=int, default=6, help="how many functions")
    args = parser.parse_args()
    print(program(args.seed, args.size), end="")
