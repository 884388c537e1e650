// `Formatter`: an output and the options of one placeholder.

use super::*;

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    Plus,
    Minus,
}
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum DebugAsHex {
    Lower,
    Upper,
}
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct FormattingOptions {
    pub(super) flags: u32,
    pub(super) fill: char,
    pub(super) align: Option<Alignment>,
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
}
impl FormattingOptions {
    pub const fn new() -> Self {
        FormattingOptions { flags: 0, fill: ' ', align: None, width: None, precision: None }
    }
    fn set(&mut self, bit: u32, on: bool) -> &mut Self {
        if on {
            self.flags |= 1 << bit;
        } else {
            self.flags &= !(1 << bit);
        }
        self
    }
    pub fn sign(&mut self, sign: Option<Sign>) -> &mut Self {
        self.set(0, sign == Some(Sign::Plus)).set(1, sign == Some(Sign::Minus))
    }
    pub fn sign_aware_zero_pad(&mut self, on: bool) -> &mut Self {
        self.set(3, on)
    }
    pub fn alternate(&mut self, on: bool) -> &mut Self {
        self.set(2, on)
    }
    pub fn fill(&mut self, fill: char) -> &mut Self {
        self.fill = fill;
        self
    }
    pub fn align(&mut self, align: Option<Alignment>) -> &mut Self {
        self.align = align;
        self
    }
    pub fn width(&mut self, width: Option<u16>) -> &mut Self {
        self.width = width.map(|w| w as usize);
        self
    }
    pub fn precision(&mut self, precision: Option<u16>) -> &mut Self {
        self.precision = precision.map(|p| p as usize);
        self
    }
    pub fn create_formatter<'a>(self, write: &'a mut (dyn Write + 'a)) -> Formatter<'a> {
        Formatter { options: self, buf: write }
    }
}
impl Default for FormattingOptions {
    fn default() -> Self {
        FormattingOptions::new()
    }
}

#[lang = "Formatter"]
pub struct Formatter<'a> {
    pub(super) options: FormattingOptions,
    pub(super) buf: &'a mut (dyn Write + 'a),
}
impl !Send for Formatter<'_> {}
impl !Sync for Formatter<'_> {}

