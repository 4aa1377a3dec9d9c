//! `cargo bench --bench memory`: the worst inputs through the program, and the most memory and the
//! time that each takes.
//!
//! Each is checked by a process of its own, whose peak is read from `/proc`; only Linux tells it. A
//! text file may take 12 bytes for each of its bytes and 64 MB besides, a workbook or a template of
//! one's own 1 GB, whatever the form of the result, and each MiB half a second. What takes more is marked, and the bench
//! then fails.
//!
//! Words after `--`: `--mib N` for the size of the texts (4 unless it is said); `--program PATH` for
//! another build; any other word takes only the inputs with it in their name.

#![allow(clippy::print_stdout, reason = "a bench tells what it measured")]

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MIB: usize = 1024 * 1024;
/// For each byte of a text file, and besides.
const EACH: usize = 12;
const BESIDES: usize = 64 * 1_000_000;
/// For a workbook of the largest size that is read, and for the document of a template.
const LARGE: usize = 1_000_000_000;
/// For each MiB, and besides.
const TIME: Duration = Duration::from_millis(500);
const START: Duration = Duration::from_secs(2);

const HEADINGS: &str = "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện;Kinh phí được giao (đồng);Kinh phí giải ngân (đồng);Nguồn kinh phí;Khó khăn, vướng mắc;Thời hạn hoàn thành\n";
const ROW: &str = "2026-Q1;Sở Tư pháp;I.2;Đang triển khai;40;Tổ chức 7 hội nghị, 430 người dự.;120000000;60000000;Ngân sách nhà nước;;31/12/2026\n";

/// An input: its name, the ending of its file, its bytes, and the words of the command.
struct Input {
    name: &'static str,
    ending: &'static str,
    bytes: Vec<u8>,
    words: &'static [&'static str],
}

/// A text of headings and one piece again and again.
fn text(name: &'static str, headings: &str, piece: &str, size: usize) -> Input {
    let count = size.saturating_sub(headings.len()) / piece.len();
    let bytes = format!("{headings}{}", piece.repeat(count)).into_bytes();
    Input { name, ending: "csv", bytes, words: &[] }
}

fn texts(size: usize) -> Vec<Input> {
    let wrong = "x;y;z;t;140;;a;b;c;d;31/02/2026\n";
    let six = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua\n";
    let utf16 = |text: String| {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xFF, 0xFE].into_iter().chain(units).collect::<Vec<u8>>()
    };
    let with = |input: Input, name, words| Input { name, words, ..input };
    let sound = || text("sound rows", HEADINGS, ROW, size);
    let mut all = vec![
        sound(),
        text("lines of two bytes", "", "a\n", size),
        text("lines of two bytes below headings", HEADINGS, "1\n", size),
        text("line ends alone below headings", HEADINGS, "\n", size),
        text("line ends alone", "", "\r", size),
        text("stray quotes", HEADINGS, "a\"\n", size),
        text("stray quotes in cells", HEADINGS, "a\";", size),
        text("nothing but quotes", HEADINGS, "\"", size),
        text("quoted empty cells", HEADINGS, "\"\";", size),
        text("quotes that double", HEADINGS, "\"\"\"\"\n", size),
        text("empty cells in one row", HEADINGS, ",", size),
        text("empty rows of cells", HEADINGS, ";;;;;;;;;;\n", size),
        text("cells of one letter", HEADINGS, "a;b;c;d;e;f;g;h;i;k;l\n", size),
        text("cells of one letter, few columns", six, "a;b;c;d;e;f\n", size),
        text("one filled cell in a row", six, "a;;;;;\n", size),
        text("every cell wrong", HEADINGS, wrong, size),
        text("headings again and again", HEADINGS, HEADINGS, size),
        text("totals again and again", HEADINGS, "Tổng cộng;;;;;;;;;;\n", size),
        text("telephones", six, "2026-Q1;so-tu-phap;I.2;dang_trien_khai;4;0905123456\n", size),
        text("one long line", HEADINGS, "abc ", size),
        text("letters in pieces", HEADINGS, "a\u{302}\u{301}", size),
        text("garbled", HEADINGS, "Sá»Ÿ TÆ° phÃ¡p;", size),
        text("replacement characters", HEADINGS, "\u{FFFD};", size),
        text("hidden characters", HEADINGS, "\u{200B}\u{A0};", size),
        text("tabs", HEADINGS, "\t", size),
        text("NUL", HEADINGS, "\0", size),
    ];
    for (name, format) in [
        ("every cell wrong, as SARIF", "sarif"),
        ("every cell wrong, as JSON", "json"),
        ("every cell wrong, for GitHub", "github"),
        ("every cell wrong, as JUnit", "junit"),
        ("every cell wrong, as CSV", "csv"),
    ] {
        let words: &'static [&'static str] = match format {
            "sarif" => &["--format", "sarif"],
            "json" => &["--format", "json"],
            "github" => &["--format", "github"],
            "junit" => &["--format", "junit"],
            _ => &["--format", "csv"],
        };
        all.push(with(text(name, HEADINGS, wrong, size), name, words));
    }
    let half = || String::from_utf8(text("", HEADINGS, ROW, size / 2).bytes).unwrap_or_default();
    all.push(Input { bytes: utf16(half()), ..with(sound(), "UTF-16", &[]) });
    let short = format!("{HEADINGS}{}", "a\n".repeat(size / 4));
    all.push(Input { bytes: utf16(short), ..with(sound(), "UTF-16, lines of two letters", &[]) });
    let mut tcvn3 = b"K\xfa b\xb8o c\xb8o;C\xac quan b\xb8o c\xb8o;M\xb7 nhi\xd6m v\xf4;Tr\xb9ng th\xb8i;Ti\xd5n \xae\xe9 (%);K\xd5t qu\xb6 th\xf9c hi\xd6n\n".to_vec();
    let row = b"2026-Q1;S\xeb T\xad ph\xb8p;I.2;\xa7ang tri\xd3n khai;40;T\xeb ch\xf8c 7 h\xe9i ngh\xde\n";
    tcvn3.extend(row.iter().cycle().take(size / row.len() * row.len()));
    all.push(Input { bytes: tcvn3, ..with(sound(), "an old code page", &[]) });
    let lone = [b"M\xb7;T\xaan\n".as_slice(), &b"\xb8\n".repeat(size / 2)].concat();
    all.push(Input { bytes: lone, ..with(sound(), "an old code page, one letter a line", &[]) });
    all
}

