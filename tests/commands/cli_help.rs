//! The command line as people meet it: every page of help, the usage errors, the completions and
//! the manual page, run through the binary. Holds wording, exit status, stream and language.

use std::collections::BTreeSet;
use std::ffi::OsStr;

use crate::common::{self, Run};

/// Every command that has a page of help.
const COMMANDS: [&str; 17] = [
    "",
    "check",
    "fix",
    "build",
    "status",
    "remind",
    "template",
    "plan",
    "plan check",
    "plan show",
    "plan trace",
    "explain",
    "schema",
    "init",
    "completions",
    "man",
    "help",
];

/// Command lines that are refused, each for a reason of its own.
const REFUSED: [&str; 44] = [
    "chek",
    "status-bao-cao",
    "-v",
    "--period 2025-Q3 check",
    "--as-of 31/02/2025 check",
    "--color blue plan check",
    "-- check",
    "check --fromat json",
    "status --each",
    "check -x",
    "check -V",
    "check --format xls",
    "check --format=",
    "check --strict=co",
    "check --select",
    "check --max-findings -5",
    "check --max-findings nhiều",
    "check --as-of hôm-qua",
    "check --as-of 20/9/25",
    "check --as-of 45920",
    "check -q -v",
    "fix",
    "fix a.csv b.csv",
    "fix a.csv --in-place -o b.csv",
    "build",
    "build --period",
    "build --period 2025-Q2 --period 2025-Q3",
    "build --period 2025-Q3 du-lieu thua",
    "build --period 2025-Q3 --format md,xls",
    "status --by nam",
    "status --format md",
    "remind",
    "remind --period 2025-Q4 --each --agency so-y-te",
    "remind --period 2025-Q4 --until 31/11/2025",
    "template",
    "template --agency so-y-te",
    "template --period 2025-Q3",
    "template --agency so-y-te --period 2025-Q3 --format html",
    "schema",
    "schema check",
    "init a b",
    "completions fsh",
    "plan sho",
    "help plan sho",
];

fn run<S: AsRef<OsStr>>(words: impl IntoIterator<Item = S>) -> Run {
    run_at("100", words)
}

/// Runs without a terminal, so that only `COLUMNS` says how wide a line may be.
fn run_at<S: AsRef<OsStr>>(columns: &str, words: impl IntoIterator<Item = S>) -> Run {
    let mut command = common::command(&[]);
    command.args(words).env("COLUMNS", columns);
    common::finish(command)
}

fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

fn page(command: &str, flag: &str) -> Run {
    let run = run(words(command).into_iter().chain([flag]));
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "report {command} {flag}");
    run
}

#[test]
fn help_of_every_command() {
    for command in COMMANDS {
        let short = page(command, "-h").stdout;
        let long = page(command, "--help").stdout;
        let name = if command.is_empty() { "report".into() } else { command.replace(' ', "_") };
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("help_{name}"), format!("{short}\n{:=<100}\n\n{long}", ""));
        });
    }
}

#[test]
fn every_usage_error() {
    let mut catalogue = String::new();
    for line in REFUSED {
        let run = run(words(line));
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "report {line}");
        catalogue += &format!("$ report {line}\n{}\n", run.stderr);
    }
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("usage_errors", catalogue);
    });
}

#[test]
fn every_usage_error_ends_with_the_way_out() {
    for line in REFUSED {
        let stderr = run(words(line)).stderr;
        assert!(stderr.starts_with("lỗi: "), "report {line}:\n{stderr}");
        let last: Vec<&str> = stderr.lines().rev().take(2).collect();
        assert!(last[0].starts_with("Xem: report") && last[0].ends_with(" --help"), "{stderr}");
        assert!(last[1].starts_with("Cách dùng: report"), "{stderr}");
    }
}

#[test]
fn empty_values_and_bytes_that_are_no_text() {
    let refused = run(["explain", ""]);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.starts_with("lỗi: [MÃ] không được để trống.\n"), "{}", refused.stderr);

    let refused = run(["ch\u{1b}[31mx"]);
    assert_eq!(refused.status, 2);
    assert!(!refused.stderr.contains('\u{1b}'), "what was typed must not act on the terminal");

    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let period = OsStr::from_bytes(b"Qu\xfd III");
        let refused = run([OsStr::new("check"), OsStr::new("--period"), period]);
        assert_eq!(refused.status, 2);
        assert!(refused.stderr.contains("UTF-8"), "{}", refused.stderr);
    }
}

#[test]
fn a_command_that_is_not_finished_shows_its_help_as_an_error() {
    for command in ["", "plan"] {
        let unfinished = run(words(command));
        assert_eq!((unfinished.status, unfinished.stdout.as_str()), (2, ""));
        assert_eq!(unfinished.stderr, page(command, "-h").stdout);
    }
}

#[test]
fn help_by_its_own_command_is_the_long_help() {
    for command in COMMANDS {
        let asked = run([vec!["help"], words(command)].concat());
        assert_eq!((asked.status, asked.stderr.as_str()), (0, ""));
        assert_eq!(asked.stdout, page(command, "--help").stdout, "report help {command}");
    }
}

