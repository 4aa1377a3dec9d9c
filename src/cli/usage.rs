//! The words around the arguments: help and usage errors, wholly in Vietnamese.
//!
//! Owns the layout of the help, the `help` command and the wording of every fault of the command
//! line. Must not print, end the process, or know what a command does; what clap would have said
//! in English is rebuilt here from the kind of its error and the context that comes with it. Longer
//! than other files because every fault of the command line is worded here.

use std::ffi::OsString;

use clap::builder::Styles;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches, ValueHint};

use report::text::visible;

use super::args::{Args, COMMON};
use super::near::nearest;

/// What the command line asks for.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// A command to run.
    Run(Box<Args>),
    /// A text to print as it stands, and the exit status to end with.
    Print { text: String, to_stderr: bool, status: u8 },
}

const TEMPLATE: &str = "\
{about-with-newline}
Cách dùng: {usage}

{all-args}{after-help}
";

const HELP_EXAMPLES: &str = "\
Ví dụ:
  report help check
      Xem hướng dẫn của lệnh check
  report help plan show
      Xem hướng dẫn của lệnh show trong plan";

/// Understands the command line, its first word being the program; prints nothing.
pub(crate) fn parse(argv: impl IntoIterator<Item = OsString>) -> Outcome {
    let argv: Vec<OsString> = argv.into_iter().collect();
    let mut command = command();
    let matches = match command.try_get_matches_from_mut(&argv) {
        Ok(matches) => matches,
        Err(error) => return refused(&command, &argv, &error),
    };
    if let Some(("help", asked)) = matches.subcommand() {
        let names = asked.get_many::<String>("command").unwrap_or_default();
        return help(&mut command, names.map(String::as_str));
    }
    let mut args = match Args::from_arg_matches(&matches) {
        Ok(args) => args,
        Err(error) => return refused(&command, &argv, &error),
    };
    // clap compares only the options of one level, and these may stand on two.
    if args.global.quiet && args.global.verbose {
        let problem = Problem::new("Không dùng “--quiet” cùng với “--verbose”.");
        return problem.print(place(&command, &argv));
    }
    let asked = matches.subcommand().map(|(_, asked)| asked);
    let source = asked.filter(|asked| asked.ids().any(|id| id == "out"));
    args.global.out_is_given = source.and_then(|asked| asked.value_source("out"))
        == Some(clap::parser::ValueSource::CommandLine);
    Outcome::Run(Box::new(args))
}

/// The command line as clap knows it, with every word of its help in Vietnamese.
pub(crate) fn command() -> Command {
    let help_flag = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .global(true)
        .help("Xem hướng dẫn: -h ngắn gọn, --help đầy đủ");
    let version_flag = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help("Xem phiên bản của chương trình");
    let names = Arg::new("command")
        .value_name("LỆNH")
        .action(ArgAction::Append)
        .num_args(0..)
        .value_hint(ValueHint::Other)
        .help("Lệnh cần xem; lệnh con viết tiếp theo, ví dụ: plan check");
    let help = Command::new("help")
        .about("Xem hướng dẫn đầy đủ của một lệnh")
        .after_long_help(HELP_EXAMPLES)
        .arg(names);
    let command = Args::command()
        .disable_help_subcommand(true)
        .styles(Styles::plain())
        // After every other option, whatever comes to stand there.
        .arg(help_flag.help_heading(COMMON).display_order(98))
        .arg(version_flag.help_heading(COMMON).display_order(99))
        .subcommand(help);
    in_vietnamese(command, "report")
}

fn in_vietnamese(command: Command, path: &str) -> Command {
    let exit = exit_statuses(path);
    let long = match command.get_after_long_help() {
        Some(examples) => format!("{examples}\n\n{exit}"),
        None => exit,
    };
    let usage = usage_line(&command, path);
    command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .help_template(TEMPLATE)
        .override_usage(usage)
        .subcommand_help_heading("Lệnh")
        .subcommand_value_name("LỆNH")
        .after_help(format!("Xem đầy đủ, có ví dụ: {path} --help"))
        .after_long_help(long)
        .mut_args(explained)
        .mut_subcommands(|sub| {
            let path = format!("{path} {}", sub.get_name());
            in_vietnamese(sub, &path)
        })
}

