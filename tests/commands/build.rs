//! `report build` as people run it: what it writes, what it refuses, what it compares, how it ends.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{self, Run, arg, command, copy, finish, names, path, read, run, write};
use serde_json::Value;
use tempfile::TempDir;

const EXAMPLES: &str = "examples/submissions";
const DRAFT: &str = "DỰ THẢO – còn";

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// `report build DATA --period P --out OUT` and more.
fn build(data: &Path, period: &str, out: &Path, more: &[&str]) -> Run {
    run(&[&["build", arg(data), "--period", period, "--out", arg(out)], more].concat())
}

/// A build that goes well; the text of one document.
fn built(data: &Path, period: &str, ending: &str, more: &[&str]) -> String {
    let out = folder();
    let run = build(data, period, out.path(), &[&["--format", ending], more].concat());
    assert_eq!(run.status, 0, "{period}: {}", run.stderr);
    read(&out.path().join(format!("bao-cao-{period}.{ending}")))
}

fn view(data: &Path, period: &str, more: &[&str]) -> Value {
    serde_json::from_str(&built(data, period, "json", more)).expect("JSON")
}

/// The examples, to be changed.
fn copied() -> (TempDir, PathBuf) {
    let folder = folder();
    let data = folder.path().join("du-lieu");
    common::copy(&path(EXAMPLES), &data);
    (folder, data)
}

/// Could not run, and says so in Vietnamese; nothing was written.
fn assert_refused(run: &Run, out: &Path) {
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(run.stderr.starts_with("lỗi: "), "{}", run.stderr);
    for english in ["error", "No such", "denied", "undefined", "syntax", "os error", "expected"] {
        assert!(!run.stderr.contains(english), "“{english}” in: {}", run.stderr);
    }
    assert!(!out.is_dir() || names(out).is_empty(), "written: {:?}", names(out));
}

// ---- What is written ------------------------------------------------------------------------

#[test]
fn the_same_data_and_day_give_the_same_bytes() {
    let (first, second) = (folder(), folder());
    let formats = ["--format", "md,html,json"];
    for out in [&first, &second] {
        let run = build(&path(EXAMPLES), "2026-Q1", out.path(), &formats);
        let written =
            ["md", "html", "json"].map(|e| out.path().join(format!("bao-cao-2026-Q1.{e}")));
        let told: String = written.iter().map(|path| format!("{}\n", path.display())).collect();
        assert_eq!((run.status, run.stdout, run.stderr.as_str()), (0, told, ""));
    }
    let files = names(first.path());
    assert_eq!(files.len(), 3, "nothing else is left in the folder: {files:?}");
    for name in files {
        let bytes = |out: &TempDir| fs::read(out.path().join(&name)).expect("a document");
        assert!(bytes(&first) == bytes(&second), "{name}");
    }
}

