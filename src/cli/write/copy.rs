//! Where the cleaned copy of a file goes: a file that is not there yet, or the file itself.

use std::path::{Path, PathBuf};

use anyhow::bail;
use report::decode::sheet_files::holds_sheets;
use report::decode::sniff::sniff;
use report::submission::FIGURES_END;
use report::text::visible;
use report::workspace::{DiskStore, is_period_folder, shown};

use super::paths::folder_of;
use super::{in_place, new};

/// Extensions that a CSV file must not have.
const WORKBOOKS: [&str; 9] =
    ["xlsx", "xlsm", "xlsb", "xls", "ods", "fods", "docx", "docm", "numbers"];
/// The ending of the name of a cleaned copy.
const FIXED: &str = "-da-sua.csv";

/// Where the cleaned text goes.
pub(crate) enum Copy {
    /// A file that is not there yet.
    New { path: PathBuf, beside: bool },
    /// The file itself.
    InPlace(PathBuf),
}

impl Copy {
    /// The place that is asked for, refused where it cannot take the text of this file.
    pub(crate) fn of(
        file: &Path,
        out: Option<&Path>,
        is_in_place: bool,
        bytes: &[u8],
    ) -> anyhow::Result<Self> {
        if is_in_place {
            if holds_sheets(sniff(bytes)) {
                bail!(
                    "Tệp Excel, LibreOffice và Word không sửa tại chỗ được, vì bản đã sửa là tệp CSV. Bỏ --in-place để ghi bản đã sửa ra tệp khác."
                );
            }
            return Ok(Self::InPlace(file.to_owned()));
        }
        let path = out.map(Path::to_owned).unwrap_or_else(|| {
            let mut name = file.file_stem().unwrap_or_default().to_owned();
            name.push(FIXED);
            file.with_file_name(name)
        });
        if path.is_dir() || path.to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]) {
            bail!("“{}” là thư mục; hãy ghi cả tên tệp.", shown(&path));
        }
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        if WORKBOOKS.iter().any(|workbook| ending == *workbook) {
            bail!("Bản đã sửa là tệp CSV: đặt tên có đuôi .csv thay cho “{}”.", shown(&path));
        }
        if path.symlink_metadata().is_ok() {
            let same = std::fs::canonicalize(&path).ok() == std::fs::canonicalize(file).ok();
            let hint = if same {
                "Muốn sửa ngay trong tệp thì dùng --in-place."
            } else {
                "Đặt tên khác bằng -o, hoặc chuyển tệp đó đi trước."
            };
            bail!("Đã có tệp “{}” nên không ghi đè. {hint}", shown(&path));
        }
        let beside = path.parent() == file.parent();
        Ok(Self::New { path, beside })
    }

    /// The place of the figures of the same file: `a-so-lieu.csv` beside `a.csv`.
    pub(crate) fn of_figures(&self, file: &Path) -> anyhow::Result<Self> {
        let mut name = self.path().file_stem().unwrap_or_default().to_owned();
        name.push(FIGURES_END);
        name.push(".csv");
        Self::of(file, Some(&self.path().with_file_name(name)), false, &[])
    }

    /// The file that will hold the cleaned text.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::New { path, .. } | Self::InPlace(path) => path,
        }
    }

    /// Writes the text in the place of `before`; gives back what was done, and a note.
    pub(crate) fn write(&self, before: &[u8], text: &[u8]) -> anyhow::Result<(String, String)> {
        match self {
            Self::New { path, beside } => {
                new(path, text)?;
                let told = format!("Đã ghi bản đã sửa: {}\n", shown(path));
                let note = if *beside && is_period_folder(&DiskStore, folder_of(path)) {
                    "Thư mục của kỳ giờ có cả tệp gốc và bản đã sửa: trước khi tổng hợp hãy chuyển một trong hai ra chỗ khác.\n"
                } else {
                    ""
                };
                Ok((told, note.to_owned()))
            }
            Self::InPlace(path) if before == text => {
                Ok((format!("Tệp vẫn như cũ: {}\n", shown(path)), String::new()))
            }
            Self::InPlace(path) => {
                let (backup, not_kept) = in_place(path, before, text)?;
                let backup = backup.file_name().map(|n| n.to_string_lossy().into_owned());
                let told = format!(
                    "Đã sửa ngay trong tệp: {}\nBản trước khi sửa: {}\n",
                    shown(path),
                    visible::name(&backup.unwrap_or_default())
                );
                Ok((told, not_kept.map(|words| format!("{words}\n")).unwrap_or_default()))
            }
        }
    }
}
