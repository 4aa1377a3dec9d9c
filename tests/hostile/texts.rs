//! Texts written to break out of a document, and a period full of them, for the tests of every form.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::path::Path;

use super::common;

/// The period that the texts are reported for.
pub(crate) const PERIOD: &str = "2025-Q3";

/// What an agency writes, and what a reader is to see of it.
pub(crate) const TEXTS: [(&str, &str); 48] = [
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ("</td></tr></table><h1>Hết</h1>", "</td></tr></table><h1>Hết</h1>"),
    ("<!-- giấu --> <![CDATA[x]]>", "<!-- giấu --> <![CDATA[x]]>"),
    ("\" onmouseover=\"alert(1)\" x='", "\" onmouseover=\"alert(1)\" x='"),
    ("&lt;b&gt; &amp; &#60; &nbsp;", "&lt;b&gt; &amp; &#60; &nbsp"),
    ("a | b || c \\| d \\\\| e", "a | b || c \\| d \\\\| e"),
    ("**đậm** _nghiêng_ ~~gạch~~ `mã`", "**đậm** _nghiêng_ ~~gạch~~ `mã`"),
    ("[liên kết](javascript:alert(1))", "[liên kết](javascript:alert(1))"),
    ("![ảnh](http://a.vn/x.png \"x\")", "![ảnh](http://a.vn/x.png \"x\")"),
    ("<https://a.vn> https://a.vn www.a.vn", "<https://a.vn> https://a.vn www.a.vn"),
    ("thu@a.vn <thu@a.vn> mailto:thu@a.vn", "thu@a.vn <thu@a.vn> mailto:thu@a.vn"),
    ("[1]: http://a.vn\n[1] [^1] [x][1]", "[1]: http://a.vn [1] [^1] [x][1]"),
    ("dòng một\n\n# dòng hai\r\n---\n===\nhết", "dòng một # dòng hai --- === hết"),
    ("```\nmã\n```\n    thụt", "``` mã ``` thụt"),
    ("> trích\n1. một\n2) hai\n* ba", "> trích 1. một 2) hai ba"),
    ("| a | b |\n|---|---|\n| c | d |", "| a | b | |---|---| | c | d |"),
    ("an\u{202e}nàot\u{202c} \u{2066}x\u{2069}", "annàot x"),
    ("ẩn\u{200b}giữa\u{feff} \u{1b}[31mđỏ\u{7}", "ẩngiữa [31mđỏ"),
    ("=HYPERLINK(\"http://a.vn\";\"x\")", "=HYPERLINK(\"http://a.vn\";\"x\")"),
    ("@SUM(A1) +1+1", "@SUM(A1) +1+1"),
    (
        "{{ v.plan.sha256 }} {% include 'x' %} {# x #}",
        "{{ v.plan.sha256 }} {% include 'x' %} {# x #}",
    ),
    ("$x^2$ $$y$$ \\(z\\) :smile: #1 GH-1", "$x^2$ $$y$$ \\(z\\) :smile: #1 GH-1"),
    ("%s %n ../../etc/passwd \\u003cb\\u003e", "%s %n ../../etc/passwd \\u003cb\\u003e"),
    // What ends the element or the section in which it stands.
    ("</style><style>*{display:none}</style>", "</style><style>*{display:none}</style>"),
    ("</title></head><script>alert(3)</script>", "</title></head><script>alert(3)</script>"),
    ("]]><script>alert(4)</script><![CDATA[", "]]><script>alert(4)</script><![CDATA["),
    ("--><script>alert(5)</script><!--", "--><script>alert(5)</script><!--"),
    (
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
    ),
    ("<?php system('id') ?> <?xml version='1.0'?>", "<?php system('id') ?> <?xml version='1.0'?>"),
    // Elements that act by themselves.
    (
        "<svg/onload=alert(6)><animate onbegin=alert(6)>",
        "<svg/onload=alert(6)><animate onbegin=alert(6)>",
    ),
    (
        "<iframe srcdoc='<script>alert(7)</script>'></iframe>",
        "<iframe srcdoc='<script>alert(7)</script>'></iframe>",
    ),
    (
        "<noscript><p title=\"</noscript><img src=x onerror=alert(8)>\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(8)>\">",
    ),
    ("<math><mtext></p><mglyph><style><!--", "<math><mtext></p><mglyph><style><!--"),
    (
        "<form action=//a.vn><input autofocus onfocus=alert(9)>",
        "<form action=//a.vn><input autofocus onfocus=alert(9)>",
    ),
    // Addresses.
    ("<a href=\"javascript:alert(10)\">bấm</a>", "<a href=\"javascript:alert(10)\">bấm</a>"),
    (
        "[tệp](data:text/html;base64,PHg+) [x](<vbscript:x> 'y')",
        "[tệp](data:text/html;base64,PHg+) [x](<vbscript:x> 'y')",
    ),
    ("a&colon;b java&Tab;script&#58;alert(11)", "a&colon;b java&Tab;script&#58;alert(11)"),
    ("ftp://a.vn WWW.a.vn xmpp:thu@a.vn //a.vn", "ftp://a.vn WWW.a.vn xmpp:thu@a.vn //a.vn"),
    // Templates, formulas, shells, other languages.
    (
        "${jndi:ldap://a.vn/x} #{7*7} <%= 7*7 %> [[${7*7}]]",
        "${jndi:ldap://a.vn/x} #{7*7} <%= 7*7 %> [[${7*7}]]",
    ),
    ("-cmd|' /C calc'!A0", "-cmd|' /C calc'!A0"),
    ("\t=1+1", "=1+1"),
    ("khoa: [1, 2] &a *a !!python/object x", "khoa: [1, 2] &a *a !!python/object x"),
    ("'; DROP TABLE bao_cao; -- $(id) `id`", "'; DROP TABLE bao_cao; -- $(id) `id`"),
    // Letters.
    ("\u{202d}\u{2067}trái\u{200f}\u{61c}\u{e0041} שלום مرحبا", "trái שלום مرحبا"),
    (
        "👨\u{200d}👩\u{200d}👧 🇻🇳 👍🏽 e\u{300}\u{301}\u{302}\u{303}\u{304}\u{316}\u{317}\u{318}",
        "👨👩👧 🇻🇳 👍🏽 ",
    ),
    ("mềm\u{ad}mại \u{2028}dòng\u{2029}khác \u{85}nữa \u{9b}31m", "mềmmại dòng khác"),
    (LONG, LONG),
];

