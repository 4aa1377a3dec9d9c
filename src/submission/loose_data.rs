//! Words outside the columns that state what rows of data state: an amount, the state of a task, a
//! figure by its code. Only recognizes them.

use crate::text::fold;
use crate::text::multiple::{self, is_dong};

/// The statuses of tasks, and what people write for them, folded.
const STATES: [&str; 12] = [
    "chua trien khai",
    "chua thuc hien",
    "dang trien khai",
    "dang thuc hien",
    "da trien khai",
    "da thuc hien",
    "thuc hien thuong xuyen",
    "hoan thanh",
    "tam dung",
    "khong phat sinh",
    "da xong",
    "tien do",
];

/// Whether a text states data.
pub(super) fn is_in(text: &str) -> bool {
    // Fast path: most texts below a table have no digit.
    text.contains(|c: char| c.is_ascii_digit()) && (names_amount(text) || names_state(text))
}

/// `50.000.000 đồng`, `50 triệu`, `kinh phí 50.000.000`; no unit, `1.000 đồng`, and no power of ten.
fn names_amount(text: &str) -> bool {
    let words = multiple::words(text);
    let is_number = |word: &String| word.bytes().all(|b| b.is_ascii_digit());
    let is_group = |word: &String| word.len() == 3 && is_number(word);
    let mut at = 0;
    while at < words.len() {
        if !is_number(&words[at]) {
            at += 1;
            continue;
        }
        let groups = words[at + 1..].iter().take_while(|word| is_group(word)).count();
        let first = at;
        at += 1 + groups;
        // `12,5 triệu`: the decimals are a word of their own.
        let decimals = words.get(at).is_some_and(is_number);
        let behind = &words[(at + usize::from(decimals)).min(words.len())..];
        let is_power = match words[first].as_str() {
            "1" => true,
            "10" | "100" | "1000" | "1000000" => multiple::split(behind).is_none(),
            _ => false,
        };
        let is_unit =
            !decimals && is_power && words[first + 1..at].iter().all(|word| word == "000");
        let is_money = match multiple::split(behind) {
            Some((_, [])) => true,
            Some((_, [next, ..])) => is_dong(next) || !is_counted(next),
            None => behind.first().is_some_and(|word| is_dong(word)),
        };
        let is_big = groups >= 2 || (words[first].len() >= 7 && words[first].len() <= 12);
        if !is_unit && (is_money || (is_big && says_money(&words[..first]))) {
            return true;
        }
    }
    false
}

/// Whether what is counted in thousands or millions is no money: `2 nghìn lượt`.
fn is_counted(word: &str) -> bool {
    matches!(word, "luot" | "nguoi" | "tre" | "to" | "em" | "ban" | "cuon" | "ho" | "hoc" | "dan")
}

fn says_money(words: &[String]) -> bool {
    let says = |pair: [&str; 2]| words.windows(2).any(|two| two[0] == pair[0] && two[1] == pair[1]);
    says(["kinh", "phi"]) || says(["so", "tien"]) || words.iter().any(|word| word == "giaingan")
}

/// A code with a status, a percentage or, behind a colon, a number: `IV.6: đang triển khai, 60%`.
fn names_state(text: &str) -> bool {
    let mut words = text.split(|c: char| c.is_whitespace() || ",;:()[]|–".contains(c));
    if !words.any(is_code) {
        return false;
    }
    let folded = fold::ascii(text);
    let has_state = || STATES.iter().any(|state| folded.contains(state));
    let behind_colon = || {
        let (code, value) = text.split_once([':', '=']).unwrap_or_default();
        code.split_whitespace().any(is_code)
            && value.trim_start().starts_with(|c: char| c.is_ascii_digit())
    };
    text.contains('%') || has_state() || behind_colon()
}

/// `IV.6`, `II.1.2`, `KH.7`, `QG-14`, `TC.2a`: letters and one or two numbers.
fn is_code(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let mut parts = word.split(['.', '-', '/']);
    let letters = parts.next().unwrap_or_default();
    let is_of_letters =
        (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    let is_short = |part: &str| {
        let digits = part.trim_end_matches(|c: char| c.is_ascii_lowercase());
        (1..=2).contains(&digits.len())
            && part.len() <= digits.len() + 1
            && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let numbers: Vec<&str> = parts.collect();
    is_of_letters && (1..=2).contains(&numbers.len()) && numbers.into_iter().all(is_short)
}

#[cfg(test)]
mod tests {
    use super::is_in;

    #[test]
    fn amounts_and_states_are_told_from_notes_and_signatures() {
        for text in [
            "Kinh phí bổ sung: 50.000.000 đồng",
            "Kinh phí bổ sung: 50.000.000đ",
            "Kinh phí bổ sung 50 triệu",
            "Ngoài ra còn 1,2 tỷ đồng tài trợ",
            "Giải ngân thêm 50,000,000 VNĐ",
            "Số tiền: 50000000",
            "Kinh phí cấp thêm | 50.000.000",
            "Cấp thêm 500.000 đ",
            "Cấp thêm 10 triệu đồng",
            "Nhiệm vụ IV.6: đang triển khai, 60%",
            "IV.6 đã hoàn thành",
            "II-3: 60%",
            "KH.7 (tạm dừng từ ngày 01/02/2026)",
            "II.1.2: 430",
            "QG.14 = 98,5",
        ] {
            assert!(is_in(text), "{text}");
        }
        for text in [
            "Người lập biểu",
            "Nha Trang, ngày 12 tháng 3 năm 2026",
            "ĐVT: 1.000 đồng",
            "Đơn vị tính: 1.000.000 đồng",
            "(1.000đ)",
            "Kinh phí tính bằng nghìn đồng",
            "Ghi chú: kinh phí tính bằng triệu đồng, làm tròn 2 chữ số",
            "Bằng chữ: năm mươi triệu đồng",
            "Điện thoại: 0258.3822.456",
            "Số: 12/BC-UBND ngày 13/3/2026",
            "Theo Nghị định số 09/2019/NĐ-CP",
            "Trạng thái: 1. Chưa triển khai; 2. Đang triển khai; 3. Hoàn thành",
            "Hoàn thành: 100%",
            "Tiến độ: từ 0 đến 100%",
            "Ghi chú: nhiệm vụ IV.6 do Sở Y tế chủ trì",
            "Biểu 02-BC, gồm 3 trang",
            "Phát 2 nghìn tờ rơi, 1,5 triệu lượt người xem",
            "(1) Theo báo cáo của 12 xã",
            "TM. UBND PHƯỜNG, CHỦ TỊCH 2026",
        ] {
            assert!(!is_in(text), "{text}");
        }
    }
}
