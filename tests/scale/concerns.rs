//! Documents, difficulties and proposals that the body counts are those that can be counted in the
//! annex that it names.

use std::collections::BTreeSet;

use report::plan::Kind;

use super::complete::details;
use super::counts::{UNITS, counted, is_unit, kind_of, number, quarters};
use super::document::{Block, blocks};

/// The first paragraph of a section in which these words stand.
fn told<'a>(blocks: &'a [Block], section: &str, words: &str) -> Option<&'a str> {
    let of_section = blocks.iter().filter(|block| block.section.starts_with(section));
    of_section.filter_map(Block::text).find(|text| text.contains(words))
}

/// Documents by body, by kind of body and by what they are.
#[test]
fn documents_are_counted_as_the_annex_lists_them() {
    for made in quarters() {
        let blocks = blocks(&made.markdown);
        let annex = blocks.iter().filter(|block| !block.is_of_body());
        let listed: Vec<(&str, usize, &str)> = annex
            .filter_map(|block| {
                let count = number(block.cell("Số văn bản")?);
                Some((block.cell("Cơ quan")?, count, block.cell("Văn bản")?))
            })
            .collect();
        let text = told(&blocks, "I.", " văn bản chỉ đạo").expect("documents are told");
        let numbers = counted(text);
        let with = |words: &str| {
            let found = numbers.iter().find(|(_, of)| of.starts_with(words));
            found.map_or(0, |(count, _)| *count)
        };
        let at = format!("{}: {text}", made.name);
        assert_eq!(with("cơ quan"), listed.len(), "{at}");
        assert_eq!(
            with("văn bản"),
            listed.iter().map(|(_, count, _)| count).sum::<usize>(),
            "{at}"
        );
        for (words, kind) in [
            ("sở", Kind::Department),
            ("đoàn thể", Kind::MassOrganisation),
            ("cơ quan tư pháp", Kind::Judiciary),
        ] {
            let here = listed.iter().filter(|(name, ..)| kind_of(name) == kind).count();
            // The court's words begin as those of all bodies do.
            let told = numbers.iter().rfind(|(_, of)| of.starts_with(words));
            assert_eq!(told.map_or(0, |(count, _)| *count), here, "{at}: {words}");
        }
        let units = listed.iter().filter(|(name, ..)| is_unit(name)).count();
        let told = numbers.iter().find(|(_, of)| UNITS.iter().any(|unit| of.starts_with(unit)));
        assert_eq!(told.map_or(0, |(count, _)| *count), units, "{at}: units");
        let documents = listed.iter().map(|(_, _, list)| *list).collect::<Vec<_>>().join(" ");
        for (words, sign) in [
            ("kế hoạch", "/KH-"),
            ("báo cáo", "/BC-"),
            ("quyết định", "/QĐ-"),
            ("kết luận", "/KL-"),
        ] {
            assert_eq!(with(words), documents.matches(sign).count(), "{at}: {words}");
        }
        let own = listed.iter().find(|(name, ..)| *name == "Sở Y tế").map_or(0, |(_, n, _)| *n);
        assert!(text.contains(&format!("Sở Y tế ban hành {own} văn bản")), "{at}: {own}");
    }
}

/// Difficulties and who states them, and their sum over the themes.
#[test]
fn difficulties_are_counted_as_the_annex_lists_them() {
    let mut tables = 0;
    for made in quarters() {
        let blocks = blocks(&made.markdown);
        let details = details(made);
        let stating: Vec<&str> = details
            .iter()
            .flat_map(|((_, agency), rows)| rows.iter().map(move |row| (agency, row)))
            .filter(|(_, row)| row.cell("Khó khăn").is_some_and(|text| !text.is_empty()))
            .map(|(agency, _)| agency.as_str())
            .collect();
        let text = told(&blocks, "V.", " khó khăn, vướng mắc (nguyên văn").expect("a count");
        let numbers = counted(text);
        let at = format!("{}: {text}", made.name);
        let bodies = stating.iter().collect::<BTreeSet<_>>().len();
        assert_eq!(numbers[0].0, bodies, "{at}");
        let all = numbers.iter().find(|(_, of)| of.starts_with("khó khăn")).expect("a count").0;
        assert_eq!(all, stating.len(), "{at}");
        let table = blocks.iter().filter(|block| block.section.starts_with("V."));
        let rows: Vec<usize> = table.filter_map(|row| row.cell("Số dòng").map(number)).collect();
        if !rows.is_empty() {
            tables += 1;
            assert_eq!(rows.iter().sum::<usize>(), stating.len(), "{at}: the table of themes");
        }
    }
    assert!(tables >= 2, "tables of themes are found: {tables}");
}

