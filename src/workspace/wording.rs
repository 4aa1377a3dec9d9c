//! How paths and reasons of the system are put into words.

use std::io::{self, ErrorKind as K};
use std::path::Path;

use crate::diag::Diagnostic;
use crate::emit::{self, Human};
use crate::source::Source;
use crate::text::visible;

/// A path as people read it, with forward slashes on every system; nothing in it acts where it is
/// printed.
pub fn shown(path: &Path) -> String {
    visible::name(&named(path))
}

/// Paths as words of a command: in double quotes, which every shell takes, where one holds more than
/// letters, digits and the marks of plain paths.
pub fn typed<'a>(paths: impl IntoIterator<Item = &'a Path>) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/.-_:~+,".contains(c);
    let word = |path: &Path| {
        let path = shown(path);
        let path = path.strip_prefix("./").unwrap_or(&path);
        if path.chars().all(is_plain) { path.to_owned() } else { format!("\"{path}\"") }
    };
    paths.into_iter().map(word).collect::<Vec<_>>().join(" ")
}

/// The path itself with forward slashes, for findings and other forms, which make it harmless in
/// their own way.
pub fn named(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The system's reason in plain words.
pub fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        K::NotFound => "không có tệp hoặc thư mục này".into(),
        K::PermissionDenied => "không được phép mở".into(),
        K::IsADirectory => "đây là thư mục, không phải tệp".into(),
        K::NotADirectory => "đây là tệp, không phải thư mục".into(),
        K::AlreadyExists => "đã có một tệp mang tên này".into(),
        K::StorageFull => "ổ đĩa đã đầy".into(),
        K::InvalidFilename => "tên này quá dài hoặc có ký tự không dùng được".into(),
        K::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc".into(),
        _ => match error.raw_os_error() {
            Some(number) => format!("hệ điều hành báo lỗi số {number}"),
            None => "hệ điều hành báo lỗi".into(),
        },
    }
}

/// Findings as text for people, in lines of so many columns; `sources` are the files of which lines
/// are shown.
pub fn findings_for_people<'a>(
    findings: &[Diagnostic],
    sources: impl Iterator<Item = &'a Source> + Clone,
    width: usize,
    color: bool,
) -> String {
    let text_of = |name: &str| {
        let source = sources.clone().find(|source| &*source.name == name)?;
        std::str::from_utf8(&source.bytes).ok()
    };
    emit::human(findings, &Human { width, color, max: 0, sources: &text_of })
}

/// A note about a run that is not a finding: skipped files, periods compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Whether only those want to know it who ask for details.
    pub is_detail: bool,
    told: Told,
}

#[derive(Debug, Clone, PartialEq)]
enum Told {
    Sentence(String),
    Findings(Vec<Diagnostic>),
}

impl Note {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self { is_detail: false, told: Told::Sentence(sentence.into()) }
    }

    pub(crate) fn of_findings(findings: Vec<Diagnostic>) -> Self {
        Self { is_detail: false, told: Told::Findings(findings) }
    }

    pub(crate) fn detail(self) -> Self {
        Self { is_detail: true, ..self }
    }

    /// The note in lines of so many columns, without a line end at the end.
    pub fn text(&self, width: usize) -> String {
        match &self.told {
            Told::Sentence(sentence) => sentence.clone(),
            Told::Findings(findings) => {
                let text = findings_for_people(findings, std::iter::empty(), width, false);
                // The count at the end is for lists of all there is.
                let text = text.trim_end();
                text.rsplit_once("\n\n").map_or(text, |(findings, _)| findings).to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_told_in_words_and_else_by_its_number() {
        for (kind, words) in [
            (K::NotFound, "không có tệp hoặc thư mục này"),
            (K::PermissionDenied, "không được phép mở"),
            (K::IsADirectory, "đây là thư mục, không phải tệp"),
            (K::NotADirectory, "đây là tệp, không phải thư mục"),
            (K::AlreadyExists, "đã có một tệp mang tên này"),
            (K::StorageFull, "ổ đĩa đã đầy"),
            (K::ReadOnlyFilesystem, "ổ đĩa chỉ cho đọc"),
            (K::Other, "hệ điều hành báo lỗi"),
        ] {
            assert_eq!(io_reason(&kind.into()), words, "{kind:?}");
        }
        let unknown = io::Error::from_raw_os_error(9_999);
        assert_eq!(io_reason(&unknown), "hệ điều hành báo lỗi số 9999");
    }
}
