//! `report explain`: the manual of the codes, one page or the list of all.
//!
//! Owns how a page looks on a screen. The pages themselves are `docs/rules/`, kept by the library.

use report::check;
use report::diag::{Code, Severity};
use report::plan::Plan;
use report::text::fold;
use report::text::wrap;

use super::args::{Explain, Global};
use super::context::{self, Done};
use super::terminal::{self, Mark};

/// The families, in the order in which faults are looked for, and what each is about.
const FAMILIES: [(&str, &str); 10] = [
    ("F", "Tệp"),
    ("H", "Tiêu đề"),
    ("R", "Dòng"),
    ("V", "Giá trị"),
    ("A", "Đối chiếu Phụ lục và sổ cơ quan"),
    ("K", "Thời gian"),
    ("C", "Quan hệ giữa các dòng"),
    ("L", "So với kỳ trước"),
    ("M", "Đủ báo cáo"),
    ("P", "Dữ liệu Kế hoạch"),
];

/// What the family of a code is about.
pub(crate) fn family(code: &Code) -> &'static str {
    FAMILIES.iter().find(|(id, _)| code.id.starts_with(id)).map_or("", |(_, about)| *about)
}

/// How the text may look.
#[derive(Debug, Clone, Copy)]
struct Screen {
    width: usize,
    coloured: bool,
}

/// Runs the command.
pub(crate) fn explain(args: &Explain, global: &Global) -> Done {
    let screen = Screen {
        width: terminal::width(),
        coloured: terminal::coloured(global.color, &std::io::stdout()),
    };
    let codes = check::codes();
    let plan = plan_with_severities(global);
    let level =
        |code: &Code| plan.as_ref().map_or(code.severity, |plan| check::severity(plan, code));
    let Some(wanted) = args.code.as_deref().map(str::trim) else {
        return Done::exact(list(&codes, &FAMILIES, level, screen));
    };
    let found = codes.iter().find(|code| {
        code.id.eq_ignore_ascii_case(wanted) || code.name.eq_ignore_ascii_case(wanted)
    });
    if let Some(code) = found {
        let bare = || format!("# {} · {}\n", code.id, code.title);
        let text = check::page(code.id).map_or_else(bare, str::to_owned);
        return Done::exact(page(&in_force(text, code, level(code)), screen));
    }
    let family: Vec<_> =
        FAMILIES.into_iter().filter(|(id, _)| id.eq_ignore_ascii_case(wanted)).collect();
    let known = codes.iter().any(|code| family.iter().any(|(id, _)| code.id.starts_with(id)));
    if known { Done::exact(list(&codes, &family, level, screen)) } else { unknown(wanted, &codes) }
}

fn mark_of(severity: Severity) -> Mark {
    match severity {
        Severity::Error => Mark::Red,
        Severity::Warning => Mark::Yellow,
        Severity::Note => Mark::Cyan,
    }
}

/// The plan, where it sets severities. The manual can be read while the plan is broken; then it tells
/// the shipped ones.
fn plan_with_severities(global: &Global) -> Option<Plan> {
    let files = context::plan_files(global).ok()?.without_errata();
    // Nobody who only reads the manual should wait for the whole register.
    let key = b"severities:";
    let sets = files.files.iter().any(|f| f.bytes.windows(key.len()).any(|part| part == key));
    sets.then(|| context::plan_of(&files).ok()).flatten()
}

/// A page that tells the severity in force, where the plan sets another than the shipped one.
fn in_force(text: String, code: &Code, level: Severity) -> String {
    if level == code.severity {
        return text;
    }
    let shipped = format!("Mức: {}.", code.severity.vietnamese());
    let now = format!("{shipped} Kế hoạch đang dùng đặt là {}.", level.vietnamese());
    text.replacen(&shipped, &now, 1)
}

/// Code, severity and title of every code, by family.
fn list(
    codes: &[&Code],
    families: &[(&str, &str)],
    level: impl Fn(&Code) -> Severity,
    screen: Screen,
) -> String {
    const LEVEL: usize = 8;
    const INDENT: usize = 2 + 4 + 2 + LEVEL + 2;
    let mut out = String::new();
    for (family, about) in families {
        let mut members = codes.iter().filter(|code| code.id.starts_with(family)).peekable();
        if members.peek().is_none() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        let heading = format!("{family} · {about}");
        out += &format!("{}\n", Mark::Bold.on(&heading, screen.coloured));
        for code in members {
            let severity = level(code);
            let level = format!("{:<LEVEL$}", severity.vietnamese());
            let level = mark_of(severity).on(&level, screen.coloured);
            let title = wrap::lines(code.title, screen.width - INDENT);
            let title = title.join(&format!("\n{:INDENT$}", ""));
            out += &format!("  {}  {level}  {title}\n", code.id);
        }
    }
    let more = "Xem cách sửa của một mã: report explain <MÃ>, ví dụ: report explain V402";
    for line in std::iter::once(String::new()).chain(wrap::lines(more, screen.width)) {
        out += &format!("{line}\n");
    }
    out
}

