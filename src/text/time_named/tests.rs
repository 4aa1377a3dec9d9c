//! What texts claim, in the words of those who write them.

use super::*;

/// What a text claims: unit, first month, year.
fn claims(text: &str) -> Vec<(Unit, u8, Option<i32>)> {
    let times = times(text);
    let claimed = times.named.iter().filter(|named| named.claim.is_some());
    let claimed: Vec<_> = claimed.map(|named| (named.unit, named.months.0, named.year)).collect();
    assert!(claimed.is_empty() || may_claim(text), "{text}");
    claimed
}

#[test]
fn the_time_of_the_text_is_found_however_it_is_written() {
    let q3 = (Unit::Quarter, 7, Some(2025));
    let q3_of_this_year = (Unit::Quarter, 7, None);
    for (text, expected) in [
        ("Trong quý III/2025, mở 3 lớp.", q3),
        ("Mở 3 lớp tập huấn trong quý 3 năm 2025.", q3),
        ("Mở 3 lớp tập huấn trong quý III-2025 tại xã", q3),
        ("Quý III/2025: mở 3 lớp", q3),
        ("Q3/2025: mở 3 lớp", q3),
        ("QIII/25 mở 3 lớp", q3),
        ("Kết quả thực hiện quý III năm 2025: mở 3 lớp", q3),
        ("Mở 3 lớp (quý III/2025).", q3),
        ("- Quý III/2025, mở 3 lớp", q3),
        ("Mở 3 lớp. Quý III/2025: phát 200 tờ rơi", q3),
        ("TRONG QUÝ III/2025, MỞ 3 LỚP", q3),
        ("Trong qúy III mở 3 lớp", q3_of_this_year),
        ("Trong quí III mở 3 lớp", q3_of_this_year),
        ("Trong quy III mo 3 lop", q3_of_this_year),
        ("Quy 3 mo 3 lop", q3_of_this_year),
        ("Trong qu\u{79}\u{301} III mở 3 lớp", q3_of_this_year),
        ("Trong 6 tháng đầu năm 2025 mở 3 lớp", (Unit::Part, 1, Some(2025))),
        ("Sáu tháng cuối năm mở 3 lớp", (Unit::Part, 7, None)),
        ("9 tháng đầu năm 2025, mở 3 lớp", (Unit::Part, 1, Some(2025))),
        ("Đã mở 3 lớp trong 9 tháng năm 2025", (Unit::Part, 1, Some(2025))),
        ("Tháng 7/2025, mở 3 lớp", (Unit::Month, 7, Some(2025))),
        ("Đã mở 3 lớp trong tháng 7", (Unit::Month, 7, None)),
        ("Trong năm 2024, mở 3 lớp", (Unit::Year, 1, Some(2024))),
        ("Năm 2024: mở 3 lớp", (Unit::Year, 1, Some(2024))),
        ("Kết quả năm 2024: mở 3 lớp", (Unit::Year, 1, Some(2024))),
        ("Đến hết quý III/2025 đã mở 3 lớp", q3),
        ("Tính đến hết quý III năm 2025, mở 3 lớp", q3),
        ("Kỳ báo cáo quý III/2025: mở 3 lớp", q3),
        ("Kỳ báo cáo: quý III/2025. Mở 3 lớp", q3),
        ("Báo cáo quý III/2025: mở 3 lớp", q3),
        ("Quý ba năm 2025 mở 3 lớp", q3),
        ("T7/2025: mở 3 lớp", (Unit::Month, 7, Some(2025))),
        ("Lũy kế 9 tháng đầu năm 2025: 12 lớp", (Unit::Part, 1, Some(2025))),
        ("Tính đến 14/12/2025 đã mở 3 lớp", (Unit::Day, 12, Some(2025))),
        ("Đã mở 3 lớp tính đến hết ngày 14/12/2025", (Unit::Day, 12, Some(2025))),
        ("Đến ngày 14/12/2025, mở 3 lớp", (Unit::Day, 12, Some(2025))),
        ("Từ 15/9/2025 đến 14/12/2025 mở 3 lớp", (Unit::Day, 9, Some(2025))),
        ("Từ ngày 15/9 đến ngày 14/12/2025 mở 3 lớp", (Unit::Day, 9, Some(2025))),
        ("Từ ngày 15 tháng 9 đến ngày 14 tháng 12 năm 2025 mở 3 lớp", (Unit::Day, 9, Some(2025))),
    ] {
        assert_eq!(claims(text), [expected], "{text}");
    }
}

