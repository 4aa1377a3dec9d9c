//! S014: every figure of an agency is zero: zero stands where nothing was looked into.

use crate::check::{Rule, SettledContext};
use crate::diag::{Code, Sink, code};
use crate::submission::Field;

static CODE: Code =
    code!(warning, "S014", "all-zero", "Mọi số liệu của cơ quan đều là 0").keeping_rows();

/// Minimum number of values.
const FEWEST: usize = 5;

pub(in crate::check) struct AllZero;

impl Rule for AllZero {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn settled(&self, cx: &SettledContext<'_>, sink: &mut Sink) {
        let figures = cx.figures();
        for given in figures.by_agency().into_values() {
            if given.len() < FEWEST || given.iter().any(|given| given.value != 0) {
                continue;
            }
            let Some(row) = given.first().and_then(|first| figures.row(first)) else { continue };
            let message =
                format!("Cả {} số liệu đều ghi 0, có thể chưa rà soát mà đã điền.", given.len());
            sink.push(
                row.at(&CODE, Field::Value, message)
                    .expected("0 khi đã rà soát và không phát sinh; để trống khi chưa có số liệu")
                    .help("Số liệu nào chưa rà soát thì để trống ô giá trị; đã rà soát và đúng là không phát sinh thì không cần sửa."),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(values: &[&str]) -> usize {
        let codes = ["II.1.1", "II.1.2", "II.1.3", "II.1.4", "III.1.1", "III.1.2"];
        let row = |(code, value): (&&str, &&str)| format!("2025-Q3;Sở Y tế;{code};{value}");
        let rows: Vec<String> = codes.iter().zip(values).map(row).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        Trial::new().figures("so-y-te.csv", "", &rows).found("S014").len()
    }

    #[test]
    fn one_value_is_enough_to_be_silent() {
        assert_eq!(found(&["0", "0", "0", "0", "0"]), 1);
        assert_eq!(found(&["0", "0", "0", "4", "0"]), 0);
        assert_eq!(found(&["0", "0", "0", "0"]), 0, "few may well be zero");
        assert_eq!(found(&["0", "0", "0", "0", "", ""]), 0);
    }
}
