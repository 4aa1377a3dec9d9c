//! Sections I, III and IV: documents counted, money by source, submission by kind of body.

use report::consolidate::Audience;

use super::common::{QUARTERS, markdown_rows};
use super::data::{Data, example, paragraph, section};

const PAGE: &str = "2026-03-20";

fn one(row: &str) -> Data {
    Data::default().file("2026-Q1", "a", &[row]).page("2026-Q1", PAGE, "")
}

#[test]
fn documents_are_counted_by_kind_and_only_those_of_the_unit_are_named() {
    let text = section(&example("2026-Q1"), "I. CÔNG TÁC CHỈ ĐẠO");
    assert!(text.contains(
        "Trong kỳ, 22 cơ quan (12 sở, ban, ngành; 3 đoàn thể; 1 cơ quan tư pháp; 6 xã, phường) ban \
         hành 31 văn bản chỉ đạo, triển khai, gồm 15 kế hoạch, 13 công văn, 2 báo cáo và 1 quyết \
         định. Sở Y tế ban hành 5 văn bản, trong đó có Kế hoạch số 12/KH-SYT ngày 16/01/2026. Danh \
         mục ở Phụ lục VI."
    ));
    assert!(text.contains("Đầu năm 2026, các cơ quan ban hành kế hoạch công tác năm"), "{text}");
    assert!(!text.contains("[") && !text.contains("21/KH-STP"), "{text}");
}

#[test]
fn a_period_without_documents_says_so_and_has_no_annex_of_them() {
    let text = one("Sở Tư pháp;I.2;Đang triển khai;40;Mở lớp.;;;;").report("2026-Q1");
    let first = section(&text, "I. CÔNG TÁC CHỈ ĐẠO");
    assert!(first.contains("Các cơ quan chưa báo cáo văn bản nào được ban hành trong kỳ."));
    assert!(!text.contains("VĂN BẢN ĐÃ BAN HÀNH"));
    assert!(section(&text, "III. KINH PHÍ").contains("Chưa có số liệu về kinh phí."));
    assert!(!text.contains("KINH PHÍ THEO CƠ QUAN"), "no annex without amounts");
    // What is there is numbered through.
    assert!(text.contains("## Phụ lục III\n\n**CHI TIẾT THEO NHIỆM VỤ**"), "{text}");
}

#[test]
fn money_is_in_millions_by_source_and_agrees_with_the_annex() {
    let text = example("2026-Q1");
    let third = section(&text, "III. KINH PHÍ");
    let rows = markdown_rows(&third);
    let wanted = [
        ["Ngân sách nhà nước", "8", "6.252,0", "697,5", "11,2%"],
        ["Tài trợ, viện trợ quốc tế", "1", "60,0", "45,0", ""],
        ["Vận động xã hội", "7", "835,5", "783,3", ""],
    ];
    assert_eq!(rows[2..], wanted);
    assert!(third.contains("theo 15 cơ quan có ghi kinh phí (Phụ lục III):"), "{third}");
    assert!(third.contains(
        "Riêng nhiệm vụ IV.2 chiếm 2.800 triệu đồng, bằng 44,8% ngân sách được giao. Không cộng ba nguồn"
    ));
    assert!(!third.contains("Tổng cộng") && !third.contains("làm tròn"), "{third}");
    let annex = annex(&text, "KINH PHÍ THEO CƠ QUAN");
    for [source, agencies, allocated, disbursed, _] in wanted {
        let rows = markdown_rows(&annex);
        let of_source = || rows.iter().filter(|row| row.len() == 7 && row[2] == source);
        let sum = |at: usize| -> i64 {
            of_source().filter_map(|row| row[at].replace('.', "").parse::<i64>().ok()).sum()
        };
        let million = |text: &str| text.replace(['.', ','], "").parse::<i64>().expect("a number");
        assert_eq!((sum(3), sum(4)), (million(allocated) * 100_000, million(disbursed) * 100_000));
        let mut names: Vec<&String> = of_source().map(|row| &row[0]).collect();
        names.dedup();
        assert_eq!(names.len().to_string(), agencies, "{source}");
    }
}

/// The annex with a title.
fn annex(text: &str, title: &str) -> String {
    let (_, rest) = text.split_once(&format!("**{title}**")).expect("the annex");
    rest.split("\n## ").next().unwrap_or(rest).to_owned()
}

