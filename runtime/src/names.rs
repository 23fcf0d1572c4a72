//! Text that comes from a module is not trusted: it is shown escaped and cut.

use std::fmt::{self, Display, Write};

/// The longest untrusted text shown, in characters of its escaped form.
pub const SHOWN_TEXT_CHARACTERS: usize = 80;

/// Shows untrusted text: printable ASCII as it is, everything else (control characters, terminal and bidirectional escapes,
/// look-alike letters) as `\u{..}`, cut after [`SHOWN_TEXT_CHARACTERS`] with the full length in bytes.
///
/// ```
/// use runtime::Untrusted;
/// assert_eq!(Untrusted("do_work").to_string(), "do_work");
/// assert_eq!(Untrusted("a\u{1b}[2J\u{202e}").to_string(), r"a\u{1b}[2J\u{202e}");
/// assert!(Untrusted(&"x".repeat(1_000)).to_string().ends_with("xxx... (1000 bytes)"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Untrusted<'a>(pub &'a str);

impl Display for Untrusted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut left = SHOWN_TEXT_CHARACTERS;
        for character in self.0.chars() {
            let plain = matches!(character, ' '..='~') && !matches!(character, '\\' | '`');
            let width = if plain { 1 } else { character.escape_unicode().len() };
            if width > left {
                return write!(f, "... ({} bytes)", self.0.len());
            }
            left -= width;
            if plain {
                f.write_char(character)?;
            } else {
                write!(f, "{}", character.escape_unicode())?;
            }
        }
        Ok(())
    }
}
