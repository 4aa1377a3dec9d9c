//! What an earlier run left when it was stopped: its documents are put into their places where the
//! set was whole, and taken away where it was not.

use std::path::Path;

use super::journal::{JOURNAL, Journal};
use super::paths::period_folder_at;
use super::stage::{self, Stage, Stuck};
use super::{lock, single, unwritten};
use report::workspace::{io_reason, shown};

/// Ends what an earlier run began in a folder, and says what was done.
pub(crate) fn recover(out: &Path) -> anyhow::Result<Option<String>> {
    let mut told = None;
    single::sweep(out);
    for place in lock::places(out).map_err(|error| unwritten(out, &error))? {
        let Some(mut stage) = Stage::at(out, &place)? else { continue };
        // Should anything go wrong, it is there for the next run.
        stage.stays = true;
        let journal = Journal::read(&place).map_err(|error| unreadable(&place, &error))?;
        match &journal {
            // The command will say why it does not write there.
            Some(journal) if !journal.keeps && period_folder_at(out).is_some() => continue,
            Some(journal) => {
                stage.settle(out, journal).map_err(|stuck| waiting(&stage, stuck))?;
                told = Some(format!(
                    "Lần ghi trước vào “{}” dừng giữa chừng; đã ghi nốt cho đủ {} tệp của lần ấy.",
                    shown(out),
                    journal.documents.len()
                ));
            }
            None if stage.files().is_empty() => {}
            None => {
                told = Some(format!(
                    "Lần ghi trước vào “{}” dừng khi chưa lập xong; đã bỏ {} tệp dở, các tệp trong thư mục vẫn như trước lần ấy.",
                    shown(out),
                    stage.files().len()
                ));
            }
        }
        stage.stays = false;
    }
    Ok(told)
}

/// What there is to be done before the files of a folder can be compared with others; nothing is
/// touched.
pub(crate) fn unfinished(out: &Path) -> anyhow::Result<Option<String>> {
    for place in lock::places(out).map_err(|error| unwritten(out, &error))? {
        if !lock::is_there(&place) {
            continue;
        }
        if lock::is_held(&place) {
            return Err(stage::busy(out));
        }
        let what = if place.join(JOURNAL).exists() {
            "lần ghi trước dừng giữa chừng nên văn bản cũ và mới có thể lẫn nhau. Chạy lại lệnh này, bỏ --check, để ghi nốt."
        } else if stage::files(&place).is_empty() {
            continue;
        } else {
            "lần ghi trước dừng khi chưa lập xong; văn bản vẫn như trước lần ấy. Chạy lại lệnh này, bỏ --check, để dọn phần dở."
        };
        return Ok(Some(format!("{}: {what}", shown(out))));
    }
    Ok(None)
}

/// A set that is whole and could not take its places.
pub(super) fn waiting(stage: &Stage, stuck: Stuck) -> anyhow::Error {
    stuck.error.context(format!(
        "Không ghi được “{}”. Đã ghi xong {} tệp trước nó; {} tệp mới còn chờ trong “{}”. Đóng tệp ấy nếu đang mở bằng chương trình khác, hoặc mở quyền ghi, rồi chạy lại: các tệp còn chờ được ghi nốt trước.",
        shown(&stuck.path),
        stuck.moved,
        stage.files().len(),
        shown(&stage.at)
    ))
}

fn unreadable(place: &Path, error: &std::io::Error) -> anyhow::Error {
    anyhow::anyhow!(io_reason(error)).context(format!(
        "Lần ghi trước dừng giữa chừng và không đọc được danh sách tệp của lần ấy, “{}”. Xóa thư mục “{}” rồi chạy lại để ghi lại tất cả.",
        shown(&place.join(JOURNAL)),
        shown(place)
    ))
}