/// A page of the manual as text for a screen.
fn page(markdown: &str, screen: Screen) -> String {
    let mut out = String::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            // `csv so-tu-phap.csv`: the name of the file is what people need.
            let file = info.split_once(' ').map_or("", |(_, file)| file);
            if !file.is_empty() {
                out += &format!("  {}\n", Mark::Cyan.on(&format!("{file}:"), screen.coloured));
            }
            for line in lines.by_ref().take_while(|line| !line.starts_with("```")) {
                let line = format!("    {line}");
                out += &format!("{}\n", line.trim_end());
            }
        } else if let Some(title) = line.strip_prefix("## ") {
            let title = if screen.coloured { title.to_owned() } else { title.to_uppercase() };
            out += &format!("{}\n", Mark::Bold.on(&title, screen.coloured));
        } else if let Some(title) = line.strip_prefix("# ") {
            for line in wrap::lines(title, screen.width) {
                out += &format!("{}\n", Mark::Bold.on(&line, screen.coloured));
            }
        } else {
            out += &paragraph(line, screen);
        }
    }
    out
}

/// A paragraph or an item of a list; an empty line stays one.
fn paragraph(line: &str, screen: Screen) -> String {
    let (first, rest, text) = match line.strip_prefix("- ") {
        Some(text) => ("- ", "  ", text),
        None => ("", "", line),
    };
    wrap::paragraph(&unquoted(text), screen.width, first, rest)
}

/// What stands between back quotes, in the quotes of prose.
fn unquoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, part) in text.split('`').enumerate() {
        match n {
            0 => {}
            n if n % 2 == 1 => out.push('“'),
            _ => out.push('”'),
        }
        out += part;
    }
    out
}

/// A code that does not exist, with those it may have been meant for.
fn unknown(wanted: &str, codes: &[&Code]) -> Done {
    let mut stderr = format!("lỗi: Không có mã “{}”.\n", report::text::visible::line(wanted));
    let near = near(wanted, codes);
    if !near.is_empty() {
        stderr += "  Gần giống:\n";
        for code in near {
            stderr += &format!("    {} ({})\n", code.id, code.title);
        }
    }
    stderr += "\nCách dùng: report explain [TÙY_CHỌN] [MÃ]\nXem tất cả các mã: report explain\n";
    Done { stderr, status: 2, ..Done::default() }
}

/// Up to three codes: by their ids if something like one was typed, else by name and title.
fn near<'a>(wanted: &str, codes: &[&'a Code]) -> Vec<&'a Code> {
    let upper = fold::ascii(wanted).replace(' ', "").to_ascii_uppercase();
    // A code typed with the letters that look like digits.
    let upper = match upper.get(1..) {
        Some(rest) if rest.len() <= 5 && rest.bytes().any(|b| b.is_ascii_digit()) => {
            format!("{}{}", &upper[..1], rest.replace('O', "0").replace(['I', 'L'], "1"))
        }
        _ => upper,
    };
    let digits = |id: &str| id.trim_start_matches(|c: char| c.is_ascii_alphabetic()).to_owned();
    if let Ok(value) = digits(&upper).parse::<i64>() {
        let mut scored: Vec<(usize, i64, &Code)> = codes
            .iter()
            .map(|code| {
                let away = (digits(code.id).parse::<i64>().unwrap_or_default() - value).abs();
                (strsim::damerau_levenshtein(&upper, code.id), away, *code)
            })
            .filter(|(typos, ..)| *typos <= 2)
            .collect();
        scored.sort_by_key(|(typos, away, code)| (*typos, *away, code.id));
        // Those that need more slips than the best are no likely meaning.
        let best = scored.first().map_or(0, |(typos, ..)| *typos);
        return scored.into_iter().filter(|s| s.0 == best).take(3).map(|(.., code)| code).collect();
    }
    let words = codes.iter().flat_map(|code| [(code.name, *code), (code.title, *code)]);
    let mut found: Vec<&Code> = Vec::new();
    for code in fold::nearest(wanted, words, 6) {
        if !found.iter().any(|known| known.id == code.id) {
            found.push(code);
        }
    }
    found.truncate(3);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_in_a_family_of_the_list() {
        let codes = check::codes();
        let all =
            list(&codes, &FAMILIES, |code| code.severity, Screen { width: 100, coloured: false });
        for code in codes {
            assert!(all.contains(&format!("  {}  ", code.id)), "{}", code.id);
        }
    }

    #[test]
    fn back_quotes_become_quotes() {
        assert_eq!(unquoted("viết `45` hoặc `45%`."), "viết “45” hoặc “45%”.");
        assert_eq!(unquoted("không có"), "không có");
    }

    #[test]
    fn slips_lead_to_the_code_that_was_meant() {
        let codes = check::codes();
        let ids = |wanted| near(wanted, &codes).iter().map(|code| code.id).collect::<Vec<_>>();
        assert_eq!(ids("V4O2").first(), Some(&"V402"));
        assert_eq!(ids("402"), ["V402"]);
        assert!(ids("H299").contains(&"H209"));
        assert_eq!(ids("progres-out-of-range").first(), Some(&"V402"));
        assert_eq!(ids("thieu cot bat buoc").first(), Some(&"H201"));
        assert!(ids("zzzzzz").is_empty());
    }
}
