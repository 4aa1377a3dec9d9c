//! The documents of a run: written into their folder, or compared with what is there. As many are
//! made at once as there are cores, and none whole in memory.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use report::render::{Document, Format, WriteError};
use report::threads::on_all_cores;
use report::workspace::{Error, shown};

use super::args::{Args, Build, BuildFormat};
use super::context::{self, Done};
use super::write::{self, Aside, Batch};

/// What becomes of documents.
#[derive(Debug)]
pub(crate) enum Documents {
    /// They are written, all or none.
    Written(Batch),
    /// They are compared with those in a folder.
    Compared {
        /// Where those lie.
        folder: PathBuf,
        /// The files that differ, a line each.
        told: String,
    },
}

impl Documents {
    /// Documents for a folder, to be written or only compared.
    pub(crate) fn new(folder: &Path, check: bool) -> anyhow::Result<Self> {
        Ok(match check {
            true => Self::Compared { folder: folder.to_owned(), told: String::new() },
            false => Self::Written(Batch::new(folder)?),
        })
    }

    /// Takes the next documents. Of several faults the first document's is told.
    pub(crate) fn add(&mut self, documents: &[Document<'_>]) -> anyhow::Result<()> {
        match self {
            Self::Written(batch) => {
                let write = |(document, aside): (&Document<'_>, Aside)| {
                    aside.write(|out| document.write(out))
                };
                let asides = documents.iter().map(|d| Ok((d, batch.next(&d.name)?)));
                let asides = asides.collect::<anyhow::Result<Vec<_>>>()?;
                on_all_cores(asides, write).into_iter().collect()
            }
            Self::Compared { folder, told } => {
                let compared = |document: &Document<'_>| -> anyhow::Result<String> {
                    let path = write::inside(folder, &document.name)?;
                    compare(document, &path).map_err(|why| match why {
                        WriteError::Template(fault) => Error::from(fault).into(),
                        WriteError::Io(error) => Error::file(&path, &error).into(),
                    })
                };
                for line in on_all_cores(documents.iter().collect(), compared) {
                    *told += &line?;
                }
                Ok(())
            }
        }
    }

    /// Moves them into place, and lists what was written or what differs.
    pub(crate) fn finish(self) -> anyhow::Result<Done> {
        match self {
            Self::Written(batch) => {
                let written = batch.finish()?;
                let stdout = written.iter().map(|path| format!("{}\n", shown(path))).collect();
                Ok(Done::said(stdout))
            }
            Self::Compared { told, folder } => {
                let same = format!("Văn bản trong “{}” khớp với bản lập mới.\n", shown(&folder));
                let (status, stderr) = if told.is_empty() { (0, same) } else { (1, String::new()) };
                Ok(Done { stdout: told, status, stderr, ..Done::default() })
            }
        }
    }

    /// The same for a build: says what there is to say, and whether the documents are drafts.
    pub(crate) fn told(
        self,
        args: &Args,
        build: &Build,
        notes: Vec<String>,
        (data_errors, more): (usize, &str),
    ) -> anyhow::Result<Done> {
        let mut done = self.finish()?;
        done.stderr += &context::lines(notes);
        done.stderr += &context::stray_templates(&args.global);
        if data_errors > 0 {
            done.stderr += &format!(
                "Còn {data_errors} lỗi dữ liệu: văn bản là dự thảo, các dòng có lỗi không được tính, liệt kê ở phụ lục cùng lý do.{more}\n",
            );
            if !build.allow_errors {
                done.status = done.status.max(1);
            }
        }
        if args.global.quiet {
            done.stderr.clear();
        }
        Ok(done)
    }
}

/// The requested formats, each once.
pub(crate) fn document_formats(formats: &[BuildFormat]) -> Vec<Format> {
    let mut selected: Vec<Format> = formats
        .iter()
        .map(|format| match format {
            BuildFormat::Md => Format::Markdown,
            BuildFormat::Html => Format::Html,
            BuildFormat::Json => Format::Json,
        })
        .collect();
    selected.sort_unstable();
    selected.dedup();
    selected
}

/// Names a file that differs from a document.
fn compare(document: &Document<'_>, path: &Path) -> Result<String, WriteError> {
    match File::open(path) {
        Ok(file) => {
            let same = Same { there: BufReader::new(file), is_same: true };
            let mut out = BufWriter::new(same);
            document.write(&mut out)?;
            let mut same = out.into_inner().map_err(io::IntoInnerError::into_error)?;
            if same.is_same && same.there.fill_buf()?.is_empty() {
                return Ok(String::new());
            }
            Ok(format!("{}: khác với bản lập mới\n", shown(path)))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // A fault of the templates is told all the same.
            document.write(&mut io::sink())?;
            Ok(format!("{}: chưa có\n", shown(path)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Compares what is written to it with a file.
struct Same {
    there: BufReader<File>,
    is_same: bool,
}

impl Write for Same {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        if !self.is_same || text.is_empty() {
            return Ok(text.len());
        }
        let there = self.there.fill_buf()?;
        let length = there.len().min(text.len());
        self.is_same = length > 0 && there[..length] == text[..length];
        self.there.consume(length);
        Ok(if self.is_same { length } else { text.len() })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
