//! Sections V to VII: difficulties by theme, next steps, proposals by addressee.

use super::common::markdown_rows;
use super::data::{Data, example, paragraph, section};

const PAGE: &str = "2026-03-20";

/// Rows of communes with one difficulty and one proposal each.
fn communes(count: usize, words: impl Fn(usize) -> (String, String)) -> Data {
    let plan = report::workspace::plan(&report::plan::PlanFiles::embedded()).expect("a plan");
    let end = chrono::NaiveDate::from_ymd_opt(2026, 3, 14).expect("a day");
    let agencies = plan.register.agencies().iter();
    let names = agencies.filter(|a| a.name.starts_with("UBND xã") && a.in_force(end));
    let names: Vec<String> = names.map(|a| a.full_name()).collect();
    let tasks = ["II.1", "IV.1", "IV.2", "IV.6"];
    let rows: Vec<String> = (0..count)
        .map(|n| {
            let (difficulty, proposal) = words(n);
            let (name, task) = (&names[n % names.len()], tasks[n / names.len()]);
            format!(
                "{name};{task};Đang triển khai;{};Mở {n} lớp.;{difficulty};{proposal};;",
                n % 90 + 1
            )
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    Data::default().file("2026-Q1", "a", &rows).page("2026-Q1", PAGE, "")
}

#[test]
fn difficulties_stand_by_theme_with_few_quotations() {
    let text = section(&example("2026-Q1"), "V. ĐÁNH GIÁ CHUNG");
    assert!(text.contains(
        "Trong kỳ, 19/28 cơ quan gửi báo cáo nêu 27 khó khăn, vướng mắc (nguyên văn ở Phụ lục IV), thuộc các nhóm sau:"
    ));
    assert_eq!(
        paragraph(&text, "a) "),
        "a) **Kinh phí, chế độ, định mức:** 6 cơ quan (3 sở; 3 phường), các nhiệm vụ III.5, IV.1, \
         IV.4, IV.6. Sở Khoa học và Công nghệ: “Chưa có cơ chế tài chính để đặt hàng doanh nghiệp \
         phát triển sản phẩm bảo vệ trẻ em trên môi trường mạng” \\[18:2\\]. Ba phường cùng nêu: “Kinh \
         phí dành cho công tác bảo vệ, chăm sóc trẻ em còn hạn hẹp, chủ yếu lồng ghép từ các chương \
         trình khác”, quý thứ tư liên tiếp có địa phương nêu."
    );
    assert_eq!(
        paragraph(&text, "d) "),
        "d) **Pháp luật, hướng dẫn, thủ tục:** Sở Tư pháp (III.2, quá hạn) và Công an tỉnh (III.3, \
         chưa triển khai), đã nêu ở mục II."
    );
    assert!(paragraph(&text, "đ) ").starts_with("đ) **Nhóm khác** (mỗi nhóm 2 cơ quan): "));
    for group in text.lines().filter(|line| line.contains(") **")) {
        assert!(group.matches('“').count() <= 2, "{group}");
    }
}

#[test]
fn many_difficulties_are_a_table_with_closed_denominators() {
    let words = |n: usize| {
        let difficulty = match n {
            0..=3 => "Kinh phí còn hạn hẹp.".to_owned(),
            n if n % 2 == 0 => format!("Kinh phí mua {n} bộ bàn ghế chưa được cấp."),
            n => format!("Thiếu cán bộ ở {n} thôn."),
        };
        (difficulty, String::new())
    };
    let text = communes(61, words).report("2026-Q1");
    let fifth = section(&text, "V. ĐÁNH GIÁ CHUNG");
    let rows = markdown_rows(&fifth);
    assert_eq!(rows[0][..2], ["Nhóm", "Số dòng"]);
    assert!(rows[0][2].starts_with("Xã (trên "), "{:?}", rows[0]);
    let sum: usize = rows[2..].iter().map(|row| row[1].parse::<usize>().expect("a count")).sum();
    assert_eq!(sum, 61, "{rows:?}");
    assert!(fifth.contains("- 4 xã cùng nêu: “Kinh phí còn hạn hẹp”."), "{fifth}");
    assert!(!fifth.contains("UBND xã"), "communes are counted: {fifth}");
    // Sixty are still paragraphs.
    let sixty = section(&communes(60, words).report("2026-Q1"), "V. ĐÁNH GIÁ CHUNG");
    assert!(markdown_rows(&sixty).is_empty() && sixty.contains("a) **"), "{sixty}");
}

#[test]
fn too_many_without_a_theme_go_by_task() {
    let words = |n: usize| (format!("Zzz {n} qqq www."), String::new());
    let text = section(&communes(8, words).report("2026-Q1"), "V. ĐÁNH GIÁ CHUNG");
    assert!(
        text.contains("Còn 8 dòng chưa xếp được vào nhóm nào, nên tổng hợp theo nhiệm vụ."),
        "{text}"
    );
    assert_eq!(markdown_rows(&text)[0][0], "Nhiệm vụ");
}

#[test]
fn next_steps_of_leads_are_a_table_and_silence_is_said() {
    let text = section(&example("2026-Q1"), "VI. PHƯƠNG HƯỚNG KỲ TỚI");
    assert!(text.contains("Việc các cơ quan chủ trì đăng ký trong quý II/2026:"), "{text}");
    let rows = markdown_rows(&text);
    let row = |first: &str| rows.iter().find(|row| row[0] == first).expect("a row").clone();
    assert_eq!(row("III.2")[1..], ["Sở Tư pháp", "“Trình ban hành quy trình trong quý II”"]);
    assert_eq!(row("III.4")[1..], ["Sở Giáo dục và Đào tạo", "Chưa đăng ký"]);
    let routine = rows.iter().find(|row| row[2] == "Xem Phụ lục IV").expect("routine lines");
    assert_eq!(routine[0], "II.1, II.2, II.3, III.1, IV.6, KH.6, KH.7");
    let codes: Vec<&str> = rows.iter().flat_map(|row| row[0].split(", ")).collect();
    assert!(!codes.contains(&"I.2"), "nothing arises");
    assert!(!text.contains("TC.4"), "nothing is registered by who is only requested");
}

#[test]
fn proposals_stand_by_who_asks_whom_without_a_changed_word() {
    let text = section(&example("2026-Q1"), "VII. KIẾN NGHỊ");
    let (own, rest) = text.split_once("### 2. ").expect("two parts");
    let (others, to_unit) = rest.split_once("### 3. ").expect("three parts");
    assert!(own.contains("### 1. Sở Y tế kiến nghị"));
    assert_eq!(
        paragraph(own, "b) "),
        "b) Bộ Y tế: “hướng dẫn tiêu chuẩn chăm sóc tối thiểu và định mức chi cho chăm sóc thay thế \
         tại gia đình” (IV.1) \\[28:5\\]."
    );
    let province = paragraph(others, "a) ");
    assert!(province.starts_with("a) **Với UBND tỉnh Khánh Hòa** (8 kiến nghị của 8 cơ quan). "));
    for words in [
        "3 xã, phường “quan tâm bố trí kinh phí riêng cho công tác bảo vệ, chăm sóc trẻ em ở cấp xã” (IV.1), nêu từ quý II/2025",
        "Sở Tư pháp “cho phép gia hạn thời gian hoàn thành quy trình” (III.2) \\[24:4\\]",
    ] {
        assert!(province.contains(words), "{words}\n{province}");
    }
    assert!(others.contains("**Với Bộ Công an** (1 kiến nghị của 1 cơ quan)"), "{others}");
    let forwarded = others.lines().find(|line| line.contains("**Với Sở Giáo dục")).expect("it");
    assert!(forwarded.contains("Được chuyển đến Sở Giáo dục và Đào tạo, không đưa lên cấp trên."));
    assert!(!text.contains("đã chuyển"), "no act that is not known");
    assert!(to_unit.contains(
        "(4 kiến nghị của 4 xã, phường): cùng đề nghị “tổ chức tập huấn nghiệp vụ công tác trẻ em cho công chức cấp xã”"
    ));
    assert!(to_unit.contains("**Chưa có trả lời.**"), "{to_unit}");
    for quoted in text.split('“').skip(1).filter_map(|rest| rest.split('”').next()) {
        assert!(!quoted.starts_with("Đề nghị"), "the addressee stands before: {quoted}");
    }
}

const TO_UNIT: &str =
    "Sở Tư pháp;I.2;Đang triển khai;40;Mở lớp.;;Đề nghị Sở Y tế tổ chức tập huấn nghiệp vụ.;;";
const TO_PROVINCE: &str =
    "UBND xã Cam Lâm;II.1;Đang triển khai;40;Mở lớp.;;Đề nghị UBND tỉnh cấp kinh phí mua sách.;;";
const TO_ITSELF: &str =
    "Sở Y tế;II.1;Đang triển khai;40;Mở lớp.;;Đề nghị Sở Y tế bố trí kinh phí in tờ rơi.;;";

fn asked(page: &str) -> String {
    let rows = [TO_UNIT, TO_PROVINCE, TO_ITSELF];
    Data::default().file("2026-Q1", "a", &rows).page("2026-Q1", PAGE, page).report("2026-Q1")
}

#[test]
fn replies_adopted_rows_and_requests_to_itself_find_their_place() {
    let text = asked("");
    let seventh = section(&text, "VII. KIẾN NGHỊ");
    assert!(seventh.contains("**Chưa có trả lời.**") && !seventh.contains("Sở Y tế kiến nghị"));
    assert!(!seventh.contains("in tờ rơi"), "what the unit asks of itself is no request");
    let sixth = section(&text, "VI. PHƯƠNG HƯỚNG KỲ TỚI");
    assert!(
        sixth.contains("Sở Y tế nêu việc của chính mình: “bố trí kinh phí in tờ rơi” (II.1)"),
        "{sixth}"
    );

    let page = "adopt:\n  - {file: a.csv, row: 3}\nreplies:\n  - {theme: nhan-luc, text: Sẽ mở 2 lớp trong quý II}\n";
    let seventh = section(&asked(page), "VII. KIẾN NGHỊ");
    let (own, rest) = seventh.split_once("### 2. ").expect("two parts");
    assert!(
        own.contains("UBND tỉnh Khánh Hòa: “cấp kinh phí mua sách” (II.1; theo đề nghị của 1 xã)"),
        "{own}"
    );
    assert!(rest.starts_with("Kiến nghị gửi Sở Y tế"), "nobody else asks: {rest}");
    assert!(
        rest.contains("Sở Y tế trả lời: Sẽ mở 2 lớp trong quý II.")
            && !rest.contains("Chưa có trả lời")
    );

    let seventh =
        section(&asked("replies:\n  - {theme: thien-tai, text: Sẽ giúp}\n"), "VII. KIẾN NGHỊ");
    assert!(
        seventh
            .contains("**Có trả lời mà không có kiến nghị nào: Thời tiết, thiên tai, dịch bệnh.**"),
        "{seventh}"
    );
}

#[test]
fn many_proposals_are_a_table() {
    let words =
        |n: usize| (String::new(), format!("Đề nghị UBND tỉnh cấp kinh phí mua {n} bộ sách."));
    let seventh = section(&communes(61, words).report("2026-Q1"), "VII. KIẾN NGHỊ");
    let rows = markdown_rows(&seventh);
    assert_eq!(rows[0][..3], ["Nơi nhận kiến nghị", "Nội dung", "Số kiến nghị"]);
    let sum: usize = rows[2..].iter().map(|row| row[2].parse::<usize>().expect("a count")).sum();
    assert_eq!(sum, 61);
    assert!(!seventh.contains('“'), "no single one is quoted: {seventh}");
}