fn exit_statuses(path: &str) -> String {
    let (good, bad) = match path {
        "report" => ("Không có lỗi; có thể còn cảnh báo", "Có lỗi trong dữ liệu"),
        "report check" => (
            "Không có lỗi; có thể còn cảnh báo",
            "Có lỗi trong dữ liệu; với --strict: có lỗi hoặc cảnh báo",
        ),
        "report fix" => (
            "Bản đã sửa không còn lỗi; có thể còn cảnh báo",
            "Bản đã sửa còn lỗi phải sửa tay; hoặc chưa đọc được bảng nên không ghi gì",
        ),
        "report build" => (
            "Đã lập xong, mọi dòng đều được tính; với --check: văn bản vẫn đúng",
            "Có lỗi làm dòng số liệu không được tính, với --check cũng vậy, trừ khi nêu --allow-errors; với --check: có văn bản khác hoặc chưa có",
        ),
        // A plan with errors cannot be run on: that is 2, as in every other command.
        "report plan check" => ("Không có lỗi; có thể còn cảnh báo", ""),
        _ => ("Đã làm xong", ""),
    };
    let bad = if bad.is_empty() { String::new() } else { format!("\n  1  {bad}") };
    let failed = match path {
        "report plan check" => {
            "Kế hoạch có lỗi; hoặc không chạy được: gõ sai lệnh, không đọc được tệp"
        }
        "report check" => {
            "Không chạy được: gõ sai lệnh, không có tệp đã nêu hoặc không có gì để kiểm tra, không ghi được tệp, Kế hoạch hỏng"
        }
        "report fix" | "report template" | "report init" => {
            "Không chạy được: gõ sai lệnh, không đọc hoặc không ghi được tệp, Kế hoạch hỏng"
        }
        "report plan" | "report plan show" | "report plan trace" => {
            "Không chạy được: gõ sai lệnh, không đọc được tệp, Kế hoạch hỏng"
        }
        "report status" => {
            "Không chạy được: gõ sai lệnh, không đọc được tệp, Kế hoạch hoặc mẫu hỏng"
        }
        "report explain" => "Không chạy được: gõ sai lệnh, không có mã ấy",
        "report schema" | "report completions" | "report man" | "report help" => {
            "Không chạy được: gõ sai lệnh"
        }
        _ => {
            "Không chạy được: gõ sai lệnh, không đọc hoặc không ghi được tệp, Kế hoạch hoặc mẫu hỏng"
        }
    };
    format!("Mã thoát (con số để lệnh khác biết kết quả):\n  0  {good}{bad}\n  2  {failed}")
}

/// `report build [TÙY_CHỌN] --period <KỲ> [DỮ_LIỆU]`.
fn usage_line(command: &Command, path: &str) -> String {
    let mut line = format!("{path} [TÙY_CHỌN]");
    let required = command.get_opts().filter(|option| option.is_required_set());
    for arg in required.chain(command.get_positionals()) {
        line += " ";
        line += &notation(arg);
    }
    if command.has_subcommands() {
        line += " <LỆNH>";
    }
    line
}

/// `--period <KỲ>`, `[DỮ_LIỆU]`; clap's own can be had only of a command that it has built.
fn notation(arg: &Arg) -> String {
    let name = arg.get_value_names().map(|names| names.join(" ")).unwrap_or_default();
    let many = if matches!(arg.get_action(), ArgAction::Append) { "..." } else { "" };
    match arg.get_long() {
        Some(long) => format!("--{long} <{name}>"),
        None if arg.is_required_set() => format!("<{name}>{many}"),
        None => format!("[{name}]{many}"),
    }
}

/// An argument whose help says its values and its default, in place of clap's English notes.
fn explained(arg: Arg) -> Arg {
    let heading = match arg.get_help_heading() {
        Some(heading) => heading.to_owned(),
        None if arg.is_positional() => "Tham số".to_owned(),
        None => "Tùy chọn".to_owned(),
    };
    let mut arg = arg.help_heading(heading);
    if !arg.get_action().takes_values() {
        return arg;
    }
    let values = arg.get_possible_values();
    let values: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
    let defaults = arg.get_default_values();
    let defaults: Vec<_> = defaults.iter().map(|value| value.to_string_lossy()).collect();
    let (values, default) = (values.join(", "), defaults.join(","));
    // What would not fit on its line is left to the long help.
    let is_long = values.chars().count() > 60;
    let (short, long) = match (values.is_empty(), default.is_empty()) {
        (true, true) => return arg.hide_default_value(true).hide_possible_values(true),
        (true, false) => (format!("mặc định: {default}"), format!("Mặc định: {default}")),
        (false, true) if is_long => ("giá trị: xem --help".into(), format!("Giá trị: {values}")),
        (false, true) => (format!("giá trị: {values}"), format!("Giá trị: {values}")),
        (false, false) => (
            format!("giá trị: {values}; mặc định: {default}"),
            format!("Giá trị: {values}. Mặc định: {default}"),
        ),
    };
    arg = arg.hide_default_value(true).hide_possible_values(true);
    let short = arg.get_help().map(|help| format!("{help} ({short})"));
    let long = arg.get_long_help().map(|help| format!("{help}\n\n{long}"));
    if let Some(short) = short {
        arg = arg.help(short);
    }
    if let Some(long) = long {
        arg = arg.long_help(long);
    }
    arg
}

