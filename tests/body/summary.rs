//! Subject line, opening, the points of the summary and the table of decisions.

use report::consolidate::Audience;
use report::plan::PlanFiles;
use report::source::Source;

use super::common::{markdown_rows, path, read, with_task_lines};
use super::data::{Data, example, paragraph};

#[test]
fn the_subject_is_short_and_the_opening_gives_the_grounds() {
    let text = example("2026-Q1");
    assert_eq!(
        paragraph(&text, "**Kết quả"),
        "**Kết quả thực hiện Kế hoạch triển khai Quyết định số 27/QĐ-TTg của Thủ tướng Chính phủ \
         về thực hiện Khuyến nghị của Ủy ban về quyền trẻ em của Liên hợp quốc trên địa bàn tỉnh \
         Khánh Hòa, quý I năm 2026**"
    );
    let opening = paragraph(&text, "Thực hiện Kế hoạch");
    assert!(opening.ends_with(
        "(sau đây gọi là Kế hoạch), Sở Y tế báo cáo kết quả quý I năm 2026 (số liệu từ ngày \
         15/12/2025 đến ngày 14/3/2026; tình trạng và thời hạn tính đến ngày 20/3/2026) như sau:"
    ));
    assert!(!opening.contains("28 cơ quan"));
}

#[test]
fn a_plan_without_a_short_title_gives_its_title() {
    let mut plan = PlanFiles::embedded().without_errata();
    let reporting = read(&path("plan/reporting.yaml"));
    let cut = reporting.find("report:\n").expect("the key");
    let end = cut + reporting[cut..].find("\n# Mức giữ").expect("the next key");
    let without = format!("{}{}", &reporting[..cut], &reporting[end..]);
    let at = report::plan::FILES.iter().position(|f| *f == "reporting.yaml").expect("the file");
    plan.files[at] = Source::new("reporting.yaml", without.as_str());
    let text =
        one_row("Sở Tư pháp;I.2;Đang triển khai;40;Mở lớp.;;;;").plan(plan).report("2026-Q1");
    let subject = paragraph(&text, "**Kết quả");
    assert!(subject.contains("ngày 03/01/2025 của Thủ tướng Chính phủ ban hành"), "{subject}");
    assert!(subject.ends_with("Khánh Hòa, quý I năm 2026**"), "{subject}");
}

fn one_row(row: &str) -> Data {
    Data::default().file("2026-Q1", "a", &[row]).page("2026-Q1", "2026-03-20", "")
}

#[test]
fn states_are_counted_and_only_those_that_need_somebody_are_named() {
    let text = example("2026-Q1");
    assert_eq!(
        paragraph(&text, "1. **Kết quả.**"),
        "1. **Kết quả.** Trong 20 nhiệm vụ của Kế hoạch có 3 nhiệm vụ hoàn thành, 5 nhiệm vụ thực \
         hiện thường xuyên, 8 nhiệm vụ đang triển khai, 1 nhiệm vụ tạm dừng (III.5), 1 nhiệm vụ \
         chưa triển khai (III.3), 1 nhiệm vụ không phát sinh (I.2) và 1 nhiệm vụ cơ quan chủ trì \
         không báo cáo (III.4)."
    );
    assert_eq!(
        paragraph(&text, "2. **So với"),
        "2. **So với quý IV/2025:** thêm 1 nhiệm vụ hoàn thành (II.3); 12 nhiệm vụ khác tăng tiến \
         độ; 1 mới tạm dừng (III.5); 2 mới quá hạn (III.2, IV.5); 1 nay không phát sinh (I.2); 2 \
         không so được vì quý trước chưa có số liệu hợp lệ (III.6, IV.4)."
    );
}

#[test]
fn without_a_period_before_nothing_is_compared() {
    let text = one_row("Sở Tư pháp;I.2;Đang triển khai;40;Mở lớp.;;;;").report("2026-Q1");
    let point = paragraph(&text, "1. **Kết quả.**");
    assert!(
        point.contains(
            "có 1 nhiệm vụ đang triển khai và 19 nhiệm vụ cơ quan chủ trì không báo cáo (Phụ lục I)."
        ),
        "{point}"
    );
    assert_eq!(
        paragraph(&text, "2. **So với"),
        "2. **So với kỳ trước:** chưa có số liệu để so sánh."
    );
}

