//! Properties of the text floor over generated input, and the order of names held against ICU.

use chrono::NaiveDate;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorPreferences};
use proptest::prelude::*;
use report::diag::Sink;
use report::plan::{self, PlanFiles};
use report::text::{collate, date, fold, number, wrap};
use unicode_normalization::UnicodeNormalization;

/// Vietnamese letters in any case, with spaces and the marks people put between words.
fn words() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[a-zA-ZàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵÀẾỘƯĐ0-9 .,&-]{0,40}")
        .expect("a pattern")
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in any::<String>()) {
        prop_assert_eq!(fold::name(&fold::name(&text)), fold::name(&text));
        prop_assert_eq!(fold::ascii(&fold::ascii(&text)), fold::ascii(&text));
    }

    #[test]
    fn unicode_form_and_case_never_part_names(text in words()) {
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(fold::name(&decomposed), fold::name(&text));
        prop_assert_eq!(fold::name(&text.to_uppercase()), fold::name(&text));
    }

    #[test]
    fn amounts_read_back_as_they_are_printed(value in 0i64..=1_000_000_000_000_000) {
        prop_assert_eq!(number::amount(&number::dong(value)).map(|r| r.value), Ok(value));
        prop_assert_eq!(number::amount(&value.to_string()).map(|r| r.value), Ok(value));
    }

    #[test]
    fn percentages_read_back_as_they_are_printed(value in 0i64..=10_000) {
        let read = number::percent(&format!("{}%", number::hundredths(value)));
        prop_assert_eq!(read, Ok(number::Reading { value, foreign: false }));
    }

    #[test]
    fn dates_read_back_as_they_are_printed(days in 0i32..40_000) {
        let day = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day")
            + chrono::Days::new(u64::try_from(days).expect("not negative"));
        prop_assert_eq!(date::parse(&date::short(day)), Ok(day));
        prop_assert_eq!(date::parse(&date::long(day)), Ok(day));
        prop_assert_eq!(date::parse(&day.to_string()), Ok(day));
    }

    #[test]
    fn nothing_that_is_typed_makes_a_reader_panic(text in any::<String>()) {
        let _ = number::amount(&text);
        let _ = number::percent(&text);
        let _ = date::parse(&text);
        let _ = report::plan::Period::parse(&text);
        let _ = report::submission::parse_document(&text);
        let _ = report::render::markdown(&text);
        let _ = wrap::lines(&text, 20);
    }
}

#[test]
fn names_stand_in_the_order_of_icu() {
    let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
    let preferences = CollatorPreferences::from(icu_locale_core::locale!("vi"));
    let icu = Collator::try_new(preferences, CollatorOptions::default()).expect("a collator");
    let mut names: Vec<&str> =
        plan.register.agencies().iter().map(|agency| agency.name.as_str()).collect();
    let mut theirs = names.clone();
    names.sort_by(|a, b| collate::compare(a, b));
    theirs.sort_by(|a, b| icu.compare(a, b).then_with(|| a.cmp(b)));
    assert_eq!(names, theirs);
}

#[test]
fn words_whose_tone_has_one_place_stay_themselves() {
    // Beside the fifteen pairs that have two spellings, which `fold` holds equal itself.
    for (word, others) in [
        ("quý", ["quy", "quỳ", "qúi"]),
        ("hoàn", ["hoan", "hòa", "hoán"]),
        ("huỳnh", ["huynh", "hùynh h", "huýnh"]),
        ("khuya", ["khuỷa", "khuy", "khuýa"]),
    ] {
        let composed: String = fold::name(word).nfc().collect();
        assert_eq!(fold::ascii(&composed), fold::ascii(word), "{word}");
        assert_eq!(fold::name(&word.to_uppercase()), fold::name(word));
        for other in others {
            assert_ne!(fold::name(other), fold::name(word), "{word} {other}");
        }
    }
}
