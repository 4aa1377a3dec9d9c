//! Files of figures that lie beside a report by name, as the form and `fix` write them:
//! `so-y-te-so-lieu.csv` beside `so-y-te.csv`.

use super::named_rows::bare_name;
use crate::text::compose::composed;

/// How the stem of such a file ends.
pub const FIGURES_END: &str = "-so-lieu";

/// Of the names of files, that of the report beside which a file of figures lies: the one with the
/// same extension, else the only one with the stem.
pub fn report_beside<'n>(
    figures: &str,
    names: impl Iterator<Item = &'n str> + Clone,
) -> Option<&'n str> {
    let key = |name: &str| composed(bare_name(name)).to_lowercase();
    let figures = key(figures);
    let (stem, extension) = figures.rsplit_once('.')?;
    let stem = stem.strip_suffix(FIGURES_END).filter(|stem| !stem.is_empty())?;
    let of_stem = |name: &&str| {
        // Most names differ from the beginning, and need no key.
        let bare = bare_name(name).as_bytes();
        let may_be = !bare.is_ascii()
            || bare.get(..stem.len()).is_some_and(|own| own.eq_ignore_ascii_case(stem.as_bytes()));
        may_be && key(name).rsplit_once('.').is_some_and(|(own, _)| own == stem)
    };
    let mut named = names.filter(of_stem);
    let same = |name: &&str| key(name).rsplit_once('.').is_some_and(|(_, own)| own == extension);
    let exact = named.clone().find(same);
    exact.or_else(|| named.next().filter(|_| named.next().is_none()))
}

#[cfg(test)]
mod tests {
    use super::report_beside;

    #[test]
    fn a_file_of_figures_belongs_to_the_report_of_its_name() {
        let of =
            |figures: &str, names: &[&'static str]| report_beside(figures, names.iter().copied());
        assert_eq!(of("a-so-lieu.csv", &["b.csv", "a.csv"]), Some("a.csv"));
        assert_eq!(of("2025-Q3/A-So-lieu.CSV", &["a.csv"]), Some("a.csv"));
        assert_eq!(of("sơ\u{309}-so-lieu.csv", &["sở.csv"]), Some("sở.csv"), "decomposed");
        assert_eq!(of("a-so-lieu.csv", &["a.xlsx", "a.csv"]), Some("a.csv"));
        assert_eq!(of("a-so-lieu.csv", &["a.xlsx"]), Some("a.xlsx"));
        assert_eq!(of("a-so-lieu.csv", &["a.xlsx", "a.ods"]), None, "which one is unknown");
        assert_eq!(of("a-so-lieu.csv", &["ab.csv", "a-so-lieu.csv"]), None);
        assert_eq!(of("so-lieu.csv", &["a.csv"]), None);
        assert_eq!(of("-so-lieu.csv", &[".csv"]), None);
    }
}