/// Whose proposals to this body the analyst makes those of the consolidating body.
fn adopted<'a>(blocks: &'a [Block], name: &str) -> Vec<&'a str> {
    let own = blocks.iter().filter(|block| block.part.starts_with("1. Sở Y tế kiến nghị"));
    let own = own.filter_map(Block::text).filter(|text| text.contains(&format!(") {name}: ")));
    let said = own.flat_map(|text| text.split("theo đề nghị của ").skip(1));
    said.filter_map(|rest| rest.split(')').next()).collect()
}

/// Proposals and who makes them, by whom they are made to.
#[test]
fn proposals_are_counted_as_the_annex_lists_them() {
    let mut seen = 0;
    for made in quarters() {
        let blocks = blocks(&made.markdown);
        let details = details(made);
        let made_by: Vec<(&str, &str)> = details
            .iter()
            .flat_map(|((_, agency), rows)| rows.iter().map(move |row| (agency, row)))
            .filter_map(|(agency, row)| Some((agency.as_str(), row.cell("Kiến nghị")?)))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let distinct = |found: &[&(&str, &str)]| {
            found.iter().map(|(agency, _)| *agency).collect::<BTreeSet<_>>().len()
        };
        let text = told(&blocks, "VII.", " kiến nghị (nguyên văn").expect("a count");
        let numbers = counted(text);
        let at = format!("{}: {text}", made.name);
        assert_eq!(numbers[0].0, distinct(&made_by.iter().collect::<Vec<_>>()), "{at}");
        let all = numbers.iter().find(|(_, of)| of.starts_with("kiến nghị")).expect("a count").0;
        assert_eq!(all, made_by.len(), "{at}");
        let to = |name: &str| -> Vec<&(&str, &str)> {
            let name = name.strip_suffix(" Khánh Hòa").unwrap_or(name);
            let asks = |text: &str| {
                let asked = text.strip_prefix("Đề nghị ").or(text.strip_prefix("Kiến nghị "));
                asked.is_some_and(|asked| asked.starts_with(name))
            };
            let others = made_by.iter().filter(|(agency, _)| *agency != "Sở Y tế");
            others.filter(|(_, text)| asks(text)).collect()
        };
        for text in blocks.iter().filter(|b| b.section.starts_with("VII.")).filter_map(Block::text)
        {
            let Some((_, rest)) = text.split_once(") Với ") else { continue };
            let Some((name, rest)) = rest.split_once(" (") else { continue };
            // What is told together with others cannot be told apart by its name.
            if name.ends_with(" khác") {
                continue;
            }
            let told = counted(rest);
            let adopted = adopted(&blocks, name);
            let found = to(name);
            let found: Vec<_> = found.into_iter().filter(|(of, _)| !adopted.contains(of)).collect();
            assert_eq!(told[0].0, found.len(), "{} {name}: {text}", made.name);
            assert_eq!(told[1].0, distinct(&found), "{} {name}: {text}", made.name);
            seen += 1;
        }
        let own = blocks.iter().filter(|b| b.part.starts_with("3. Kiến nghị gửi"));
        let own = own.filter_map(Block::text).filter(|text| text.contains(" kiến nghị của "));
        let own: usize = own.map(|text| counted(text)[0].0).sum();
        assert_eq!(own, to("Sở Y tế").len(), "{}: what is asked of Sở Y tế", made.name);
    }
    assert!(seen > 8, "addressees are found: {seen}");
}