/// `report help plan check`: the long help of the command that the names lead to.
fn help<'a>(command: &mut Command, names: impl Iterator<Item = &'a str>) -> Outcome {
    // Hands the common options down to every command.
    command.build();
    let mut found = command;
    let mut path = "report".to_owned();
    for name in names {
        if found.find_subcommand(name).is_none() {
            return unknown_command(found, name).print((found, path));
        }
        path = format!("{path} {name}");
        found = found.find_subcommand_mut(name).expect("just found");
    }
    page(found.render_long_help().to_string(), 0)
}

/// What clap did not accept, or a page it was asked for.
fn refused(command: &Command, argv: &[OsString], error: &clap::Error) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => page(error.render().to_string(), 0),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => page(error.render().to_string(), 2),
        _ => {
            let (at, path) = place(command, argv);
            problem(error, command, at).print((at, path))
        }
    }
}

/// A page of help, without the spaces that clap leaves on its empty lines.
fn page(text: String, status: u8) -> Outcome {
    let text = text.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    Outcome::Print { text, to_stderr: status != 0, status }
}

/// The command that the command line had reached, and how one gets there.
fn place<'a>(command: &'a Command, argv: &[OsString]) -> (&'a Command, String) {
    let (mut at, mut path) = (command, "report".to_owned());
    let mut words = argv.iter().skip(1).map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        if word == "--" {
            break;
        }
        if word.starts_with('-') {
            // A value in the next word is no name of a command.
            let takes_next = [at, command].iter().flat_map(|c| c.get_opts()).any(|option| {
                option.get_action().takes_values()
                    && option.get_long().is_some_and(|long| word == format!("--{long}"))
            });
            if takes_next {
                words.next();
            }
        } else if let Some(sub) = at.find_subcommand(word.as_ref()) {
            at = sub;
            path = format!("{path} {word}");
        } else {
            break;
        }
    }
    (at, path)
}

/// A fault of the command line, in words.
struct Problem {
    sentence: String,
    hints: Vec<String>,
}

impl Problem {
    fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), hints: Vec::new() }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Names what is nearest to a mistyped word, where anything is near.
    fn did_you_mean<'a>(self, typed: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(typed, names).as_slice() {
            [] => self,
            near => self.hint(format!("Có phải ý là “{}”?", near.join("” hay “"))),
        }
    }

    fn print(self, (at, path): (&Command, String)) -> Outcome {
        let mut text = format!("lỗi: {}\n", self.sentence);
        for hint in &self.hints {
            text += &format!("  {hint}\n");
        }
        text += &format!("\nCách dùng: {}\nXem: {path} --help\n", usage_line(at, &path));
        Outcome::Print { text, to_stderr: true, status: 2 }
    }
}

/// The wording of every kind of fault that clap can report.
fn problem(error: &clap::Error, command: &Command, at: &Command) -> Problem {
    let arg = context(error, ContextKind::InvalidArg);
    let arg = arg.trim_end_matches('.').to_owned();
    let value = context(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => unknown_argument(command, at, &arg),
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand);
            unknown_command(at, &name)
        }
        ErrorKind::MissingSubcommand => {
            Problem::new("Còn thiếu tên lệnh.").hint(format!("Các lệnh: {}", names(at)))
        }
        ErrorKind::MissingRequiredArgument => {
            let problem = Problem::new(format!("Còn thiếu {arg}."));
            if arg.contains("--agency") && arg.contains("--period") {
                problem.hint("Ví dụ: --agency so-tu-phap --period 2025-Q3")
            } else if arg.contains("--period") {
                problem.hint("Ví dụ: --period 2025-Q3")
            } else if arg.contains("--agency") {
                problem.hint("Ví dụ: --agency so-tu-phap")
            } else {
                with_values(problem, at, &arg)
            }
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            let said = if arg.starts_with('-') {
                "cần có giá trị"
            } else {
                "không được để trống"
            };
            with_valid(Problem::new(format!("{arg} {said}.")), error)
        }
        ErrorKind::InvalidValue => {
            let sentence = format!("Giá trị “{value}” không dùng được cho {arg}.");
            let valid = list(error, ContextKind::ValidValue);
            let problem = Problem::new(sentence);
            with_valid(problem.did_you_mean(&value, valid.iter().map(String::as_str)), error)
        }
        ErrorKind::ValueValidation => {
            let problem = Problem::new(format!("Giá trị “{value}” không dùng được cho {arg}."));
            match std::error::Error::source(error) {
                Some(why) => problem.hint(why.to_string()),
                None => problem,
            }
        }
        ErrorKind::TooManyValues => {
            Problem::new(format!("{arg} không nhận thêm giá trị “{value}”."))
        }
        ErrorKind::TooFewValues => few(error, &arg, ContextKind::MinValues),
        ErrorKind::WrongNumberOfValues => few(error, &arg, ContextKind::ExpectedNumValues),
        ErrorKind::NoEquals => Problem::new(format!("{arg} cần dấu = trước giá trị.")),
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg);
            if other == arg {
                Problem::new(format!("{arg} chỉ được dùng một lần."))
            } else {
                Problem::new(format!("Không dùng {arg} cùng với {other}."))
            }
        }
        ErrorKind::InvalidUtf8 => {
            Problem::new("Có tham số không đọc được: không phải chữ theo bảng mã UTF-8.")
        }
        _ => Problem::new("Dòng lệnh viết chưa đúng."),
    }
}