#[test]
fn a_fall_and_a_reopening_are_counted() {
    let data = Data::default()
        .file(
            "2025-Q4",
            "a",
            &[
                "Sở Tư pháp;I.2;Hoàn thành;100;Xong.;;;;",
                "Sở Tư pháp;III.2;Đang triển khai;60;Soạn.;;;;",
            ],
        )
        .page("2025-Q4", "2025-12-20", "")
        .file("2026-Q1", "a", &["Sở Tư pháp;I.2;Đang triển khai;50;Làm lại.;;;;"])
        .page("2026-Q1", "2026-03-20", "");
    let point = paragraph(&data.report("2026-Q1"), "2. **So với");
    assert!(
        point.contains("So với quý IV/2025:** 1 nhiệm vụ đã hoàn thành nay mở lại (I.2)."),
        "{point}"
    );
}

#[test]
fn dates_are_those_that_leads_registered_and_it_is_told_how_many_have_none() {
    let text = example("2026-Q1");
    assert_eq!(
        paragraph(&text, "3. **Thời hạn.**"),
        "3. **Thời hạn.** Hai nhiệm vụ quá thời hạn do cơ quan chủ trì đăng ký: III.2 (Sở Tư pháp, \
         quá 79 ngày), IV.5 (Sở Nông nghiệp và Môi trường, quá 20 ngày). Với 12 nhiệm vụ, cơ quan \
         chủ trì chưa đăng ký thời hạn nên không xét được. III.3 (Công an tỉnh) chưa triển khai \
         quý thứ tư liên tiếp."
    );
}

#[test]
fn a_date_of_the_plan_is_called_so() {
    let mut plan = PlanFiles::embedded().without_errata();
    let appendix = read(&path("plan/appendix.yaml"));
    let at = report::plan::FILES.iter().position(|f| *f == "appendix.yaml").expect("the file");
    let dated = with_task_lines(&appendix, "I.2", &["due: 2026-03-10"]);
    plan.files[at] = Source::new("appendix.yaml", dated.as_str());
    let text =
        one_row("Sở Tư pháp;I.2;Đang triển khai;40;Mở lớp.;;;;").plan(plan).report("2026-Q1");
    let point = paragraph(&text, "3. **Thời hạn.**");
    assert!(
        point.contains("Một nhiệm vụ quá thời hạn của Kế hoạch: I.2 (Sở Tư pháp, quá 10 ngày)."),
        "{point}"
    );
    assert!(super::data::task(&text, "I.2").contains("so với hạn của Kế hoạch (10/3/2026)"));
}

#[test]
fn no_more_than_five_late_tasks_are_named() {
    let rows: Vec<String> = ["I.1", "II.1", "III.1", "IV.1", "V.1"]
        .iter()
        .map(|id| format!("Sở Y tế;{id};Đang triển khai;40;Mở lớp.;;;;01/02/2026"))
        .chain(
            ["I.2", "II.2"]
                .iter()
                .map(|id| format!("Sở Tư pháp;{id};Đang triển khai;40;Mở lớp.;;;;01/3/2026")),
        )
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let data = Data::default()
        .file("2026-Q1", "so-y-te", &rows[..5])
        .file("2026-Q1", "so-tu-phap", &rows[5..])
        .page("2026-Q1", "2026-03-20", "");
    let point = paragraph(&data.report("2026-Q1"), "3. **Thời hạn.**");
    assert!(
        point.contains(
            "Bảy nhiệm vụ quá thời hạn do cơ quan chủ trì đăng ký: I.1 (Sở Y tế, quá 47 ngày)"
        ),
        "{point}"
    );
    assert!(
        point.contains("V.1 (Sở Y tế, quá 47 ngày) và 2 nhiệm vụ khác (Phụ lục I)."),
        "{point}"
    );
}

#[test]
fn money_has_a_rate_for_the_budget_alone_and_levels_are_not_merged() {
    let text = example("2026-Q1");
    assert_eq!(
        paragraph(&text, "4. **Kinh phí ngân sách**"),
        "4. **Kinh phí ngân sách** theo 8 cơ quan có báo cáo: giải ngân 697,5/6.252 triệu đồng, \
         đạt 11,2% (lũy kế từ ngày 01/01/2026)."
    );
    assert_eq!(
        paragraph(&text, "5. **Tình hình gửi báo cáo.**"),
        "5. **Tình hình gửi báo cáo.** Cấp tỉnh 11/12 cơ quan; cấp xã 11/40 xã, phường, đặc khu. Số \
         liệu cấp xã trong báo cáo này vì vậy chưa đại diện cho toàn tỉnh."
    );
}

#[test]
fn districts_and_communes_are_levels_of_their_own() {
    let point = paragraph(&example("2025-Q2"), "5. **Tình hình gửi báo cáo.**");
    assert!(point.contains("cấp huyện"), "{point}");
    let point = paragraph(&example("2025"), "5. **Tình hình gửi báo cáo.**");
    assert!(
        point.contains("Quý II/2025: cấp tỉnh") && point.contains("Quý IV/2025: cấp tỉnh"),
        "{point}"
    );
}