#[test]
fn each_of_a_list_is_named() {
    let months = |text| claims(text).into_iter().map(|(_, month, _)| month).collect::<Vec<_>>();
    assert_eq!(months("Trong tháng 7, 8/2025 mở 3 lớp"), [7, 8]);
    assert_eq!(months("Trong tháng 7 và tháng 8 mở 3 lớp"), [7, 8]);
    assert_eq!(months("Trong các tháng 7 – 9 mở 3 lớp"), [7, 8, 9]);
    assert_eq!(months("Trong 3 tháng 7, 8, 9/2025 mở 3 lớp"), [7, 8, 9]);
    assert_eq!(months("Trong quý I và II mở 3 lớp"), [1, 4]);
    assert_eq!(months("Trong quý I, quý II/2025 mở 3 lớp"), [1, 4]);
    assert_eq!(months("Trong năm 2024 và 2025 mở 3 lớp"), [1, 1]);
}

#[test]
fn what_names_a_time_without_being_of_it() {
    for text in [
        "Ban hành Kế hoạch 12/KH-UBND ngày 5/3/2024",
        "Xây dựng kế hoạch giai đoạn 2021–2030",
        "Mở 3 lớp, tăng 2 lớp so với quý II",
        "Mở 3 lớp, nhiều hơn số lớp trong quý II",
        "Giảm 5% so với cùng kỳ năm 2024",
        "Vận hành mô hình từ quý II",
        "Triển khai lại từ tháng 4, không đặt hàng bằng ngân sách",
        "Có 3 nội dung kéo dài đến hết năm 2026",
        "Dự kiến quý IV mở 2 lớp",
        "Trong quý IV sẽ mở 2 lớp",
        "Kết thúc năm học 2024–2025",
        "Trong năm học 2024 - 2025, mở 3 lớp",
        "Thực hiện Chương trình mục tiêu quốc gia năm 2025",
        "Lũy kế từ đầu năm: 12 lớp",
        "Lũy kế 9 tháng: 12 lớp",
        "Trong tháng hành động vì trẻ em, mở 3 lớp",
        "Tháng hành động vì trẻ em năm 2025: 1 lễ phát động",
        "Hoạt động hè 2025 cho thiếu nhi",
        "Mở 3 lớp. Quý I xã không gửi báo cáo do nhầm thời hạn.",
        "Trong quý I, xã chưa gửi báo cáo",
        "Báo cáo gộp quý I và quý II: 9 buổi",
        "Tổng kết công tác trẻ em trong năm 2025",
        "Sơ kết phong trào trong quý III",
        "Xử lý 5 vụ xảy ra trong quý II",
        "Mở các lớp theo kế hoạch trong quý III",
        "Làm xong 2 việc chưa làm trong quý II",
        "Quảng trường 16 tháng 4 có 900 em dự",
        "Một ca đuối nước tháng 5 được sơ cứu kịp",
        "Tổ công tác họp lần đầu vào tháng 4",
        "Trong 6 tháng thử nghiệm có 88 lượt",
        "Báo cáo quý III gửi chậm do đổi cán bộ",
        "Từ quý III, mô hình do xã vận hành",
        "Mở 3 lớp, kéo dài từ 15/9/2025 đến 14/12/2025",
        "Tiếp nhận hồ sơ đến ngày 14/12/2025",
        "Quý ba mẹ đến dự đông đủ",
        "Đến nay có 12 lớp",
        "T4 hằng tuần sinh hoạt câu lạc bộ",
        "Ba tháng có 88 lượt, nhiều nhất là nhớ nhà",
        "Sau một quý có 26 cháu ra khỏi diện suy dinh dưỡng",
        "Trong quý III năm ngoái mở 3 lớp",
        "Sau 3 năm 2 huyện đã xong",
        "Quy 3 cấp về một",
        "Trong nội quy 4 điều",
        "Thăng 2 bậc",
        "Phát hành tờ tin thống kê về trẻ em năm 2025",
        "Khám cho trẻ em từ 6 đến 35 tháng tuổi",
        "",
    ] {
        assert_eq!(claims(text), [], "{text}");
    }
}

#[test]
fn days_are_named_and_never_claimed() {
    for (text, month, year) in [
        ("Ngày 05/10/2025 mở lớp", 10, Some(2025)),
        ("Ngày 5/10 mở lớp", 10, None),
        ("Ngày 5 tháng 10 năm 2025 mở lớp", 10, Some(2025)),
    ] {
        let named = times(text).named;
        let found = named.iter().map(|n| (n.unit, n.months.0, n.year, n.claim)).collect::<Vec<_>>();
        assert_eq!(found, [(Unit::Day, month, year, None)], "{text}");
    }
}

#[test]
fn a_word_for_now_is_told() {
    assert!(times("Trong quý III khởi công, đến nay đã xong").says_now);
    assert!(times("Kỳ này mở 3 lớp").says_now);
    assert!(!times("Trong kỳ mở 3 lớp").says_now);
}
