// Builders of structured `Debug` output, on one line or indented.

use super::*;

// Indents everything written through it by four spaces.
struct PadAdapter<'buf, 'state> {
    buf: &'buf mut (dyn Write + 'buf),
    on_newline: &'state mut bool,
}
impl Write for PadAdapter<'_, '_> {
    fn write_str(&mut self, s: &str) -> Result {
        for line in s.split_inclusive('\n') {
            if *self.on_newline {
                self.buf.write_str("    ")?;
            }
            *self.on_newline = line.ends_with('\n');
            self.buf.write_str(line)?;
        }
        Ok(())
    }
}
// Runs `f` on a formatter that indents, then ends the line with a comma.
fn indented<F: FnOnce(&mut Formatter<'_>) -> Result>(fmt: &mut Formatter<'_>, f: F) -> Result {
    let mut on_newline = true;
    let options = fmt.options;
    let mut writer = PadAdapter { buf: &mut *fmt.buf, on_newline: &mut on_newline };
    let mut inner = Formatter::new(&mut writer, options);
    f(&mut inner)?;
    inner.write_str(",\n")
}

pub struct DebugStruct<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
}
pub(super) fn debug_struct_new<'a, 'b>(fmt: &'a mut Formatter<'b>, name: &str) -> DebugStruct<'a, 'b> {
    let result = fmt.write_str(name);
    DebugStruct { fmt, result, has_fields: false }
}
impl<'a, 'b: 'a> DebugStruct<'a, 'b> {
    pub fn field(&mut self, name: &str, value: &dyn Debug) -> &mut Self {
        self.field_with(name, |f| value.fmt(f))
    }
    pub fn field_with<F: FnOnce(&mut Formatter<'_>) -> Result>(&mut self, name: &str, value_fmt: F) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.write_field(name, value_fmt);
        }
        self.has_fields = true;
        self
    }
    fn write_field<F: FnOnce(&mut Formatter<'_>) -> Result>(&mut self, name: &str, value_fmt: F) -> Result {
        if self.fmt.alternate() {
            if !self.has_fields {
                self.fmt.write_str(" {\n")?;
            }
            indented(self.fmt, |f| {
                f.write_str(name)?;
                f.write_str(": ")?;
                value_fmt(f)
            })
        } else {
            self.fmt.write_str(if self.has_fields { ", " } else { " { " })?;
            self.fmt.write_str(name)?;
            self.fmt.write_str(": ")?;
            value_fmt(self.fmt)
        }
    }
    pub fn finish_non_exhaustive(&mut self) -> Result {
        self.result?;
        self.result = if !self.has_fields {
            self.fmt.write_str(" { .. }")
        } else if self.fmt.alternate() {
            self.fmt.write_str("    ..\n}")
        } else {
            self.fmt.write_str(", .. }")
        };
        self.result
    }
    pub fn finish(&mut self) -> Result {
        if self.has_fields && self.result.is_ok() {
            let end = if self.fmt.alternate() { "}" } else { " }" };
            self.result = self.fmt.write_str(end);
        }
        self.result
    }
}

pub struct DebugTuple<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    fields: usize,
    empty_name: bool,
}
pub(super) fn debug_tuple_new<'a, 'b>(fmt: &'a mut Formatter<'b>, name: &str) -> DebugTuple<'a, 'b> {
    let result = fmt.write_str(name);
    DebugTuple { fmt, result, fields: 0, empty_name: name.is_empty() }
}
impl<'a, 'b: 'a> DebugTuple<'a, 'b> {
    pub fn field(&mut self, value: &dyn Debug) -> &mut Self {
        self.field_with(|f| value.fmt(f))
    }
    pub fn field_with<F: FnOnce(&mut Formatter<'_>) -> Result>(&mut self, value_fmt: F) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.write_field(value_fmt);
        }
        self.fields += 1;
        self
    }
    fn write_field<F: FnOnce(&mut Formatter<'_>) -> Result>(&mut self, value_fmt: F) -> Result {
        if self.fmt.alternate() {
            if self.fields == 0 {
                self.fmt.write_str("(\n")?;
            }
            indented(self.fmt, value_fmt)
        } else {
            self.fmt.write_str(if self.fields == 0 { "(" } else { ", " })?;
            value_fmt(self.fmt)
        }
    }
    pub fn finish_non_exhaustive(&mut self) -> Result {
        self.result?;
        self.result = if self.fields == 0 {
            self.fmt.write_str("(..)")
        } else if self.fmt.alternate() {
            self.fmt.write_str("    ..\n)")
        } else {
            self.fmt.write_str(", ..)")
        };
        self.result
    }
    pub fn finish(&mut self) -> Result {
        if self.fields > 0 && self.result.is_ok() {
            if self.fields == 1 && self.empty_name && !self.fmt.alternate() {
                self.result = self.fmt.write_str(",");
            }
            if self.result.is_ok() {
                self.result = self.fmt.write_str(")");
            }
        }
        self.result
    }
}

