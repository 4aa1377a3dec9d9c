//! The possible written Vietnamese syllables: an onset, a rhyme, a tone that the rhyme allows.
//!
//! Used as evidence of an encoding: under the right reading nearly every word is a syllable, under
//! a wrong one hardly any. Has no dictionary and does not check spelling.

use std::collections::HashSet;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

/// Longest first, so that `ngh` is not read as `ng` and an extra `h`. `qu` and `gi` are onsets;
/// `gi` before a consonant (`gìn`) is `g` and `i`, which the second attempt finds.
const ONSETS: [&str; 27] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "r", "s", "t", "v", "x", "p",
];

/// Rhymes without their tone.
const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp \
    ât âu ây e ec em en eng eo ep et ê êch ên ênh êm êp êt êu êng i ich im in inh ip it iu ia iêc \
    iêm iên iêng iêp iêt iêu o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat \
    oay oăc oăm oăn oăng oăt oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u uc \
    ui um un ung up ut ua uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uênh uên uơ uy uya \
    uych uyên uyêt uynh uyp uyt uyu uyn ư ưc ưi ưng ưt ưu ưm ưn ưa ươc ươi ươm ươn ương ươp ươt \
    ươu y yêm yên yêng yêt yêu ych yt ynh";

const ACUTE: char = '\u{301}';
const DOT: char = '\u{323}';
const TONES: [char; 5] = ['\u{300}', ACUTE, '\u{303}', '\u{309}', DOT];

/// Whether a word can be one Vietnamese syllable, including its tone.
pub fn is_syllable(word: &str) -> bool {
    // The longest, "nghiêng", has seven letters with at most two marks each.
    if word.len() > 28 {
        return false;
    }
    // Nobody writes "tƠ", "OÁm" or "BáO".
    let mut cased = word.chars().filter(|c| c.is_alphabetic());
    let first_is_small = cased.next().is_some_and(char::is_lowercase);
    let has_capital = cased.clone().any(char::is_uppercase);
    if has_capital && (first_is_small || cased.any(char::is_lowercase)) {
        return false;
    }
    let mut tone: Option<(char, usize)> = None;
    let mut bases = 0usize;
    let mut letters = String::with_capacity(word.len());
    for c in word.nfd() {
        if TONES.contains(&c) {
            if bases == 0 || tone.replace((c, bases - 1)).is_some() {
                return false;
            }
        } else {
            bases += usize::from(!matches!(c, '\u{302}' | '\u{306}' | '\u{31B}'));
            letters.extend(c.to_lowercase());
        }
    }
    let letters: String = letters.nfc().collect();
    let fits = |onset: &str, rhyme: &str| {
        let at_onset = onset.chars().count();
        is_rhyme(rhyme)
            // `quýt`, `quýnh`.
            && (onset == "qu" || !matches!(rhyme, "ych" | "yt" | "ynh"))
            // `xoong`, `moóc`, but never `khoong`.
            && (at_onset < 2 || !matches!(rhyme, "ooc" | "oong"))
            && allows(rhyme, tone.map(|(tone, _)| tone))
            && tone.is_none_or(|(_, at)| at.checked_sub(at_onset).is_some_and(|at| stands(rhyme, at)))
    };
    // Several onsets may match ("gi" and "g" in "gìn"); one valid split is enough.
    fits("", &letters)
        || ONSETS
            .iter()
            .any(|onset| letters.strip_prefix(onset).is_some_and(|rest| fits(onset, rest)))
}

/// Whether the tone may be on the letter `at`: on the vowel with a circumflex, breve or horn, else
/// on the middle one of three, the second of two before a consonant, the first of two at the end.
/// For `oa`, `oe` and `uy` both positions are in use.
fn stands(rhyme: &str, at: usize) -> bool {
    let vowels: Vec<char> = rhyme.chars().take_while(|c| is_vowel(*c)).collect();
    let open = vowels.len() == rhyme.chars().count();
    if let Some(marked) = vowels.iter().rposition(|c| !c.is_ascii()) {
        return at == marked;
    }
    match vowels.as_slice() {
        ['o', 'a' | 'e'] | ['u', 'y'] if open => at < 2,
        [_, _] if open => at == 0,
        [_] => at == 0,
        _ => at == 1,
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y')
}

fn is_rhyme(rhyme: &str) -> bool {
    static RHYME: OnceLock<HashSet<&str>> = OnceLock::new();
    RHYME.get_or_init(|| RHYMES.split_whitespace().collect()).contains(rhyme)
}

/// A rhyme that ends in a stop takes only the acute tone or the dot below.
fn allows(rhyme: &str, tone: Option<char>) -> bool {
    !rhyme.ends_with(['c', 'p', 't']) && !rhyme.ends_with("ch") || matches!(tone, Some(ACUTE | DOT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_trade_are_syllables() {
        let text = "Kỳ báo cáo cơ quan mã nhiệm vụ trạng thái tiến độ kết quả thực hiện văn bản ban \
            hành kinh phí được giao giải ngân nguồn khó khăn vướng mắc kiến nghị đề xuất thời hạn \
            minh chứng vai trò ghi chú Ủy Uỷ quý huỳnh khuya hoàn Khánh Hòa hoà quyết nghiêng gìn \
            giữ gì giếng quốc khuyết tật ngoài xoong thuở rượu hươu khuỷu bưu điện yêu yết ở ưu \
            chuyển đổi số trẻ em TUYÊN TRUYỀN Nguyễn xuất của lúa hòa xòe khoẻ thúy khuỷu ngoáy xoáy \
            quýt quýnh moóc TOÀN Ấp nhiều người lượng được giữa quả quỷ giày giường Quỳnh hoạt thoát";
        for word in text.split_whitespace() {
            assert!(is_syllable(word), "{word}");
            let decomposed: String = word.nfd().collect();
            assert!(is_syllable(&decomposed), "{word}");
        }
    }

    #[test]
    fn misread_words_are_none() {
        for word in [
            "TiÕn", "hieän", "baùo", "caùo", "thöïc", "phap", "mă", "", "Sở Y", "ế́", "tiềt", "xaị",
            "thiũ", "phôì", "tƠ", "cuả", "hoàì", "ýt", "lýnh", "khoõng", "OÁm", "BáO",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