/// A word that fits on no line.
const LONG: &str = concat!(
    "dài",
    "dằngdặc_dằngdặc/dằngdặc-",
    "dằngdặcdằngdặcdằngdặcdằngdặcdằngdặc",
    "dằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặc",
    "dằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặcdằngdặc"
);

/// Names of files, and what a reader is to see of them.
pub(crate) const NAMES: [(&str, &str); 4] = [
    ("<b>bao cao<i> & 'x' \"y\".csv", "<b>bao cao<i> & 'x' \"y\".csv"),
    ("bao|cao *x* [a](b) `c`.csv", "bao|cao *x* [a](b) `c`.csv"),
    ("bao\ncao\u{202e}vsc.csv", "bao caovsc.csv"),
    ("{{ notice }} #1.csv", "{{ notice }} #1.csv"),
];

/// Communes; they take part in II.1 and II.2, so there are two texts for each.
pub(crate) const COMMUNES: [&str; 24] = [
    "phường Bắc Nha Trang",
    "phường Nha Trang",
    "phường Tây Nha Trang",
    "phường Nam Nha Trang",
    "phường Bắc Cam Ranh",
    "phường Cam Ranh",
    "phường Cam Linh",
    "phường Ba Ngòi",
    "phường Ninh Hòa",
    "phường Đông Ninh Hòa",
    "phường Hòa Thắng",
    "xã Nam Cam Ranh",
    "xã Bắc Ninh Hòa",
    "xã Tân Định",
    "xã Nam Ninh Hòa",
    "xã Tây Ninh Hòa",
    "xã Hòa Trí",
    "xã Đại Lãnh",
    "xã Tu Bông",
    "xã Vạn Thắng",
    "xã Vạn Ninh",
    "xã Vạn Hưng",
    "xã Diên Khánh",
    "xã Diên Lạc",
];

/// Characters that no text of ours may hold: controls, turners of direction, what no screen shows.
pub(crate) fn acts(c: char) -> bool {
    c != '\n' && c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{fff9}'..='\u{fffb}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
}

/// The first of them, with what follows.
pub(crate) fn acting(text: &str) -> Option<String> {
    text.find(acts).map(|at| text[at..].chars().take(40).collect())
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A period in which every text stands in five columns of a row of its own, in oddly named files.
pub(crate) fn write_period(folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder");
    let headings = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua;kho_khan;kien_nghi;ke_hoach_ky_toi;van_ban;minh_chung\n";
    for (n, (name, _)) in NAMES.iter().enumerate() {
        let mut text = headings.to_owned();
        let per_file = TEXTS.len() / NAMES.len();
        for at in n * per_file..(n + 1) * per_file {
            let cell = quoted(TEXTS[at].0);
            // A list is parted at its semicolons, so it gets one text without them.
            let list = quoted(&TEXTS[at].0.replace([';', '\n', '\r'], " "));
            text += &format!(
                "2025-Q3;UBND {};II.{};dang_trien_khai;40;{cell};{cell};{cell};{cell};{list};{list}\n",
                COMMUNES[at % COMMUNES.len()],
                at / COMMUNES.len() + 1,
            );
        }
        common::write(&folder.join(name), text);
    }
    // Rows that are left out, so that annex IV has a file's name and what is wrong as well.
    let wrong = "2025-Q3;Sở <b>X</b> | *Y*;II.1;dang_trien_khai;140;x;;;;;\n\
        2025-Q3;UBND xã Cam Lâm;<i>I</i>\u{202e}|1;dang_trien_khai;40;x;;;;;\n";
    common::write(&folder.join("loi|<i>.csv"), format!("{headings}{wrong}"));
    common::write(
        &folder.join("period.yaml"),
        "period: 2025-Q3\nas_of: 2025-09-22\nnotice: \"<b>Minh họa</b> | *x*\"\ncommentary:\n  remarks:\n    - \"<script>alert(2)</script> | [a](javascript:b)\"\n",
    );
}

/// Writes the period below `data` and builds it into `out`.
pub(crate) fn build(data: &Path, out: &Path, formats: &str) {
    write_period(&data.join(PERIOD));
    let words = ["build", common::arg(data), "--period", PERIOD, "--allow-errors"];
    let more = ["--format", formats, "--out", common::arg(out)];
    let run = common::run(&[&words[..], &more].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
}