#[test]
fn what_is_to_be_decided_is_a_table_in_the_leads_own_words() {
    let text = example("2026-Q1");
    assert_eq!(paragraph(&text, "6. **Việc"), "6. **Việc cần cấp có thẩm quyền quyết định:**");
    let rows = markdown_rows(&text);
    let head = rows.iter().position(|row| row[0] == "Cấp quyết định").expect("the table");
    let rows: Vec<Vec<&str>> =
        rows[head + 2..head + 6].iter().map(|row| row.iter().map(|c| c.trim()).collect()).collect();
    assert_eq!(
        rows,
        [
            [
                "UBND tỉnh",
                "“cho phép gia hạn thời gian hoàn thành quy trình” [24:4]",
                "III.2, quá hạn",
                "kỳ này"
            ],
            [
                "UBND tỉnh",
                "“xem xét bố trí nhiệm vụ khoa học và công nghệ đặt hàng năm 2026” [18:2]",
                "III.5, tạm dừng",
                "kỳ này"
            ],
            [
                "UBND tỉnh",
                "“sớm xem xét, cho ý kiến đối với dự thảo tờ trình về chính sách trợ giúp trẻ em” \
                 [28:2]",
                "I.1, hạn 30/6/2026",
                "kỳ này"
            ],
            [
                "Bộ Công an",
                "“sớm ban hành hướng dẫn về quy trình điều tra thân thiện với trẻ em” [8:3]",
                "III.3, chưa triển khai",
                "quý IV/2025"
            ],
        ]
    );
}

#[test]
fn only_leads_of_tasks_in_trouble_who_ask_somebody_above_are_in_the_table() {
    let row = |id: &str, state: &str, asks: &str| {
        format!("Sở Y tế;{id};{state};40;Mở lớp.;Thiếu người.;{asks};;")
    };
    let rows = [
        row("I.1", "Tạm dừng", "Đề nghị Sở Tài chính cấp vốn."),
        row("II.1", "Tạm dừng", "Đề nghị Sở Y tế tập huấn."),
        row("III.1", "Thực hiện thường xuyên", "Đề nghị UBND tỉnh cấp vốn."),
        row("IV.1", "Tạm dừng", "Không."),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let data = Data::default().file("2026-Q1", "a", &rows).page("2026-Q1", "2026-03-20", "");
    let point = paragraph(&data.report("2026-Q1"), "6. **Việc");
    assert!(point.contains("không có; các cơ quan chủ trì"), "{point}");
}

#[test]
fn eight_decisions_at_most_and_it_is_told_how_many_more_there_are() {
    let of = |agency: &str, ids: &[&str]| -> Vec<String> {
        let row = |id: &&str| {
            format!(
                "{agency};{id};Tạm dừng;40;Mở lớp.;Thiếu người.;Đề nghị UBND tỉnh cấp vốn {id}.;;"
            )
        };
        ids.iter().map(row).collect()
    };
    let mut data = Data::default().page("2026-Q1", "2026-03-20", "");
    for (file, agency, ids) in [
        ("a", "Sở Y tế", &["I.1", "II.1", "III.1", "IV.1", "V.1"][..]),
        ("b", "Sở Tư pháp", &["I.2", "II.2", "III.2"]),
        ("c", "Công an tỉnh", &["II.4", "III.3"]),
    ] {
        let rows = of(agency, ids);
        data = data.file("2026-Q1", file, &rows.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let text = data.report("2026-Q1");
    assert_eq!(text.matches("| UBND tỉnh | “cấp vốn ").count(), 8);
    let more = paragraph(&text, "Còn 2 việc khác");
    assert!(more.contains("xem Phụ lục III"), "{more}");
}

#[test]
fn a_proposal_with_personal_data_is_not_quoted_for_the_public() {
    let row = "Sở Y tế;I.1;Tạm dừng;40;Mở lớp.;Cháu Nguyễn Văn Anh bỏ học.;\
               Đề nghị UBND tỉnh hỗ trợ cháu Nguyễn Văn Anh.;Thăm cháu Nguyễn Văn Anh.;";
    for (audience, told) in [(Audience::Internal, true), (Audience::Public, false)] {
        let text = one_row(row).markdown("2026-Q1", audience);
        let body = text.split("## Phụ lục I\n").next().expect("the body");
        assert_eq!(body.contains("Nguyễn Văn Anh"), told, "{audience:?}");
        let withheld = "| UBND tỉnh | (Không công bố: ô này có thông tin cá nhân)";
        assert_eq!(body.contains(withheld), !told, "{audience:?}: {body}");
    }
}