/// Pages of a period, in YAML.
fn pages(size: usize) -> Vec<Input> {
    let page = |name, text: String| Input { name, ending: "yaml", bytes: text.into(), words: &[] };
    let keys: String = (0..size / 16).map(|n| format!("khoa{n:07}: a\n")).collect();
    let aliases = format!("a: &a [{}]\nb: [{}]\n", "1,".repeat(1000), "*a,".repeat(size / 3));
    vec![
        page("page: a list of one letter", format!("received:\n{}", "- a\n".repeat(size / 4))),
        page("page: unknown keys", keys),
        page("page: aliases", aliases),
        page("page: nested", format!("a: {}", "[".repeat(size))),
        page("page: one long text", format!("commentary: \"{}\"", "a ".repeat(size / 2))),
    ]
}

fn workbooks() -> Vec<Input> {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let headings: String = HEADINGS.trim().split(';').map(cell).collect();
    let book = |name, rows: String, shared: Option<String>| {
        let sheet =
            format!("<worksheet><sheetData><row>{headings}</row>{rows}</sheetData></worksheet>");
        Input { name, ending: "xlsx", bytes: packed(&sheet, shared.as_deref()), words: &[] }
    };
    let shared = "<c t=\"s\"><v>0</v></c>".repeat(11);
    let long = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(1000));
    let wrong: String = "x;y;z;t;140;;a;b;c;d;e".split(';').map(cell).collect();
    vec![
        book(
            "workbook: rows of one letter",
            format!("<row>{}</row>", cell("a")).repeat(299_000),
            None,
        ),
        book(
            "workbook: one text in many cells",
            format!("<row>{shared}</row>").repeat(11_500),
            Some(long),
        ),
        book("workbook: every cell wrong", format!("<row>{wrong}</row>").repeat(299_000), None),
        book(
            "workbook: cells far to the right",
            "<row><c r=\"AZ2\"><v>1</v></c></row>".replace(" r=\"AZ2\"", "").repeat(299_000),
            None,
        ),
        book("workbook: one long comment", format!("<!--{}-->", "a".repeat(200 * MIB)), None),
    ]
}

/// Templates of one's own that make text without end.
fn templates() -> Vec<Input> {
    let template =
        |name, text: &str, words| Input { name, ending: "j2", bytes: text.into(), words };
    let doubled = |text: &str| {
        format!(
            "{{% set n = namespace(x='{text}') %}}{{% for a in range(60) %}}{{% set n.x = n.x ~ n.x %}}{{% endfor %}}"
        )
    };
    let captured = "{% set n = namespace(x='&') %}{% for a in range(60) %}{% set c %}{{ n.x }}{{ n.x }}{% endset %}{% set n.x = c %}{% endfor %}";
    // Just below what is allowed, then printed.
    let printed = |text: &str| format!("{{% set x = '{text}' * 40000000 %}}{{{{ x }}}}");
    let listed = "{% set n = namespace(x=[1]) %}{% for a in range(60) %}{% set n.x = (n.x + n.x)|list %}{% endfor %}";
    vec![
        template("template: a text that doubles", &doubled("a"), &["html"]),
        template("template: a list that doubles", listed, &["html"]),
        template("template: a captured text that doubles", captured, &["html"]),
        template("template: one long text, escaped for HTML", &printed("&"), &["html"]),
        template("template: one long text, escaped for Markdown", &printed("*"), &["md"]),
        template(
            "template: one long line",
            "{% for a in range(99999) %}{% for a in range(99999) %}{{ '-' * 99 }}{% endfor %}{% endfor %}",
            &["html"],
        ),
    ]
}