#[test]
fn submission_is_told_by_kind_and_level_and_only_the_province_by_name() {
    let text = section(&example("2026-Q1"), "IV. TÌNH HÌNH GỬI BÁO CÁO");
    let rows = markdown_rows(&text);
    assert_eq!(
        rows[0][1..],
        ["Phải báo cáo", "Gửi đúng hạn", "Gửi chậm", "Gửi, không có nội dung", "Chưa gửi"]
    );
    assert_eq!(rows[2], ["Sở, ban, ngành cấp tỉnh", "12", "10", "1", "0", "1"]);
    assert_eq!(rows[3], ["UBND cấp xã", "40", "10", "1", "1", "28"]);
    assert_eq!(rows[4], ["Cộng", "52", "20", "2", "1", "29"]);
    let said = paragraph(&text, "Đã gửi báo cáo có nội dung");
    for words in [
        "cấp tỉnh 11/12 cơ quan; cấp xã 11/40 cơ quan (27,5%). Số liệu cấp xã vì vậy chưa đại diện",
        "Hạn gửi: 17/3/2026. Cấp tỉnh chưa gửi: Thanh tra tỉnh.",
        "Cấp xã chưa gửi: 28, danh sách ở Phụ lục VII; trong đó 4 nơi đã báo cáo kỳ trước",
        "Chưa tính 24 xã, phường thuộc tỉnh Ninh Thuận trước ngày 01/7/2025.",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert!(!text.contains("UBND phường") && !text.contains("91,7%") && !text.contains("(40,4%)"));
}

#[test]
fn deferred_unread_and_excused_reports_are_told() {
    let text = one("Sở Tư pháp;I.2;Đang triển khai;40;Mở lớp.;;;;").page(
        "2026-Q1",
        PAGE,
        "received:\n  a.csv: 2026-03-19\nexcused:\n  - {agency: so-tu-phap, reason: Đang sáp nhập phòng}\n  - {agency: so-cong-thuong, reason: Bão lũ}\n",
    );
    let text = text.report("2026-Q1");
    let fourth = section(&text, "IV. TÌNH HÌNH GỬI BÁO CÁO");
    assert!(fourth.contains("Gửi sau hạn, được lùi"), "{fourth}");
    assert!(fourth.contains("Được miễn hoặc lùi báo cáo, không tính: Sở Công Thương."), "{fourth}");
    let senders = annex(&text, "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC CƠ QUAN");
    assert!(senders.contains("| Sở Công Thương |  | Được miễn hoặc lùi: Bão lũ |"), "{senders}");
    assert!(
        senders
            .contains("| Sở Tư pháp | 19/3/2026 | Sau hạn 2 ngày, được lùi: Đang sáp nhập phòng |"),
        "{senders}"
    );
}

/// The limits of the plan are those that the sentences of section IV go by.
#[test]
fn names_and_what_is_representative_go_by_the_limits_of_the_plan() {
    let report = |names: u32, percent: u32| {
        let mut plan = report::plan::PlanFiles::embedded().without_errata();
        let reporting = super::common::read(&super::common::path("plan/reporting.yaml"));
        let mut set = reporting.replace("  names: 5\n", &format!("  names: {names}\n"));
        let old = "  representative_percent: 60\n";
        assert!(set != reporting || names == 5);
        assert!(set.contains(old));
        set = set.replace(old, &format!("  representative_percent: {percent}\n"));
        let at = report::plan::FILES.iter().position(|f| *f == "reporting.yaml").expect("the file");
        plan.files[at] = report::source::Source::new("reporting.yaml", set.as_str());
        let commune = ["UBND xã Cam Lâm;II.1;Đang triển khai;40;Mở lớp.;;;;"];
        let data = one("Sở Tư pháp;I.2;Đang triển khai;40;Mở lớp.;;;;").plan(plan);
        let text = data.file("2026-Q1", "b", &commune).page("2026-Q1", PAGE, "").report("2026-Q1");
        section(&text, "IV. TÌNH HÌNH GỬI BÁO CÁO")
    };
    let shipped = report(5, 60);
    assert!(shipped.contains("Cấp tỉnh chưa gửi: 11 cơ quan (Phụ lục"), "{shipped}");
    assert!(shipped.contains("Số liệu cấp xã vì vậy chưa đại diện"), "{shipped}");
    let other = report(20, 1);
    assert!(other.contains("Cấp tỉnh chưa gửi: ") && other.contains("Thanh tra tỉnh"), "{other}");
    assert!(!other.contains("chưa đại diện"), "{other}");
}

#[test]
fn longer_periods_keep_their_years_and_quarters_apart() {
    let text = example("2025-06-15..2026-03-14");
    let third = section(&text, "III. KINH PHÍ");
    assert!(third.contains("Năm 2025 không cộng với năm 2026."), "{third}");
    let year = section(&example("2025"), "IV. TÌNH HÌNH GỬI BÁO CÁO");
    assert_eq!(markdown_rows(&year)[2][..3], ["Quý II năm 2025", "Sở, ban, ngành cấp tỉnh", "12"]);
    assert!(!year.contains("Cộng"), "counts of quarters are not added");
}

#[test]
fn no_sentence_names_many_bodies_and_no_word_is_vague() {
    let plan = report::workspace::plan(&report::plan::PlanFiles::embedded()).expect("a plan");
    let mut names: Vec<&str> =
        plan.register.agencies().iter().map(|agency| agency.name.as_str()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    for period in QUARTERS.into_iter().chain(["2025", "2025-H2"]) {
        let text = example(period);
        let body: String = [
            "I. CÔNG TÁC",
            "III. KINH PHÍ",
            "IV. TÌNH HÌNH",
            "V. ĐÁNH GIÁ",
            "VI. PHƯƠNG",
            "VII. KIẾN NGHỊ",
        ]
        .map(|title| section(&text, title))
        .join("\n");
        for sentence in
            body.lines().filter(|line| !line.starts_with('|')).flat_map(|l| l.split(". "))
        {
            let mut rest = sentence.to_owned();
            let mut count = 0;
            for name in &names {
                count += rest.matches(name).count();
                rest = rest.replace(name, "·");
            }
            assert!(count <= 5, "{period}: {count} bodies in: {sentence}");
        }
        for word in ["gần như", "hầu hết", "đa số"] {
            assert!(!body.contains(word), "{period}: {word}");
        }
    }
}

#[test]
fn the_public_reads_no_withheld_word_in_any_section() {
    let secret = "cháu Nguyễn Văn Bình, sinh ngày 12/3/2015, số điện thoại 0912345678";
    let row = |agency: &str, task: &str| {
        format!(
            "{agency};{task};Tạm dừng;40;Hỗ trợ {secret}.;Khó liên hệ {secret}.;Đề nghị Sở Y tế giúp {secret}.;Thăm {secret}.;"
        )
    };
    let rows = [row("Sở Tư pháp", "I.2"), row("Sở Y tế", "I.1"), row("Công an tỉnh", "II.4")];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let data = || Data::default().file("2026-Q1", "a", &rows).page("2026-Q1", PAGE, "");
    let public = data().markdown("2026-Q1", Audience::Public);
    assert!(!public.contains("Nguyễn Văn Bình") && !public.contains("0912345678"), "{public}");
    assert!(!public.contains("“(Không công bố"), "what is withheld is no quotation");
    assert!(!public.contains("cùng nêu: (Không"), "nor a shared wording: {public}");
    assert!(data().report("2026-Q1").contains("Nguyễn Văn Bình"), "the unit reads it");
}

#[test]
fn what_was_reached_and_what_falls_short_have_headings_of_their_own() {
    let headings = |text: &str| -> Vec<String> {
        let fifth = section(text, "V. ĐÁNH GIÁ CHUNG");
        fifth.lines().filter_map(|line| line.strip_prefix("### ")).map(str::to_owned).collect()
    };
    let difficulties = "Khó khăn, vướng mắc và nguyên nhân theo phản ánh của các cơ quan";
    for period in QUARTERS {
        let wanted = ["1. Kết quả đạt được", "2. Tồn tại, hạn chế", &format!("3. {difficulties}")];
        assert_eq!(headings(&example(period)), wanted, "{period}");
    }
    let page = |words: &str| {
        let row = "Sở Tư pháp;I.2;Đang triển khai;40;Mở lớp.;;;;";
        let data = Data::default().file("2026-Q1", "a", &[row]);
        data.page("2026-Q1", PAGE, &format!("commentary:\n{words}")).report("2026-Q1")
    };
    let both = page("  assessment: [Có tiến bộ, còn chậm.]\n");
    let wanted = ["1. Kết quả đạt được; tồn tại, hạn chế", &format!("2. {difficulties}")];
    assert_eq!(headings(&both), wanted, "one text of both is not called either");
    let one = page("  shortcomings: [Còn chậm.]\n");
    assert_eq!(headings(&one), ["1. Tồn tại, hạn chế", &format!("2. {difficulties}")]);
}