#[test]
fn version_goes_to_stdout() {
    for flag in ["-V", "--version"] {
        let run = run([flag]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert_eq!(run.stdout, format!("report {}\n", env!("CARGO_PKG_VERSION")));
    }
}

#[test]
fn help_fits_the_terminal() {
    for (columns, widest) in [("60", 60), ("80", 80), ("200", 100)] {
        for command in COMMANDS {
            for flag in ["-h", "--help"] {
                let run = run_at(columns, words(command).into_iter().chain([flag]));
                for line in run.stdout.lines() {
                    // How a command is typed stays one line.
                    let usage = line.starts_with("Cách dùng:");
                    let widest = if usage { widest.max(80) } else { widest };
                    assert!(line.chars().count() <= widest, "{columns} columns: {line}");
                    assert_eq!(line, line.trim_end(), "spaces at the end");
                }
            }
        }
    }
}

#[test]
fn short_help_takes_one_line_an_item() {
    for command in COMMANDS {
        let short = page(command, "-h").stdout;
        for line in short.lines().filter(|line| line.starts_with("  ")) {
            let item = line.trim_start();
            let indent = line.len() - item.len();
            assert!(indent == 2 || (indent == 6 && item.starts_with("--")), "broken line: {line}");
        }
    }
}

#[test]
fn common_options_stand_before_or_after_the_command() {
    let after = run(words("check --color never --as-of 20/9/2025 --fromat json"));
    let before = run(words("--color never --as-of 20/9/2025 check --fromat json"));
    assert_eq!((before.status, before.stderr), (2, after.stderr));
}

/// Everything that this layer can say, each with the command line that makes it say so.
fn everything_said() -> Vec<(String, String)> {
    let mut said = Vec::new();
    for command in COMMANDS {
        for flag in ["-h", "--help"] {
            said.push((format!("{command} {flag}"), page(command, flag).stdout));
        }
    }
    for line in REFUSED {
        said.push((line.to_owned(), run(words(line)).stderr));
    }
    said
}

#[test]
fn no_word_of_clap_is_left() {
    const CLAP: [&str; 26] = [
        "usage",
        "options",
        "option",
        "arguments",
        "argument",
        "commands",
        "command",
        "subcommand",
        "print",
        "default",
        "possible",
        "values",
        "value",
        "tip",
        "error",
        "for more information",
        "try",
        "required",
        "provided",
        "unexpected",
        "unrecognized",
        "invalid",
        "similar",
        "found",
        "cannot",
        "aliases",
    ];
    for (line, text) in everything_said() {
        let text = text.to_lowercase();
        let text: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        for word in CLAP {
            assert!(!text.contains(word), "report {line} says “{word}”");
        }
    }
}

#[test]
fn the_manual_page_has_vietnamese_headings_and_every_command() {
    let page = run(["man"]);
    assert_eq!((page.status, page.stderr.as_str()), (0, ""));
    let headings: Vec<&str> =
        page.stdout.lines().filter_map(|line| line.strip_prefix(".SH ")).collect();
    let expected = "TÊN|CÁCH DÙNG|MÔ TẢ|LỆNH|TÙY CHỌN CHUNG|VÍ DỤ|MÃ THOÁT";
    assert_eq!(headings.join("|").replace('"', ""), expected);
    for command in COMMANDS.iter().filter(|command| !command.is_empty()) {
        assert!(page.stdout.contains(&format!("\n.SS \"report {command}\"\n")), "{command}");
    }
}

#[test]
fn completions_name_every_command_in_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(["completions", shell]);
        assert_eq!((script.status, script.stderr.as_str()), (0, ""));
        for name in COMMANDS.iter().flat_map(|command| words(command)) {
            assert!(script.stdout.contains(name), "{shell} does not know {name}");
        }
        assert!(!script.stdout.contains(" commands'"), "{shell} speaks English");
    }
}

#[test]
fn no_english_word_is_left() {
    // Names: commands, options, values, files, formats.
    const NAMES: &str = "report check fix build template plan show trace explain completions help period previous agency data format indicators \
        select ignore strict findings templates color quiet verbose version allow errors auto always never human \
        json html bash elvish fish powershell yaml appendix agencies reporting errata submission schema init \
        sarif github junit xlsx xlsm fods docx excel word libreoffice markdown utf date source epoch place status remind table task theme figure each \
        until reminder from view addressees index";
    // Vietnamese words, and names of folders in examples, that carry no mark.
    const VIETNAMESE: &str = "chung cong danh dong dung hoach khai khuyen kinh lieu ngay nghi nhau nhiem phap phuong quan rieng sang sung tham thay theo thua \
        thuong tinh \
        trang trong truy ubnd xong";
    // What the command lines above misspell on purpose, and their file names.
    const TYPED: &str = "chek fromat blue";
    let known: BTreeSet<&str> =
        [NAMES, VIETNAMESE, TYPED].iter().flat_map(|list| list.split_whitespace()).collect();
    let mut unknown = BTreeSet::new();
    for (_, text) in everything_said() {
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let word = word.to_lowercase();
            let plain = word.bytes().all(|byte| byte.is_ascii_alphabetic());
            if plain && word.len() >= 4 && !known.contains(word.as_str()) {
                unknown.insert(word);
            }
        }
    }
    assert!(unknown.is_empty(), "neither a name nor a known Vietnamese word: {unknown:?}");
}

#[test]
fn verbose_says_what_was_read_and_leaves_the_result_alone() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/submissions/2025-Q4");
    let plain = run(["check", folder]);
    let verbose = run(["check", folder, "-v"]);
    assert_eq!((plain.status, &plain.stdout), (verbose.status, &verbose.stdout));
    let expected = format!(
        "Đã đọc “{folder}”: quý IV năm 2025; 52 tệp. Tính đến ngày 22/12/2025.\nSo với các kỳ trước: 2025-Q2, 2025-Q3.\n"
    );
    let told = expected.replace('\\', "/") + &plain.stderr;
    let each = verbose.stderr.strip_prefix(&told).expect("what was read");
    assert_eq!(each.lines().filter(|line| line.contains(".csv: UTF-8")).count(), 52);
}