fn unknown_argument(command: &Command, at: &Command, arg: &str) -> Problem {
    if !arg.starts_with('-') {
        if at.find_subcommand(arg).is_some() {
            let sentence = format!("“{arg}” đứng sau “--” nên không được hiểu là tên lệnh.");
            return Problem::new(sentence).hint("Bỏ dấu “--” đứng trước.");
        }
        return Problem::new(format!("Thừa tham số “{arg}”."));
    }
    let problem = Problem::new(format!("Không có tùy chọn “{arg}”."));
    let owners = owners(command, arg, "report");
    match owners.as_slice() {
        [] => {
            // The options of the whole program may stand here too.
            let options = at.get_arguments().chain(command.get_arguments());
            let mut names: Vec<String> =
                options.filter_map(Arg::get_long).map(|long| format!("--{long}")).collect();
            names.sort();
            names.dedup();
            problem.did_you_mean(arg, names.iter().map(String::as_str))
        }
        [root] if root == "report" => problem.hint(format!("Chỉ dùng: report {arg}")),
        _ => {
            let owners = owners.join("”, “");
            problem.hint(format!("Đây là tùy chọn của “{owners}”; viết sau tên lệnh."))
        }
    }
}

/// The commands that take this option by exactly this name.
fn owners(command: &Command, arg: &str, path: &str) -> Vec<String> {
    let named = |option: &Arg| {
        arg.strip_prefix("--").is_some_and(|long| option.get_long() == Some(long))
            || arg
                .strip_prefix('-')
                .is_some_and(|short| option.get_short().is_some_and(|own| short == own.to_string()))
    };
    let mut owners = Vec::new();
    if command.get_arguments().any(named) {
        owners.push(path.to_owned());
    }
    for sub in command.get_subcommands() {
        owners.extend(self::owners(sub, arg, &format!("{path} {}", sub.get_name())));
    }
    owners
}

fn unknown_command(at: &Command, name: &str) -> Problem {
    let problem = Problem::new(format!("Không có lệnh “{}”.", visible::line(name)))
        .did_you_mean(name, at.get_subcommands().map(Command::get_name));
    if at.has_subcommands() { problem.hint(format!("Các lệnh: {}", names(at))) } else { problem }
}

fn few(error: &clap::Error, arg: &str, wanted: ContextKind) -> Problem {
    let wanted = context(error, wanted);
    let given = context(error, ContextKind::ActualNumValues);
    Problem::new(format!("{arg} cần {wanted} giá trị, mới có {given}."))
}

/// Adds the values that clap says are possible.
fn with_valid(problem: Problem, error: &clap::Error) -> Problem {
    let valid = context(error, ContextKind::ValidValue);
    if valid.is_empty() {
        problem
    } else {
        problem.hint(format!("Giá trị dùng được: {valid}"))
    }
}

/// Adds the possible values of an argument that is missing altogether.
fn with_values(problem: Problem, at: &Command, arg: &str) -> Problem {
    let found = at.get_arguments().find(|candidate| notation(candidate) == arg);
    let values = found.map(Arg::get_possible_values).unwrap_or_default();
    let values: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
    if values.is_empty() {
        problem
    } else {
        problem.hint(format!("Giá trị dùng được: {}", values.join(", ")))
    }
}

fn names(command: &Command) -> String {
    command.get_subcommands().map(Command::get_name).collect::<Vec<_>>().join(", ")
}

/// A context of the error as text, several joined by commas; empty where there is none.
fn context(error: &clap::Error, kind: ContextKind) -> String {
    let text = match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    visible::line(&text)
}

/// A context of the error as several texts.
fn list(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}