#[test]
fn formats_are_written_once_whatever_their_order() {
    let out = folder();
    let run = build(&path(EXAMPLES), "2025-Q2", out.path(), &["--format", "html,md,html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(names(out.path()), ["bao-cao-2025-Q2.html", "bao-cao-2025-Q2.md"]);
}

#[test]
fn the_folder_is_made_and_a_former_document_replaced() {
    let folder = folder();
    let out = folder.path().join("a/b");
    assert_eq!(build(&path(EXAMPLES), "2025-Q2", &out, &["--format", "md"]).status, 0);
    let document = out.join("bao-cao-2025-Q2.md");
    let fresh = read(&document);
    write(&document, "cũ");
    assert_eq!(build(&path(EXAMPLES), "2025-Q2", &out, &["--format", "md"]).status, 0);
    assert_eq!(read(&document), fresh);
}

#[test]
fn a_past_period_is_the_same_whatever_came_later() {
    let (_keep, data) = copied();
    let whole = built(&data, "2025-Q3", "html", &[]);
    for later in ["2025-Q4", "2026-Q1"] {
        fs::remove_dir_all(data.join(later)).expect("removed");
    }
    assert!(built(&data, "2025-Q3", "html", &[]) == whole, "later quarters change an earlier one");
    fs::remove_dir_all(data.join("2025-Q2")).expect("removed");
    assert!(built(&data, "2025-Q3", "html", &[]) != whole, "the quarter before is compared with");
}

#[test]
fn the_folder_of_the_period_itself_will_do() {
    let whole = built(&path(EXAMPLES), "2025-Q3", "md", &[]);
    let folder_of_period = path(EXAMPLES).join("2025-Q3");
    assert_eq!(built(&folder_of_period, "2025-Q3", "md", &[]), whole);

    let out = folder();
    assert_eq!(build(&path(EXAMPLES), "Quý III/2025", out.path(), &["--format", "md"]).status, 0);
    assert_eq!(read(&out.path().join("bao-cao-2025-Q3.md")), whole, "as people write a period");

    let out = folder();
    let words = ["build", "--period", "2025-Q3", "--format", "md", "--out", arg(out.path())];
    let mut inside = command(&words);
    inside.current_dir(&folder_of_period);
    assert_eq!(finish(inside).status, 0, "the folder in which somebody stands");
    assert_eq!(read(&out.path().join("bao-cao-2025-Q3.md")), whole);
}

#[test]
fn without_a_lead_there_is_no_figure_on_what_is_overdue() {
    let data = folder();
    let period = data.path().join("2025-Q3");
    fs::create_dir(&period).expect("a folder");
    write(&period.join("period.yaml"), "period: 2025-Q3\nas_of: 2025-09-20\n");
    let head = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua";
    let row = "2025-Q3;UBND xã Cam Lâm;II.1;Đang triển khai;50;Mở 3 lớp tập huấn.";
    write(&period.join("cam-lam.csv"), format!("{head}\n{row}\n"));
    for ending in ["md", "html"] {
        let text = built(data.path(), "2025-Q3", ending, &[]);
        assert!(text.contains("chưa biết nhiệm vụ nào quá hạn"), "{ending}");
        assert!(!text.contains("Không có nhiệm vụ nào quá hạn"), "{ending}");
        assert!(!text.contains("còn trong hạn 0/20"), "{ending}");
    }
    // As soon as one lead reports there is something to say.
    let lead = "2025-Q3;Sở Tư pháp;I.2;Đang triển khai;40;Gửi văn bản góp ý.";
    write(&period.join("so-tu-phap.csv"), format!("{head}\n{lead}\n"));
    let text = built(data.path(), "2025-Q3", "md", &[]);
    assert!(
        text.contains(
            "Không có nhiệm vụ nào quá hạn. Với 20 nhiệm vụ, cơ quan chủ trì chưa đăng ký thời hạn"
        ),
        "{text}"
    );
}

// ---- Periods of several quarters ------------------------------------------------------------

/// Progress of the tasks of a view, by task.
fn progress(view: &Value) -> Vec<(String, Value)> {
    let groups = view["groups"].as_array().expect("groups").iter();
    let tasks = groups.flat_map(|group| group["tasks"].as_array().expect("tasks"));
    tasks.map(|task| (task["id"].to_string(), task["progress"].clone())).collect()
}

#[test]
fn longer_periods_take_the_latest_row_and_show_the_way_there() {
    let data = path(EXAMPLES);
    let quarters = ["2025-Q2", "2025-Q3", "2025-Q4"]
        .map(|quarter| progress(&view(&data, quarter, &["--allow-errors"])));
    for (period, parts, name, window) in [
        ("2025-H1", &quarters[..1], "6 tháng đầu năm 2025", ("15/12/2024", "14/6/2025")),
        ("2025-9M", &quarters[..2], "9 tháng năm 2025", ("15/12/2024", "14/9/2025")),
        ("2025", &quarters[..3], "năm 2025", ("15/12/2024", "14/12/2025")),
        ("2025-H2", &quarters[1..], "6 tháng cuối năm 2025", ("15/6/2025", "14/12/2025")),
    ] {
        let view = view(&data, period, &["--allow-errors"]);
        assert_eq!(view["period"]["name"], name);
        let (from, to) = (&view["period"]["from"], &view["period"]["to"]);
        assert_eq!((from.as_str(), to.as_str()), (Some(window.0), Some(window.1)), "{period}");
        assert_eq!(view["coverage"].as_array().map(Vec::len), Some(parts.len()), "{period}");
        let groups = view["groups"].as_array().expect("groups").iter();
        for task in groups.flat_map(|group| group["tasks"].as_array().expect("tasks")) {
            let id = task["id"].to_string();
            let way: Vec<&Value> = parts
                .iter()
                .map(|quarter| &quarter.iter().find(|(task, _)| *task == id).expect("it").1)
                .filter(|progress| !progress.is_null())
                .collect();
            let path = task["path"].as_array().expect("a path");
            let shown: Vec<&Value> =
                path.iter().map(|step| &step["progress"]).filter(|p| !p.is_null()).collect();
            assert_eq!(shown, way, "{period} {id}");
            assert_eq!(Some(&task["progress"]), way.last().copied(), "{period} {id}");
        }
        let document = built(&data, period, "md", &["--allow-errors"]);
        assert_eq!(document.contains(" Diễn biến: quý I"), parts.len() > 1, "{period}");
    }
}

/// A range takes the reports of the quarters that end in it, whole: it must not claim their figures
/// to be those of its own days.
#[test]
fn a_range_says_whose_figures_it_tells() {
    let range = built(&path(EXAMPLES), "2025-05-01..2025-06-15", "md", &[]);
    assert!(range.contains("(số liệu là của báo cáo quý II năm 2025; tình trạng"), "{range}");
    // The title says which days the data are of: not those of the range.
    assert!(range.contains("(số liệu từ ngày 15/3/2025 đến ngày 14/6/2025)"), "{range}");
    assert!(!range.contains("số liệu từ ngày 01/5"), "{range}");
}

#[test]
fn a_quarter_that_is_not_there_is_named() {
    for ending in ["md", "html"] {
        let months = built(&path(EXAMPLES), "2026-9M", ending, &[]);
        assert!(months.contains("Chưa có số liệu của quý III năm 2026"), "{ending}");
        // The plan is of 24/4/2025: nobody could report on the first quarter of 2025.
        let half = built(&path(EXAMPLES), "2025-H1", ending, &[]);
        assert!(!half.contains("Chưa có số liệu của quý"), "{ending}");
    }
}

// ---- Comparing ------------------------------------------------------------------------------

#[test]
fn check_compares_and_writes_nothing() {
    let folder = folder();
    let out = folder.path().join("van-ban");
    let data = path(EXAMPLES);
    let check = || build(&data, "2025-Q3", &out, &["--check"]);

    let missing = check();
    assert_eq!(missing.status, 1);
    assert!(missing.stdout.contains("bao-cao-2025-Q3.md: chưa có\n"), "{}", missing.stdout);
    assert!(missing.stdout.contains("bao-cao-2025-Q3.html: chưa có\n"), "{}", missing.stdout);
    assert!(!out.exists(), "comparing makes no folder");

    assert_eq!(build(&data, "2025-Q3", &out, &[]).status, 0);
    let fresh = check();
    assert_eq!((fresh.status, fresh.stdout.as_str()), (0, ""));
    assert!(fresh.stderr.contains("khớp với bản lập mới"), "{}", fresh.stderr);

    let document = out.join("bao-cao-2025-Q3.html");
    let mut bytes = fs::read(&document).expect("a document");
    for other in [&[&bytes[..], b"\n"].concat(), &bytes[..bytes.len() - 1], b""] {
        write(&document, other);
        assert_eq!(check().status, 1, "{} bytes", other.len());
    }
    *bytes.last_mut().expect("a byte") ^= 1;
    write(&document, &bytes);
    let before = fs::metadata(&document).and_then(|m| m.modified()).expect("a time");
    let changed = check();
    let told = format!("{}: khác với bản lập mới\n", document.display());
    assert_eq!((changed.status, changed.stdout), (1, told));
    assert_eq!(fs::read(&document).expect("a document"), bytes, "it stays as it was");
    assert_eq!(fs::metadata(&document).and_then(|m| m.modified()).expect("a time"), before);

    fs::remove_file(out.join("bao-cao-2025-Q3.md")).expect("removed");
    let both = check();
    assert_eq!((both.status, both.stdout.lines().count()), (1, 2), "{}", both.stdout);
    assert_eq!(names(&out), ["bao-cao-2025-Q3.html"]);
}

// ---- Drafts ---------------------------------------------------------------------------------

#[test]
fn a_draft_says_so_and_lists_all_that_is_left_out() {
    let out = folder();
    let run = build(&path(EXAMPLES), common::FAULTY, out.path(), &[]);
    assert_eq!(run.status, 1, "documents are written, and the run is no success");
    let document = |ending: &str| read(&out.path().join(format!("bao-cao-2025-Q4.{ending}")));
    let (markdown, html) = (document("md"), document("html"));

    // What keeps data out, as the check tells it.
    let check = common::run(&["check", "examples/submissions/2025-Q4", "--format", "json"]);
    let check: Value = serde_json::from_str(&check.stdout).expect("JSON");
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let kept_out: Vec<&Value> = check["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|f| f["severity"] == "error" && !f["file"].is_null())
        .filter(|f| !text(f, "code").starts_with('M'))
        .collect();
    assert!(kept_out.len() >= 11, "the README lists twelve");

    let says = format!("{DRAFT} {} lỗi dữ liệu", kept_out.len());
    let first_page = |text: &str, ends: &str| text.split(ends).next().expect("one").to_owned();
    assert!(first_page(&markdown, "# BÁO CÁO").contains(&says), "{says}");
    assert!(first_page(&html, "<h1>BÁO CÁO").contains(&says), "{says}");
    assert!(run.stderr.contains(&format!("Còn {} lỗi dữ liệu", kept_out.len())), "{}", run.stderr);

    let annex =
        markdown.split("**DÒNG SỐ LIỆU CHƯA ĐƯỢC TÍNH").nth(1).and_then(|t| t.split("## ").next());
    let rows = common::markdown_rows(annex.expect("the annex"));
    assert_eq!(rows[0], ["Tệp", "Dòng", "Cơ quan", "Nhiệm vụ", "Lý do"]);
    let mut reasons = 0;
    for finding in &kept_out {
        let (file, row) = (text(finding, "file"), finding["row"].to_string());
        let line = rows.iter().find(|cells| cells[0] == file && cells[1] == row);
        let line = line.unwrap_or_else(|| panic!("{file} {row} is not listed"));
        let why = format!("(ô {}, mã {})", text(finding, "cell"), text(finding, "code"));
        assert!(line[4].contains(&why), "{file} {row}: {why} in {}", line[4]);
    }
    for line in &rows[2..] {
        reasons += line[4].matches(", mã ").count();
    }
    assert_eq!(reasons, kept_out.len(), "and nothing else is listed");

    let allowed = build(&path(EXAMPLES), common::FAULTY, out.path(), &["--allow-errors"]);
    assert_eq!(allowed.status, 0);
    assert!(document("md").contains(&says), "it is a draft all the same");
    let clean = built(&path(EXAMPLES), "2026-Q1", "md", &[]);
    assert!(!clean.contains(DRAFT), "without errors it is none");
    assert!(!clean.contains("DÒNG SỐ LIỆU CHƯA ĐƯỢC TÍNH"), "no annex without anything in it");
}

// ---- What is refused ------------------------------------------------------------------------

#[test]
fn a_period_that_is_not_there_names_those_that_are() {
    let folder = folder();
    let out = folder.path().join("out");
    let run = build(&path(EXAMPLES), "2027-Q1", &out, &[]);
    assert_refused(&run, &out);
    for period in common::QUARTERS {
        assert!(run.stderr.contains(period), "{}", run.stderr);
    }
    let run = build(folder.path(), "2027-Q1", &out, &[]);
    assert_refused(&run, &out);
    assert!(run.stderr.contains("không có kỳ nào"), "{}", run.stderr);
    assert_refused(&build(&path(EXAMPLES), "quý năm", &out, &[]), &out);
    let nowhere = build(&folder.path().join("khong-co"), "2025-Q3", &out, &[]);
    assert_refused(&nowhere, &out);
    assert!(nowhere.stderr.contains("khong-co"), "{}", nowhere.stderr);
}

#[test]
fn a_place_that_cannot_be_written_is_left_alone() {
    let folder = folder();
    let taken = folder.path().join("tep");
    write(&taken, "của người khác");
    let run = build(&path(EXAMPLES), "2025-Q3", &taken, &[]);
    assert_refused(&run, &taken);
    assert!(run.stderr.contains("đây là tệp, không phải thư mục"), "{}", run.stderr);
    assert_eq!(read(&taken), "của người khác");
    assert_refused(&build(&path(EXAMPLES), "2025-Q3", &taken.join("sâu"), &[]), &taken);

    // One of two documents cannot take its place: then neither does.
    let out = folder.path().join("out");
    fs::create_dir_all(out.join("bao-cao-2025-Q3.md")).expect("a folder");
    let run = build(&path(EXAMPLES), "2025-Q3", &out, &["--format", "html,md"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert_eq!(names(&out), ["bao-cao-2025-Q3.md"], "no document, nothing half-written");
    assert_eq!(build(&path(EXAMPLES), "2025-Q3", &out, &["--check"]).status, 2);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let allow = |mode| {
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(folder.path(), permissions).expect("permissions");
    };
    allow(0o555);
    // Whoever may do everything is not held up by permissions.
    let privileged = fs::write(folder.path().join("thu"), "").is_ok();
    let run = build(&path(EXAMPLES), "2025-Q3", folder.path(), &[]);
    allow(0o755);
    if !privileged {
        assert_refused(&run, folder.path());
        assert!(run.stderr.contains("không được phép"), "{}", run.stderr);
    }
}

/// What is written takes its place only when all documents are whole.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_is_left_as_it_was() {
    let folder = folder();
    let out = folder.path().join("moi/sau");
    let build = |kilobytes: u32| {
        // No file may grow beyond this, as if the disk were full.
        let limit = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", kilobytes * 2);
        let program = env!("CARGO_BIN_EXE_report");
        let words = ["-c", &limit, "sh", program, "build", EXAMPLES, "--period", "2025-Q3"];
        let mut command = std::process::Command::new("sh");
        command.args(words).args(["--format", "md,html,json", "--out", arg(&out)]);
        common::finish({
            command.current_dir(env!("CARGO_MANIFEST_DIR"));
            command
        })
    };
    // The Markdown is whole by then, the page is not.
    let run = build(200);
    assert_refused(&run, &out);
    assert!(run.stderr.contains("bao-cao-2025-Q3.html"), "{}", run.stderr);
    assert!(run.stderr.contains("chưa có tệp nào bị thay đổi"), "{}", run.stderr);
    assert!(names(folder.path()).is_empty(), "the folders that were made are gone");

    fs::create_dir_all(&out).expect("a folder");
    write(&out.join("bao-cao-2025-Q3.md"), "bản trước");
    assert_eq!(build(100).status, 2);
    assert_eq!(names(&out), ["bao-cao-2025-Q3.md"], "nothing half-written");
    assert_eq!(read(&out.join("bao-cao-2025-Q3.md")), "bản trước");
    assert_eq!(build(10_000).status, 0);
    assert_eq!(names(&out).len(), 3);
}

#[test]
fn a_broken_page_is_named_by_file_line_and_column() {
    let (folder, data) = copied();
    let out = folder.path().join("out");
    write(&data.join("2025-Q3/period.yaml"), "period: 2025-Q3\nas_of: 2025-13-01\nreceved: {}\n");
    let run = build(&data, "2025-Q3", &out, &[]);
    assert_refused(&run, &out);
    for place in ["2025-Q3/period.yaml:2:8", "2025-Q3/period.yaml:3:1"] {
        assert!(run.stderr.contains(place), "{}", run.stderr);
    }
    assert!(run.stderr.contains("Có phải ý là “received”?"), "{}", run.stderr);
    let later = build(&data, "2025-Q2", &folder.path().join("q2"), &[]);
    assert_eq!(later.status, 0, "the page of a later quarter does not matter");
}

// ---- Templates ------------------------------------------------------------------------------

#[test]
fn a_broken_template_is_named_by_file_and_line() {
    let folder = folder();
    let (templates, out) = (folder.path().join("mau"), folder.path().join("out"));
    for (name, text, line, what) in [
        ("bao-cao.md.j2", "một\n{% if %}\n", 2, "{% if %} mở ở dòng 2 chưa được đóng"),
        ("bao-cao.md.j2", "\n{% for g in groups %}\n- {{ g.id }}\n", 2, "{% for %} mở ở dòng 2"),
        ("bao-cao.md.j2", "{% if notice %}{% else if %}{% endif %}", 1, "sai cú pháp"),
        ("bao-cao.md.j2", "{{ period.name }\n\n", 1, "dấu “{{” mở ở dòng 1 chưa được đóng"),
        ("bao-cao.md.j2", "\n{{ 1 / 0 }}\n", 2, "chia cho 0"),
        ("bao-cao.md.j2", "\n{{ 7 // (3 - 3) }}\n", 2, "chia cho 0"),
        (
            "bao-cao.md.j2",
            "{{ 'a' + 1 }}\n",
            1,
            "Phép “+” ở dòng này không dùng được cho chữ và số",
        ),
        ("bao-cao.md.j2", "{% for x in 5 %}{% endfor %}", 1, "cần một danh sách"),
        ("bao-cao.md.j2", "{{ a b }}\n", 1, "gặp một tên ở chỗ cần dấu “}}”"),
        ("bao-cao.md.j2", "\n{{ “a” }}\n", 2, "có ký tự không dùng được"),
        ("bao-cao.md.j2", "một\nhai {{ khong_co }}\n", 2, "tên không có trong dữ liệu"),
        ("bao-cao.md.j2", "{{ head.unit }}\n\n{{ head.numbr }}\n", 3, "tên không có trong dữ liệu"),
        ("bao-cao.html.j2", "một\n{{ head.number }}\n", 2, "giá trị đang trống"),
        ("md/phu-luc.md.j2", "\n\n\n{{ v.khong }}\n", 4, "tên không có trong dữ liệu"),
        ("html/dau.html.j2", "{{ notice | khong }}\n", 1, "bộ lọc không có"),
        ("loi-van.j2", "{% macro mo_dau(v) %}\n{% endmacr %}\n", 2, "có phải là “endmacro” không"),
    ] {
        let path = templates.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        write(&path, text);
        let run =
            build(&common::path(EXAMPLES), "2025-Q3", &out, &["--templates", arg(&templates)]);
        assert_refused(&run, &out);
        assert!(!out.exists(), "no folder is left behind");
        let place = format!("{name}:{line}");
        assert!(run.stderr.contains(&place) && run.stderr.contains("P016"), "{}", run.stderr);
        assert!(run.stderr.contains(what), "{name}: {}", run.stderr);
        fs::remove_file(path).expect("removed");
    }
    let nowhere = folder.path().join("khong-co");
    let run = build(&path(EXAMPLES), "2025-Q3", &out, &["--templates", arg(&nowhere)]);
    assert_refused(&run, &out);
}

#[test]
fn of_several_documents_at_fault_the_first_is_told_and_none_is_written() {
    let folder = folder();
    let (templates, out) = (folder.path().join("mau"), folder.path().join("out"));
    fs::create_dir_all(&templates).expect("a folder");
    let calls_itself = "{% macro goi(n) %}{{ goi(n + 1) }}{% endmacro %}{{ goi(1) }}";
    for fault in ["một\n{{ khong_co }}\n", calls_itself] {
        for name in ["bao-cao.md.j2", "bao-cao.html.j2"] {
            write(&templates.join(name), fault);
        }
        let refused = |formats: &str| {
            let more = ["--templates", arg(&templates), "--format", formats];
            let run = build(&path(EXAMPLES), "2025-Q3", &out, &more);
            assert_refused(&run, &out);
            run.stderr
        };
        let first = refused("html,md");
        assert!(first.contains("bao-cao.md.j2"), "{first}");
        for _ in 0..4 {
            assert_eq!(refused("md,html"), first);
        }
        assert!(refused("html").contains("bao-cao.html.j2"));
    }
}

#[test]
fn a_template_saved_in_another_way_is_read_or_named() {
    let folder = folder();
    let (templates, out) = (folder.path().join("mau"), folder.path().join("out"));
    fs::create_dir_all(&templates).expect("a folder");
    let own = templates.join("bao-cao.md.j2");
    let text = "Báo cáo {{ period.name }}\n";
    let run = || build(&path(EXAMPLES), "2025-Q3", &out, &["--templates", arg(&templates)]);
    for (bytes, told) in [
        (text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(), "UTF-16"),
        (b"B\xE1o c\xE1o\n".to_vec(), "dòng 1, ký tự thứ 2"),
        (b"a\nb\0\n".to_vec(), "dòng 2, ký tự thứ 2"),
    ] {
        fs::write(&own, bytes).expect("written");
        let run = run();
        assert_refused(&run, &out);
        assert!(run.stderr.contains("P016") && run.stderr.contains(told), "{}", run.stderr);
        assert!(run.stderr.contains("mau/bao-cao.md.j2"), "{}", run.stderr);
    }
    // Notepad puts a byte order mark before it, and its own ending behind the name.
    write(&own, format!("\u{FEFF}{text}"));
    write(&templates.join("bao-cao.html.j2.txt"), text);
    write(&templates.join("cong-van.md"), text);
    write(&templates.join("README.md"), text);
    let run = run();
    assert!(
        run.stderr.contains("bao-cao.html.j2.txt (có phải là bao-cao.html.j2?)"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("cong-van.md (có phải là cong-van.md.j2?)"), "{}", run.stderr);
    assert!(!run.stderr.contains("README"), "{}", run.stderr);
    let written = fs::read_to_string(out.join("bao-cao-2025-Q3.md")).expect("the report");
    assert!(written.starts_with("Báo cáo quý III năm 2025"), "{written:?}");
}

#[test]
fn templates_are_replaced_file_by_file() {
    let folder = folder();
    let own = folder.path().join("md/phu-luc.md.j2");
    fs::create_dir_all(own.parent().expect("a folder")).expect("a folder");
    write(&own, "PHỤ LỤC RIÊNG {{ period.name }} {{ matrix.rows | length }}\n");
    write(&folder.path().join("khac.j2"), "{% if %}");
    let with_own = ["--templates", arg(folder.path())];
    let (data, period) = (path(EXAMPLES), "2026-Q1");
    let shipped = built(&data, period, "md", &[]);
    let body = shipped.split("---\n\n## Phụ lục I\n").next().expect("a body").trim_end();
    let mine = built(&data, period, "md", &with_own);
    let annexes = mine.strip_prefix(body).expect("the body stays");
    assert_eq!(annexes.trim(), "PHỤ LỤC RIÊNG quý I năm 2026 25");
    assert!(built(&data, period, "html", &with_own) == built(&data, period, "html", &[]));
}

// ---- The day --------------------------------------------------------------------------------

#[test]
fn the_day_is_the_option_then_the_page_then_the_environment() {
    let (folder, data) = copied();
    let out = folder.path().join("out");
    let day = |more: &[&str], epoch: Option<&str>| {
        let words = ["build", arg(&data), "--period", "2025-Q3", "--format", "json"];
        let mut command = command(&[&words[..], &["--out", arg(&out)], more].concat());
        if let Some(epoch) = epoch {
            command.env("SOURCE_DATE_EPOCH", epoch);
        }
        let run = finish(command);
        if run.status != 0 {
            return format!("{} {}", run.status, run.stderr);
        }
        let text = read(&out.join("bao-cao-2025-Q3.json"));
        let view: Value = serde_json::from_str(&text).expect("JSON");
        view["as_of"].as_str().expect("a day").to_owned()
    };
    // 1758931200 is 27/9/2025 in UTC.
    let epoch = Some("1758931200");
    assert_eq!(day(&["--as-of", "2025-10-05"], epoch), "05/10/2025");
    assert_eq!(day(&["--as-of", "5/10/2025"], epoch), "05/10/2025");
    assert_eq!(day(&[], epoch), "22/9/2025");
    let page = data.join("2025-Q3/period.yaml");
    write(&page, read(&page).replace("as_of: 2025-09-22\n", ""));
    assert_eq!(day(&[], epoch), "27/9/2025");
    assert_eq!(day(&["--as-of", "2025-10-05"], epoch), "05/10/2025");
    let refused = day(&[], Some("hôm nay"));
    assert!(refused.starts_with("2 ") && refused.contains("SOURCE_DATE_EPOCH"), "{refused}");
}

/// Errors in the data make a comparison end as a build does; what to type next is in quotes where the
/// folder's name has a space.
#[test]
fn a_draft_that_is_up_to_date_is_a_draft() {
    let folder = folder();
    let data = folder.path().join("Dữ liệu quý IV");
    copy(&path(EXAMPLES).join("2025-Q4"), &data.join("2025-Q4"));
    let out = folder.path().join("van-ban");
    let drafted = build(&data, "2025-Q4", &out, &[]);
    let next = format!("report check \"{}\"", arg(&data.join("2025-Q4")));
    assert_eq!(drafted.status, 1);
    assert!(drafted.stderr.contains(&next), "{}", drafted.stderr);
    for (more, status) in [(&["--check"][..], 1), (&["--check", "--allow-errors"], 0)] {
        let same = build(&data, "2025-Q4", &out, more);
        assert_eq!((same.status, same.stdout.as_str()), (status, ""), "{}", same.stderr);
        assert!(same.stderr.contains("khớp với bản lập mới"), "{}", same.stderr);
        assert!(same.stderr.contains(&next), "{}", same.stderr);
    }
}

/// A report that no folder of data stands behind any more is named, and left alone.
#[test]
fn reports_without_a_folder_of_data_are_named() {
    let folder = folder();
    let data = folder.path().join("du-lieu");
    for period in ["2025-Q2", "2025-Q3"] {
        copy(&path(EXAMPLES).join(period), &data.join(period));
    }
    let out = folder.path().join("van-ban");
    let all = |more: &[&str]| {
        let words = ["build", arg(&data), "--all", "--allow-errors", "--out", arg(&out)];
        run(&[&words[..], more].concat())
    };
    assert!(!all(&[]).stderr.contains("không được lập lại"));
    fs::remove_dir_all(data.join("2025-Q2")).expect("a folder");
    write(&out.join("bao-cao-2024.md"), "kỳ dài");
    write(&out.join("bao-cao-cua-toi.md"), "tệp khác");
    for more in [&[][..], &["--check"]] {
        let run = all(more);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let names = "không được lập lại: bao-cao-2025-Q2.html, bao-cao-2025-Q2.md.";
        assert!(run.stderr.contains(names), "{}", run.stderr);
    }
}