fn packed(sheet: &str, shared: Option<&str>) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"x/{kind}\" Target=\"{target}\"/>")
    };
    let list = |inside: String| format!("<Relationships>{inside}</Relationships>");
    let mut parts = vec![
        ("_rels/.rels", list(relation("r", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"A\" r:id=\"a\"/></sheets></workbook>".into(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            list(relation("a", "worksheet", "a.xml") + &relation("s", "sharedStrings", "s.xml")),
        ),
        ("xl/a.xml", sheet.to_owned()),
    ];
    parts.extend(shared.map(|text| ("xl/s.xml", text.to_owned())));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("it is kept in memory");
    }
    zip.finish().expect("a workbook").into_inner()
}

/// What one run took.
struct Took {
    /// The most memory, in bytes.
    peak: usize,
    time: Duration,
    status: Option<i32>,
}

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    let (mut size, mut program) = (4 * MIB, env!("CARGO_BIN_EXE_report").to_owned());
    let mut only = Vec::new();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--mib" => {
                size = words.next().and_then(|n| n.parse::<usize>().ok()).map_or(size, |n| n * MIB)
            }
            "--program" => program = words.next().unwrap_or(program),
            _ => only.push(word),
        }
    }
    let wanted = |name: &str| only.is_empty() || only.iter().any(|word| name.contains(word));
    let folder = tempfile::tempdir().expect("a folder");
    let mut failed = 0;
    println!("{:<44} {:>9} {:>9} {:>7} {:>8}", "", "bytes", "peak MB", "×", "seconds");
    let inputs = texts(size).into_iter().chain(pages(size.min(7 * MIB))).chain(workbooks());
    let inputs = inputs.chain(templates());
    for input in inputs.filter(|input| wanted(input.name)) {
        let took = run(&program, folder.path(), &input);
        let bytes = input.bytes.len();
        let is_text = matches!(input.ending, "csv" | "yaml");
        let may = if is_text { EACH * bytes + BESIDES } else { LARGE };
        let weight = if is_text { bytes } else { 64 * MIB };
        let may_take = START + TIME.mul_f64(weight as f64 / MIB as f64);
        let heavy = if took.peak > may { "  TOO MUCH" } else { "" };
        let slow = if took.time > may_take { "  TOO SLOW" } else { "" };
        let ended = if matches!(took.status, Some(0..=2)) { "" } else { "  DID NOT END WELL" };
        let times = took.peak.saturating_sub(BESIDES) as f64 / bytes as f64;
        let times = if is_text { format!("{times:.1}") } else { String::new() };
        failed += usize::from(!(heavy.is_empty() && slow.is_empty() && ended.is_empty()));
        println!(
            "{:<44} {bytes:>9} {:>9} {times:>7} {:>8.2}{heavy}{slow}{ended}",
            input.name,
            took.peak / 1_000_000,
            took.time.as_secs_f64()
        );
    }
    match failed {
        0 => ExitCode::SUCCESS,
        _ => {
            println!("{failed} took more than they may");
            ExitCode::FAILURE
        }
    }
}

/// Checks an input in a process of its own, or builds a report with it. The peak is that of the last
/// look, a millisecond before the end at the most: it only grows.
fn run(program: &str, folder: &Path, input: &Input) -> Took {
    let home = folder.join("2026-Q1");
    let _ = fs::remove_dir_all(&home);
    fs::create_dir(&home).expect("a folder");
    let write = |name: &str, bytes: &[u8]| {
        let path = home.join(name);
        fs::write(&path, bytes).expect("a file");
        path
    };
    let mut command = Command::new(program);
    match (input.ending, input.words) {
        ("j2", &[form]) => {
            write("so-tu-phap.csv", format!("{HEADINGS}{ROW}").as_bytes());
            let templates = folder.join("templates");
            fs::create_dir_all(&templates).expect("a folder");
            for name in ["bao-cao.html.j2", "bao-cao.md.j2"] {
                fs::write(templates.join(name), &input.bytes).expect("a template");
            }
            command.args(["build", "--period", "2026-Q1", "--as-of", "2026-03-20"]);
            command.args(["--allow-errors", "--format", form]);
            command.arg("--templates").arg(templates);
            command.arg("--out").arg(folder.join("out")).arg(folder);
        }
        ("yaml", words) => {
            write("period.yaml", &input.bytes);
            command.args(["check", "--as-of", "2026-03-20"]).args(words).arg(&home);
        }
        (ending, words) => {
            let path = write(&format!("so-tu-phap.{ending}"), &input.bytes);
            command.args(["check", "--as-of", "2026-03-20"]).args(words).arg(path);
        }
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let begun = Instant::now();
    let mut child = command.spawn().expect("the program runs");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kb =
            line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<usize>().ok());
        peak = peak.max(kb.unwrap_or(0) * 1024);
        if let Some(status) = child.try_wait().expect("the program ends") {
            return Took { peak, time: begun.elapsed(), status: status.code() };
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}
