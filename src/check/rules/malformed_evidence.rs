//! V419: an evidence entry that is neither a file name nor a web address.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::{Field, entries, is_evidence, parse_document, says_none};

static CODE: Code =
    code!(warning, "V419", "malformed-evidence", "Minh chứng không phải tên tệp hoặc đường dẫn");

pub(in crate::check) struct MalformedEvidence;

impl Rule for MalformedEvidence {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let wrong: Vec<&str> = entries(cx.text(Field::Evidence))
            .filter(|entry| !says_none(entry) && !is_evidence(entry))
            .collect();
        let Some(first) = wrong.first() else { return };
        let message = "Minh chứng ghi ở đây không phải tên tệp hoặc đường dẫn trang web.";
        sink.push(
            cx.at(&CODE, Field::Evidence, message)
                .value(wrong.join("; "))
                .expected("tên tệp hoặc đường dẫn, ví dụ ke-hoach-12.pdf")
                .help(help(first)),
        );
    }
}

fn help(entry: &str) -> &'static str {
    let bytes = entry.as_bytes();
    let on_one_machine = entry.starts_with(r"\\")
        || (bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1..3] == *b":\\");
    if on_one_machine {
        "Đây là chỗ để tệp trên một máy tính, người khác không mở được: chỉ ghi tên tệp và gửi tệp kèm theo báo cáo."
    } else if parse_document(entry).is_some() {
        "Văn bản đã ban hành thì ghi ở cột “Văn bản ban hành”; ở đây ghi tên tệp của văn bản."
    } else {
        "Ghi tên tệp gửi kèm (có đuôi .pdf, .docx, .jpg…) hoặc đường dẫn bắt đầu bằng https://; nhiều mục cách nhau bằng dấu chấm phẩy."
    }
}