impl<'a> Formatter<'a> {
    pub fn new(buf: &'a mut (dyn Write + 'a), options: FormattingOptions) -> Self {
        Formatter { options, buf }
    }
    pub fn with_options<'b>(&'b mut self, options: FormattingOptions) -> Formatter<'b> {
        Formatter { options, buf: self.buf }
    }
    pub(super) fn wrap_buf<'b>(&'b self, buf: &'b mut (dyn Write + 'b)) -> Formatter<'b> {
        Formatter { options: self.options, buf }
    }
    pub fn write_str(&mut self, data: &str) -> Result {
        self.buf.write_str(data)
    }
    pub fn write_fmt(&mut self, fmt: Arguments<'_>) -> Result {
        write(self.buf, fmt)
    }
    pub fn flags(&self) -> u32 {
        self.options.flags
    }
    pub fn fill(&self) -> char {
        self.options.fill
    }
    pub fn align(&self) -> Option<Alignment> {
        self.options.align
    }
    pub fn width(&self) -> Option<usize> {
        self.options.width
    }
    pub fn precision(&self) -> Option<usize> {
        self.options.precision
    }
    pub fn sign_plus(&self) -> bool {
        self.options.flags & 1 != 0
    }
    pub fn sign_minus(&self) -> bool {
        self.options.flags & 2 != 0
    }
    pub fn alternate(&self) -> bool {
        self.options.flags & 4 != 0
    }
    pub fn sign_aware_zero_pad(&self) -> bool {
        self.options.flags & 8 != 0
    }
    pub(super) fn debug_lower_hex(&self) -> bool {
        self.options.flags & 16 != 0
    }
    pub(super) fn debug_upper_hex(&self) -> bool {
        self.options.flags & 32 != 0
    }
    pub fn options(&self) -> FormattingOptions {
        self.options
    }

    fn write_fill(&mut self, count: usize) -> Result {
        let mut i = 0;
        while i < count {
            self.buf.write_char(self.options.fill)?;
            i += 1;
        }
        Ok(())
    }
    // Writes the fill before and returns how much is due after.
    pub(super) fn padding(&mut self, padding: usize, default: Alignment) -> crate::result::Result<usize, Error> {
        let before = match self.options.align.unwrap_or(default) {
            Alignment::Left => 0,
            Alignment::Right => padding,
            Alignment::Center => padding / 2,
        };
        self.write_fill(before)?;
        Ok(padding - before)
    }
    pub(super) fn finish_padding(&mut self, after: usize) -> Result {
        self.write_fill(after)
    }
    pub fn pad(&mut self, s: &str) -> Result {
        if self.options.width.is_none() && self.options.precision.is_none() {
            return self.buf.write_str(s);
        }
        let s = match self.options.precision {
            Some(max) => match s.char_indices().nth(max) {
                Some((i, _)) => &s[..i],
                None => s,
            },
            None => s,
        };
        match self.options.width {
            None => self.buf.write_str(s),
            Some(width) => {
                let chars = s.chars().count();
                if chars >= width {
                    return self.buf.write_str(s);
                }
                let after = self.padding(width - chars, Alignment::Left)?;
                self.buf.write_str(s)?;
                self.write_fill(after)
            }
        }
    }
    // Sign and prefix first, then the digits; zeroes go between them.
    pub(super) fn pad_number(&mut self, sign: &str, prefix: &str, digits: &str) -> Result {
        let len = sign.len() + prefix.len() + digits.chars().count();
        let width = match self.options.width {
            Some(width) if width > len => width,
            _ => {
                self.buf.write_str(sign)?;
                self.buf.write_str(prefix)?;
                return self.buf.write_str(digits);
            }
        };
        if self.sign_aware_zero_pad() {
            self.buf.write_str(sign)?;
            self.buf.write_str(prefix)?;
            let mut i = len;
            while i < width {
                self.buf.write_char('0')?;
                i += 1;
            }
            return self.buf.write_str(digits);
        }
        let after = self.padding(width - len, Alignment::Right)?;
        self.buf.write_str(sign)?;
        self.buf.write_str(prefix)?;
        self.buf.write_str(digits)?;
        self.write_fill(after)
    }
    pub fn pad_integral(&mut self, is_nonnegative: bool, prefix: &str, digits: &str) -> Result {
        let sign = if !is_nonnegative {
            "-"
        } else if self.sign_plus() {
            "+"
        } else {
            ""
        };
        let prefix = if self.alternate() { prefix } else { "" };
        self.pad_number(sign, prefix, digits)
    }

    pub fn debug_struct<'b>(&'b mut self, name: &str) -> DebugStruct<'b, 'a> {
        builders::debug_struct_new(self, name)
    }
    pub fn debug_tuple<'b>(&'b mut self, name: &str) -> DebugTuple<'b, 'a> {
        builders::debug_tuple_new(self, name)
    }
    pub fn debug_list<'b>(&'b mut self) -> DebugList<'b, 'a> {
        builders::debug_list_new(self)
    }
    pub fn debug_set<'b>(&'b mut self) -> DebugSet<'b, 'a> {
        builders::debug_set_new(self)
    }
    pub fn debug_map<'b>(&'b mut self) -> DebugMap<'b, 'a> {
        builders::debug_map_new(self)
    }

    // Shapes that a derived `Debug` may call.
    pub fn debug_tuple_fields_finish(&mut self, name: &str, values: &[&dyn Debug]) -> Result {
        let mut builder = self.debug_tuple(name);
        for value in values {
            builder.field(value);
        }
        builder.finish()
    }
    pub fn debug_struct_fields_finish(&mut self, name: &str, names: &[&str], values: &[&dyn Debug]) -> Result {
        let mut builder = self.debug_struct(name);
        let mut i = 0;
        while i < names.len() {
            builder.field(names[i], values[i]);
            i += 1;
        }
        builder.finish()
    }
    pub fn debug_tuple_field1_finish(&mut self, name: &str, value1: &dyn Debug) -> Result {
        self.debug_tuple_fields_finish(name, &[value1])
    }
    pub fn debug_tuple_field2_finish(&mut self, name: &str, v1: &dyn Debug, v2: &dyn Debug) -> Result {
        self.debug_tuple_fields_finish(name, &[v1, v2])
    }
    pub fn debug_tuple_field3_finish(&mut self, name: &str, v1: &dyn Debug, v2: &dyn Debug, v3: &dyn Debug) -> Result {
        self.debug_tuple_fields_finish(name, &[v1, v2, v3])
    }
    pub fn debug_tuple_field4_finish(
        &mut self,
        name: &str,
        v1: &dyn Debug,
        v2: &dyn Debug,
        v3: &dyn Debug,
        v4: &dyn Debug,
    ) -> Result {
        self.debug_tuple_fields_finish(name, &[v1, v2, v3, v4])
    }
    pub fn debug_tuple_field5_finish(
        &mut self,
        name: &str,
        v1: &dyn Debug,
        v2: &dyn Debug,
        v3: &dyn Debug,
        v4: &dyn Debug,
        v5: &dyn Debug,
    ) -> Result {
        self.debug_tuple_fields_finish(name, &[v1, v2, v3, v4, v5])
    }
    pub fn debug_struct_field1_finish(&mut self, name: &str, n1: &str, v1: &dyn Debug) -> Result {
        self.debug_struct_fields_finish(name, &[n1], &[v1])
    }
    pub fn debug_struct_field2_finish(
        &mut self,
        name: &str,
        n1: &str,
        v1: &dyn Debug,
        n2: &str,
        v2: &dyn Debug,
    ) -> Result {
        self.debug_struct_fields_finish(name, &[n1, n2], &[v1, v2])
    }
    pub fn debug_struct_field3_finish(
        &mut self,
        name: &str,
        n1: &str,
        v1: &dyn Debug,
        n2: &str,
        v2: &dyn Debug,
        n3: &str,
        v3: &dyn Debug,
    ) -> Result {
        self.debug_struct_fields_finish(name, &[n1, n2, n3], &[v1, v2, v3])
    }
    pub fn debug_struct_field4_finish(
        &mut self,
        name: &str,
        n1: &str,
        v1: &dyn Debug,
        n2: &str,
        v2: &dyn Debug,
        n3: &str,
        v3: &dyn Debug,
        n4: &str,
        v4: &dyn Debug,
    ) -> Result {
        self.debug_struct_fields_finish(name, &[n1, n2, n3, n4], &[v1, v2, v3, v4])
    }
    pub fn debug_struct_field5_finish(
        &mut self,
        name: &str,
        n1: &str,
        v1: &dyn Debug,
        n2: &str,
        v2: &dyn Debug,
        n3: &str,
        v3: &dyn Debug,
        n4: &str,
        v4: &dyn Debug,
        n5: &str,
        v5: &dyn Debug,
    ) -> Result {
        self.debug_struct_fields_finish(name, &[n1, n2, n3, n4, n5], &[v1, v2, v3, v4, v5])
    }
}
impl Write for Formatter<'_> {
    fn write_str(&mut self, s: &str) -> Result {
        self.buf.write_str(s)
    }
    fn write_char(&mut self, c: char) -> Result {
        self.buf.write_char(c)
    }
    fn write_fmt(&mut self, args: Arguments<'_>) -> Result {
        write(self.buf, args)
    }
}