// What lists and sets have in common.
struct DebugInner<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
}
impl<'a, 'b: 'a> DebugInner<'a, 'b> {
    fn entry<F: FnOnce(&mut Formatter<'_>) -> Result>(&mut self, entry_fmt: F) {
        if self.result.is_ok() {
            self.result = self.write_entry(entry_fmt);
        }
        self.has_fields = true;
    }
    fn write_entry<F: FnOnce(&mut Formatter<'_>) -> Result>(&mut self, entry_fmt: F) -> Result {
        if self.fmt.alternate() {
            if !self.has_fields {
                self.fmt.write_str("\n")?;
            }
            indented(self.fmt, entry_fmt)
        } else {
            if self.has_fields {
                self.fmt.write_str(", ")?;
            }
            entry_fmt(self.fmt)
        }
    }
    fn close(&mut self, bracket: &str, more: bool) -> Result {
        self.result?;
        if more {
            let text = if !self.has_fields {
                ".."
            } else if self.fmt.alternate() {
                "    ..\n"
            } else {
                ", .."
            };
            self.fmt.write_str(text)?;
        }
        self.result = self.fmt.write_str(bracket);
        self.result
    }
}
macro_rules! sequence_builders {
    ($($Name:ident $new:ident $open:literal $close:literal;)*) => { $(
        pub struct $Name<'a, 'b: 'a> {
            inner: DebugInner<'a, 'b>,
        }
        pub(super) fn $new<'a, 'b>(fmt: &'a mut Formatter<'b>) -> $Name<'a, 'b> {
            let result = fmt.write_str($open);
            $Name { inner: DebugInner { fmt, result, has_fields: false } }
        }
        impl<'a, 'b: 'a> $Name<'a, 'b> {
            pub fn entry(&mut self, entry: &dyn Debug) -> &mut Self {
                self.inner.entry(|f| entry.fmt(f));
                self
            }
            pub fn entry_with<F: FnOnce(&mut Formatter<'_>) -> Result>(&mut self, entry_fmt: F) -> &mut Self {
                self.inner.entry(entry_fmt);
                self
            }
            pub fn entries<D: Debug, I: IntoIterator<Item = D>>(&mut self, entries: I) -> &mut Self {
                for entry in entries {
                    self.entry(&entry);
                }
                self
            }
            pub fn finish_non_exhaustive(&mut self) -> Result { self.inner.close($close, true) }
            pub fn finish(&mut self) -> Result { self.inner.close($close, false) }
        }
    )* };
}
sequence_builders! { DebugList debug_list_new "[" "]"; DebugSet debug_set_new "{" "}"; }

pub struct DebugMap<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
    has_key: bool,
    // Indentation between a key and its value.
    on_newline: bool,
}
pub(super) fn debug_map_new<'a, 'b>(fmt: &'a mut Formatter<'b>) -> DebugMap<'a, 'b> {
    let result = fmt.write_str("{");
    DebugMap { fmt, result, has_fields: false, has_key: false, on_newline: true }
}
impl<'a, 'b: 'a> DebugMap<'a, 'b> {
    pub fn entry(&mut self, key: &dyn Debug, value: &dyn Debug) -> &mut Self {
        self.key(key).value(value)
    }
    pub fn key(&mut self, key: &dyn Debug) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.write_key(key);
        }
        self.has_key = true;
        self
    }
    fn write_key(&mut self, key: &dyn Debug) -> Result {
        if self.has_key {
            panic!("attempted to begin a new map entry without completing the previous one");
        }
        if self.fmt.alternate() {
            if !self.has_fields {
                self.fmt.write_str("\n")?;
            }
            self.on_newline = true;
            let options = self.fmt.options;
            let mut writer = PadAdapter { buf: &mut *self.fmt.buf, on_newline: &mut self.on_newline };
            let mut inner = Formatter::new(&mut writer, options);
            key.fmt(&mut inner)?;
            inner.write_str(": ")
        } else {
            if self.has_fields {
                self.fmt.write_str(", ")?;
            }
            key.fmt(self.fmt)?;
            self.fmt.write_str(": ")
        }
    }
    pub fn value(&mut self, value: &dyn Debug) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.write_value(value);
        }
        self.has_key = false;
        self.has_fields = true;
        self
    }
    fn write_value(&mut self, value: &dyn Debug) -> Result {
        if !self.has_key {
            panic!("attempted to format a map value before its key");
        }
        if self.fmt.alternate() {
            let options = self.fmt.options;
            let mut writer = PadAdapter { buf: &mut *self.fmt.buf, on_newline: &mut self.on_newline };
            let mut inner = Formatter::new(&mut writer, options);
            value.fmt(&mut inner)?;
            inner.write_str(",\n")
        } else {
            value.fmt(self.fmt)
        }
    }
    pub fn entries<K: Debug, V: Debug, I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) -> &mut Self {
        for (k, v) in entries {
            self.entry(&k, &v);
        }
        self
    }
    pub fn finish_non_exhaustive(&mut self) -> Result {
        self.result?;
        self.fmt.write_str(if !self.has_fields {
            "..}"
        } else if self.fmt.alternate() {
            "    ..\n}"
        } else {
            ", ..}"
        })
    }
    pub fn finish(&mut self) -> Result {
        self.result?;
        if self.has_key {
            panic!("attempted to finish a map with a partial entry");
        }
        self.result = self.fmt.write_str("}");
        self.result
    }
}

pub struct FromFn<F>(F);
pub fn from_fn<F: Fn(&mut Formatter<'_>) -> Result>(f: F) -> FromFn<F> {
    FromFn(f)
}
impl<F: Fn(&mut Formatter<'_>) -> Result> Debug for FromFn<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        (self.0)(f)
    }
}
impl<F: Fn(&mut Formatter<'_>) -> Result> Display for FromFn<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        (self.0)(f)
    }
}
