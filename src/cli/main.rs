//! The binary `report`: understands the command line, runs one command, prints what it returned.
//!
//! Owns the streams and the exit status: nothing else in the program prints or ends it. Results go
//! to stdout, everything else to stderr. A closed pipe ends the program quietly; a result that cannot be
//! written otherwise is told and ends it with 2.

mod args;
mod build;
mod check;
mod completions;
mod config;
mod context;
mod crash;
mod documents;
mod explain;
mod figure_table;
mod fix;
mod grid;
mod init;
mod near;
mod plan;
mod publish;
mod remind;
mod schema;
mod status;
mod status_table;
mod template;
mod terminal;
mod theme_table;
mod trace;
mod trace_table;
mod usage;
mod write;

use std::borrow::Cow;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use args::{Args, Command};
use context::Done;
use report::text::visible;
use report::workspace::io_reason;
use usage::Outcome;

fn main() -> ExitCode {
    let done = match usage::parse(std::env::args_os()) {
        Outcome::Run(args) => crash::guarded(args.global.verbose, || run(*args)),
        Outcome::Print { text, to_stderr: true, status } => {
            Done { stderr: text, status, ..Done::default() }
        }
        Outcome::Print { text, status, .. } => Done { stdout: text, status, ..Done::default() },
    };
    print(&done)
}

/// Prints what a command returned. A result that cannot be written is no result; only a reader who
/// has left is told nothing.
fn print(done: &Done) -> ExitCode {
    let text =
        if done.exact { Cow::Borrowed(&*done.stdout) } else { visible::message(&done.stdout) };
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    let mut stderr = visible::message(&done.stderr);
    let mut status = done.status;
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
    {
        let why = io_reason(&error);
        stderr = format!("{stderr}lỗi: Không ghi được kết quả ra đầu ra chuẩn: {why}.\n").into();
        status = 2;
    }
    // Where this fails too, nobody is left to be told.
    let _ = std::io::stderr().write_all(stderr.as_bytes());
    ExitCode::from(status)
}

/// Runs a command with the settings of its working folder.
fn run(mut args: Args) -> Done {
    let config = match config::fill(&mut args) {
        Ok(told) => told,
        Err(error) => return Done::failed(&error),
    };
    let mut done = after_earlier(&args);
    if !args.global.quiet {
        let told = config + &about_plan(&args);
        done.stderr.insert_str(0, &told);
    }
    done
}

/// What is to be known of the plan folder by whoever reads what a command makes of it.
fn about_plan(args: &Args) -> String {
    match &args.command {
        Command::Check(_)
        | Command::Build(_)
        | Command::Status(_)
        | Command::Remind(_)
        | Command::Template(_) => context::warnings_of_plan(&args.global),
        // `plan` tells all of it; of the others none asks who owes what.
        _ => String::new(),
    }
}

/// Runs a command, after what an earlier one left unfinished in the same folder.
fn after_earlier(args: &Args) -> Done {
    let earlier = match earlier(&args.command) {
        Ok(Earlier::Told(told)) => told.filter(|_| !args.global.quiet),
        Ok(Earlier::InTheWay(told)) => return Done { status: 1, ..Done::said(told) },
        Err(error) => return Done::failed(&error),
    };
    let mut done = command(args).unwrap_or_else(|error| Done::failed(&error));
    if let Some(told) = earlier {
        done.stderr.insert_str(0, &format!("{told}\n"));
    }
    done
}

/// What became of the documents of an earlier run that was stopped.
enum Earlier {
    /// They are dealt with; in words, if there were any.
    Told(Option<String>),
    /// They are in the way of a command that only looks.
    InTheWay(String),
}

fn earlier(command: &Command) -> anyhow::Result<Earlier> {
    let out = match command {
        Command::Build(wanted) if wanted.check => {
            return Ok(match write::unfinished(&wanted.out)? {
                Some(told) => Earlier::InTheWay(format!("{told}\n")),
                None => Earlier::Told(None),
            });
        }
        Command::Build(wanted) => &wanted.out,
        Command::Remind(wanted) => &wanted.out,
        Command::Template(wanted) => &wanted.out,
        Command::Init(wanted) => &wanted.folder,
        _ => return Ok(Earlier::Told(None)),
    };
    write::recover(out).map(Earlier::Told)
}

fn command(args: &Args) -> anyhow::Result<Done> {
    match &args.command {
        Command::Check(wanted) => check::run(args, wanted),
        Command::Fix(wanted) => fix::run(args, wanted),
        Command::Build(wanted) => build::run(args, wanted),
        Command::Completions(wanted) => Ok(Done::exact(completions::completions(wanted.shell))),
        Command::Explain(wanted) => Ok(explain::explain(wanted, &args.global)),
        Command::Status(wanted) => status::run(args, wanted),
        Command::Remind(wanted) => remind::run(args, wanted),
        Command::Plan(wanted) => plan::run(&args.global, wanted),
        Command::Template(wanted) => template::run(args, wanted),
        Command::Schema(wanted) => Ok(Done::exact(schema::schema(wanted.name).to_owned())),
        Command::Init(wanted) => init::run(args, wanted),
        Command::Man => Ok(Done::exact(completions::manual())),
    }
}
