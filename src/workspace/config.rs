//! `report.yaml`, by which a working folder knows itself: its plan, its templates, where its documents
//! go, and the notice printed on them.
//!
//! Owns the keys, and which paths they may hold. Looks at no disk: what a path leads to is asked of
//! the caller.

use std::sync::Arc;

use crate::decode::yaml::{self, Fields, Node, Value};
use crate::diag::{Diagnostic, Sink};
use crate::plan::CONFIG_PATH;
use crate::source::Source;
use crate::text::fold;

/// The name of the file.
pub const CONFIG: &str = "report.yaml";

/// What a path below the working folder leads to, links followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Nothing is there.
    Missing,
    /// A folder.
    Folder,
    /// Anything that is no folder.
    File,
    /// A link leads out of the working folder, or nowhere.
    Outside,
}

/// The contents of `report.yaml`. Paths are relative to its folder and stay in it; their parts are
/// joined by `/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The folder of the plan, in place of the embedded one.
    pub plan: Option<String>,
    /// The folder of templates that replace embedded ones.
    pub templates: Option<String>,
    /// The folder that documents and letters are written to.
    pub out: Option<String>,
    /// A line printed on every document of a period whose page gives none.
    pub notice: Option<String>,
}

impl Config {
    /// Reads the file; `target` tells what a path leads to. `None` when the sink took an error.
    pub fn load(source: &Source, target: impl Fn(&str) -> Target, sink: &mut Sink) -> Option<Self> {
        let mut found = Sink::new();
        let config = yaml::parse(source, &mut found)
            .and_then(|root| read(&root, &source.name, &target, &mut found));
        let sound = !found.has_errors();
        sink.append(found);
        config.filter(|_| sound)
    }
}

fn read(
    root: &Node,
    name: &Arc<str>,
    target: &dyn Fn(&str) -> Target,
    sink: &mut Sink,
) -> Option<Config> {
    // A file of nothing but comments still marks the top of a working folder.
    if matches!(root.value, Value::Null) {
        return Some(Config::default());
    }
    let mut fields = Fields::of(root, name, sink)?;
    let mut folder = |key, must_exist: bool| {
        let node = fields.optional(key)?;
        let Some(written) = node.text().map(fold::trim).filter(|text| !text.is_empty()) else {
            fields.wrong(node, "tên một thư mục, hoặc null", sink);
            return None;
        };
        let path = relative(written).and_then(|path| match target(&path) {
            Target::Folder => Ok(path),
            Target::Missing if !must_exist => Ok(path),
            Target::Missing => Err(Fault::Missing),
            Target::File => Err(Fault::File),
            Target::Outside => Err(Fault::Link),
        });
        path.map_err(|fault| sink.push(fault.finding(key, node, name, written))).ok()
    };
    let (plan, templates, out) =
        (folder("plan", true), folder("templates", true), folder("out", false));
    let is_read =
        |out: &&String| [&plan, &templates].iter().any(|read| read.as_ref() == Some(*out));
    if let (Some(out), Some(node)) = (out.as_ref().filter(is_read), fields.optional("out")) {
        sink.push(Fault::Read.finding("out", node, name, out));
    }
    let notice = fields.text_if("notice", sink).filter(|text| !fold::trim(text).is_empty());
    let notice = notice.map(str::to_owned);
    fields.finish(sink);
    Some(Config { plan, templates, out, notice })
}

/// Why a path is refused.
#[derive(Debug, Clone, Copy)]
enum Fault {
    Absolute,
    Home,
    Above,
    Control,
    Link,
    Missing,
    File,
    Read,
}

/// The path with its parts joined by `/`; both slashes part, since Windows writes the other one.
fn relative(written: &str) -> Result<String, Fault> {
    if written.contains(char::is_control) {
        return Err(Fault::Control);
    }
    if written.starts_with(['/', '\\']) || written.contains(':') {
        return Err(Fault::Absolute);
    }
    let parts: Vec<&str> =
        written.split(['/', '\\']).filter(|part| !matches!(*part, "" | ".")).collect();
    if parts.contains(&"..") {
        return Err(Fault::Above);
    }
    // A shell would replace it by the home folder; a folder of this name is never meant.
    if parts.first().is_some_and(|part| part.starts_with('~')) {
        return Err(Fault::Home);
    }
    Ok(if parts.is_empty() { ".".to_owned() } else { parts.join("/") })
}

