//! Entries of a period folder that are not read: subfolders, archives, scans, letters.
//!
//! Classifies by name; opens nothing.

use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Place, code};

/// A file was sent that is not read.
pub static NOT_READ: Code = code!(warning, "M908", "not-read", "Có tệp gửi đến chưa đọc được");

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnreadReason {
    /// It is in a subfolder of the period folder.
    InFolder,
    /// It is a folder that is not opened: a link, or too deep.
    Folder,
    /// It is in an archive whose names could be read.
    InArchive,
    /// It is an archive.
    Archive,
    /// It is a PDF.
    Pdf,
    /// It is a picture.
    Image,
    /// It is a letter, a presentation, an e-mail.
    Document,
    /// It is of another kind.
    Other,
}

const ARCHIVES: &[&str] = &["zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "cab"];
const IMAGES: &[&str] =
    &["jpg", "jpeg", "png", "gif", "tif", "tiff", "bmp", "webp", "heic", "heif", "svg"];
const DOCUMENTS: &[&str] = &[
    "doc", "docx", "docm", "dot", "dotx", "rtf", "odt", "ppt", "pptx", "odp", "eml", "msg", "pages",
];
/// Files that programs leave behind.
const LEFT_BEHIND: &[&str] = &["thumbs.db", "desktop.ini", "__macosx", "icon\r"];

impl UnreadReason {
    /// The kind of a file by its name; `None` for files that nobody sent.
    pub fn of_name(name: &str) -> Option<Self> {
        let lower = name.to_lowercase();
        if name.starts_with('.')
            || name.starts_with("~$")
            || LEFT_BEHIND.contains(&lower.as_str())
            || is_backup(&lower)
        {
            return None;
        }
        let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending.trim());
        Some(match ending {
            "pdf" => Self::Pdf,
            ending if ARCHIVES.contains(&ending) => Self::Archive,
            ending if IMAGES.contains(&ending) => Self::Image,
            ending if DOCUMENTS.contains(&ending) => Self::Document,
            _ => Self::Other,
        })
    }

    /// Whether it may hold rows of a report; a scan is taken for a copy of the table beside it.
    pub fn may_hold_rows(self) -> bool {
        !matches!(self, Self::Pdf | Self::Image)
    }

    fn words(self) -> (&'static str, &'static str) {
        const TABLE: &str = "Nếu là báo cáo thì đề nghị cơ quan gửi bảng Excel (.xlsx) hoặc CSV theo mẫu; bản có chữ ký, bản lưu và tài liệu khác thì chuyển ra ngoài thư mục của kỳ.";
        match self {
            Self::InFolder => (
                "Tệp nằm trong thư mục con của thư mục kỳ nên không được đọc.",
                "Nếu là báo cáo phải tính thì chuyển tệp ra ngay thư mục của kỳ; bản cũ, bản lưu thì chuyển thư mục con ra ngoài thư mục của kỳ.",
            ),
            Self::Folder => (
                "Thư mục con của thư mục kỳ không được đọc.",
                "Chuyển tệp báo cáo ra ngay thư mục của kỳ; còn lại thì chuyển ra ngoài thư mục của kỳ.",
            ),
            Self::InArchive => (
                "Tệp nằm trong tệp nén nên không được đọc.",
                "Giải nén vào thư mục của kỳ, rồi chuyển tệp nén ra ngoài.",
            ),
            Self::Archive => (
                "Tệp nén không được đọc.",
                "Giải nén vào thư mục của kỳ, rồi chuyển tệp nén ra ngoài.",
            ),
            Self::Pdf => ("Tệp PDF không được đọc: không có bảng để tính.", TABLE),
            Self::Image => ("Tệp ảnh không được đọc: không có bảng để tính.", TABLE),
            Self::Document => ("Văn bản này không được đọc: không có bảng của mẫu.", TABLE),
            Self::Other => ("Tệp loại này không được đọc.", TABLE),
        }
    }

    /// M908 for a file with this display name.
    pub fn finding(self, name: &Arc<str>) -> Diagnostic {
        let (message, help) = self.words();
        let finding = Diagnostic::new(&NOT_READ, Place::of_file(name), message)
            .expected("bảng Excel (.xlsx) hoặc CSV, nằm ngay trong thư mục của kỳ")
            .help(help);
        // Output formats that link to files link to the archive.
        if self == Self::InArchive { finding.value(&**name) } else { finding }
    }
}

/// A backup that a program keeps beside a file: `so-y-te.csv.bak2`, `so-y-te.xlsx~`.
fn is_backup(lower: &str) -> bool {
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    let number = ending.strip_prefix("bak");
    lower.ends_with('~')
        || matches!(ending, "tmp" | "lnk")
        || number.is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_name() {
        for (name, kind) in [
            ("so-y-te.pdf", UnreadReason::Pdf),
            ("Sở Y tế.PDF", UnreadReason::Pdf),
            ("bao.zip", UnreadReason::Archive),
            ("bao.RAR", UnreadReason::Archive),
            ("anh.JPG", UnreadReason::Image),
            ("bao-cao.docx", UnreadReason::Document),
            ("so-y-te", UnreadReason::Other),
            ("so-y-te.html", UnreadReason::Other),
        ] {
            assert_eq!(UnreadReason::of_name(name), Some(kind), "{name}");
        }
        for name in [".DS_Store", "~$so-y-te.xlsx", "Thumbs.db", "so-y-te.csv.bak2", "a.xlsx~"] {
            assert_eq!(UnreadReason::of_name(name), None, "{name}");
        }
    }
}
