//! What other programs show of the command line: completions of the shells and the manual page.
//!
//! Owns turning the described command line into those two texts, and the Vietnamese words where
//! clap_complete and clap_mangen would put English ones. Must not describe anything anew, and must
//! not print: `main` does.

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use super::usage;

/// The script that teaches a shell the commands and options.
pub(crate) fn completions(shell: Shell) -> String {
    let mut command = usage::command();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "report", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    // Only zsh shows words that are not taken from the help.
    if shell == Shell::Zsh { in_vietnamese(&script, &command) } else { script }
}

/// Names of groups and of positional arguments as zsh shows them above its list.
fn in_vietnamese(script: &str, command: &Command) -> String {
    let mut script = script.replace(" commands' commands", ": các lệnh' commands");
    let mut open = vec![command];
    while let Some(command) = open.pop() {
        for arg in command.get_positionals() {
            let name = arg.get_value_names().and_then(|names| names.first());
            if let Some(name) = name {
                script = script.replace(&format!(":{} -- ", arg.get_id()), &format!(":{name} -- "));
            }
        }
        open.extend(command.get_subcommands());
    }
    script
}

/// The manual page of the whole program, as roff in UTF-8.
pub(crate) fn manual() -> String {
    let command = usage::command();
    let version = command.get_version().unwrap_or_default().to_owned();
    let man = Man::new(command.clone());
    // The encoding, for man; then no hyphens and an even gap: roff knows no Vietnamese syllables.
    let mut page = format!(
        ".\\\" -*- coding: UTF-8 -*-\n.TH REPORT 1 \"\" \"report {version}\" \"Hướng dẫn sử dụng\"\n\
         .nh\n.ad l\n"
    );
    page += &section(|out| man.render_name_section(out)).replace(".SH NAME", ".SH TÊN");
    page += &section(|out| man.render_synopsis_section(out)).replace("SYNOPSIS", "\"CÁCH DÙNG\"");
    page += &section(|out| man.render_description_section(out)).replace("DESCRIPTION", "\"MÔ TẢ\"");
    page += ".SH LỆNH\n";
    for sub in command.get_subcommands() {
        page += &chapter(sub, "report");
    }
    page += &section(|out| man.render_options_section(out));
    let (examples, exit) = after(&command);
    page += &format!(".SH \"VÍ DỤ\"\n{examples}.SH \"MÃ THOÁT\"\n{exit}");
    page
}

/// What the page says of one command and of those under it.
fn chapter(command: &Command, above: &str) -> String {
    let path = format!("{above} {}", command.get_name());
    // Taken by itself the command has no common options: they stand once, at the end of the page.
    let man = Man::new(command.clone().bin_name(&path));
    let mut text = format!(".SS \"{}\"\n", escaped(&path));
    text += &body(&section(|out| man.render_description_section(out)));
    text += ".PP\nCách dùng:\n";
    text += &body(&section(|out| man.render_synopsis_section(out)));
    if command.get_arguments().next().is_some() {
        text += &body(&section(|out| man.render_options_section(out)));
    }
    text += &format!(".PP\nVí dụ:\n{}", after(command).0);
    for sub in command.get_subcommands() {
        text += &chapter(sub, &path);
    }
    text
}

/// One section of clap_mangen's, without the two lines that it puts before each.
fn section(render: impl Fn(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    render(&mut bytes).expect("a vector takes every byte");
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().filter(|line| !line.starts_with(".ie ") && !line.starts_with(".el "));
    lines.map(|line| format!("{line}\n")).collect()
}

/// A section without its heading: inside a chapter the arguments follow each other.
fn body(section: &str) -> String {
    let lines = section.lines().filter(|line| !line.starts_with(".SH "));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The examples and the exit statuses that stand after the long help, line for line.
fn after(command: &Command) -> (String, String) {
    let text = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let (examples, exit) = text.split_once("\n\n").unwrap_or((&text, ""));
    (as_it_stands(examples), as_it_stands(exit))
}

/// A block whose lines are kept; its heading is left out.
fn as_it_stands(block: &str) -> String {
    let lines: String = block.lines().skip(1).map(|line| format!("{}\n", escaped(line))).collect();
    format!(".nf\n{lines}.fi\n")
}

/// Text that roff takes for text.
fn escaped(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-");
    if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
}