impl Fault {
    fn finding(self, key: &str, node: &Node, name: &Arc<str>, written: &str) -> Diagnostic {
        const BELOW: &str = "đường dẫn tính từ thư mục chứa report.yaml, không ra ngoài thư mục ấy";
        let message = match self {
            Self::Absolute => "là đường dẫn tính từ gốc của ổ đĩa hoặc là địa chỉ",
            Self::Home => "bắt đầu bằng dấu ~, là dấu không được hiểu ở đây",
            Self::Above => "có “..” nên dẫn ngược lên trên",
            Self::Control => "có ký tự điều khiển hoặc xuống dòng",
            Self::Link => "là liên kết dẫn ra ngoài thư mục chứa report.yaml, hoặc liên kết hỏng",
            Self::Missing => "nêu một thư mục không có trong thư mục chứa report.yaml",
            Self::File => "nêu một tệp, ở đây cần một thư mục",
            Self::Read => "nêu thư mục của Kế hoạch hoặc của mẫu, văn bản sẽ nằm lẫn ở đó",
        };
        let help = match (self, key) {
            (Self::Missing | Self::File, _) => {
                "Sửa lại tên thư mục; hoặc ghi null để dùng bản có sẵn trong chương trình. “report init” lập lại thư mục còn thiếu.".to_owned()
            }
            (Self::Read, _) => format!("Nêu một thư mục riêng cho văn bản, ví dụ “{key}: van-ban”."),
            (_, "out") => format!(
                "Viết như “{key}: van-ban”. Thư mục ở nơi khác thì nêu bằng --{key} khi chạy lệnh."
            ),
            _ => format!(
                "Chép thư mục ấy vào cạnh report.yaml, viết như “{key}: {key}”. Thư mục ở nơi khác thì nêu bằng --{key} khi chạy lệnh."
            ),
        };
        let expected = match self {
            Self::Missing | Self::File => "tên một thư mục đang có",
            Self::Read => "một thư mục riêng",
            _ => BELOW,
        };
        let message = format!("Khóa “{key}” {message}.");
        Diagnostic::new(&CONFIG_PATH, node.at().place(name), message)
            .value(written)
            .expected(expected)
            .help(help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code of a finding, its line and its message.
    type Told = (&'static str, Option<u32>, String);

    /// Reads a text as the file of a folder that holds `plan`, `templates`, a file and links.
    fn loaded(text: &str) -> (Option<Config>, Vec<Told>) {
        let target = |path: &str| match path {
            "plan" | "templates" | "a/b" | "." => Target::Folder,
            "tep.txt" => Target::File,
            "ra-ngoai" => Target::Outside,
            _ => Target::Missing,
        };
        let mut sink = Sink::new();
        let config = Config::load(&Source::new(CONFIG, text), target, &mut sink);
        let told = |d: &Diagnostic| (d.code.id, d.place.line(), d.message.clone());
        (config, sink.found().iter().map(told).collect())
    }

    #[test]
    fn every_key_may_be_absent_or_null() {
        for text in ["", "# một lời ghi chú\n", "plan: null\nout:\n", "plan: ~\nnotice: ' '\n"]
        {
            assert_eq!(loaded(text), (Some(Config::default()), Vec::new()), "{text}");
        }
        let (config, found) =
            loaded("plan: ./plan/\ntemplates: a\\b\nout: van-ban//q1\nnotice: Số liệu minh họa\n");
        let text = |text: &str| Some(text.to_owned());
        let expected = Config {
            plan: text("plan"),
            templates: text("a/b"),
            out: text("van-ban/q1"),
            notice: text("Số liệu minh họa"),
        };
        assert_eq!((config, found), (Some(expected), Vec::new()));
        assert_eq!(loaded("plan: .\n").0.unwrap().plan.as_deref(), Some("."));
    }

    #[test]
    fn a_path_that_leaves_the_folder_is_told_with_its_line() {
        for (written, words) in [
            ("/srv/ke-hoach", "gốc của ổ đĩa"),
            ("\\\\may-chu\\chung", "gốc của ổ đĩa"),
            ("'C:\\ke-hoach'", "gốc của ổ đĩa"),
            ("'C:ke-hoach'", "gốc của ổ đĩa"),
            ("file:///srv", "gốc của ổ đĩa"),
            ("'~/ke-hoach'", "dấu ~"),
            ("~ai/ke-hoach", "dấu ~"),
            ("..", "“..”"),
            ("../ke-hoach", "“..”"),
            ("plan/../../x", "“..”"),
            ("plan/..", "“..”"),
            ("..\\x", "“..”"),
            ("\"a\\u0000b\"", "ký tự điều khiển"),
            ("\"a\\nb\"", "ký tự điều khiển"),
            ("ra-ngoai", "liên kết"),
            ("tep.txt", "một tệp"),
        ] {
            for key in ["plan", "templates", "out"] {
                let (config, found) = loaded(&format!("notice: x\n{key}: {written}\n"));
                assert_eq!(config, None, "{key}: {written}");
                let [(code, line, message)] = &found[..] else { panic!("{key}: {found:?}") };
                assert_eq!((*code, *line), ("P024", Some(2)), "{key}: {written}");
                assert!(message.contains(words), "{written}: {message}");
            }
        }
    }

    #[test]
    fn what_is_read_must_be_there_and_what_is_written_need_not() {
        for key in ["plan", "templates"] {
            let (config, found) = loaded(&format!("{key}: ke-hoach\n"));
            assert_eq!((config, found[0].0), (None, "P024"), "{key}");
        }
        assert_eq!(loaded("out: moi\n").0.unwrap().out.as_deref(), Some("moi"));
        // Nor do documents go among the files that are read.
        for text in ["plan: plan\nout: ./plan\n", "templates: a/b\nout: a/b/\n"] {
            let (config, found) = loaded(text);
            assert_eq!((config, found[0].0, found[0].1), (None, "P024", Some(2)), "{text}");
        }
    }

    #[test]
    fn keys_and_values_of_no_sense_are_told() {
        for (text, code) in [
            ("plna: plan\n", "P002"),
            ("Plan: plan\n", "P002"),
            ("plan: [plan]\n", "P018"),
            ("out: {a: b}\n", "P018"),
            ("templates: ' '\n", "P018"),
            ("notice: [a]\n", "P018"),
            ("- plan\n", "P018"),
            ("plan\n", "P018"),
            ("plan: plan\nplan: plan\n", "P001"),
            ("plan: [\n", "P001"),
        ] {
            let (config, found) = loaded(text);
            assert_eq!((config, found.len(), found[0].0), (None, 1, code), "{text}: {found:?}");
        }
        let mut sink = Sink::new();
        Config::load(&Source::new(CONFIG, "templatse: a/b\n"), |_| Target::Folder, &mut sink);
        assert_eq!(sink.found()[0].fix.as_deref(), Some("templates"));
    }
}
