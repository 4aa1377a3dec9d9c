//! Texts as clerks write them, each with what it says of a person, and near misses.

use super::*;

fn kinds(text: &str) -> Vec<Kind> {
    let mut kinds: Vec<Kind> =
        found_in(text, |name| name == "tô hạp").into_iter().map(|f| f.kind).collect();
    kinds.dedup();
    kinds
}

#[test]
fn children_are_found_by_their_full_names() {
    for text in [
        "Hỗ trợ cháu Nguyễn Văn A",
        "Hỗ trợ cháu Nguyễn Văn An 500.000 đồng",
        "Em Trần Thị Bích, lớp 5A, đã trở lại trường",
        "bé Lê Nam bị bỏ rơi",
        "cháu: Nguyễn Văn A",
        "02 cháu (Nguyễn Văn A, Trần Thị B)",
        "cháu NGUYỄN VĂN A",
        "CHÁU NGUYỄN VĂN A",
        "cháu tên là Phạm Minh Khôi",
        "cháu bé Đỗ Gia Hân",
        "em học sinh lớp 5A Trần Quốc Huy",
        "chau Nguyen Van An bi duoi nuoc",
        "trẻ Nguyễn Văn A",
        "học sinh Huỳnh Thị Kim Ngân",
        "cháu gái Katơr Thị Hoa",
        "em Mấu Thị Lan",
        "cháu H'Linh Niê",
        "con ông Nguyễn Văn B",
        "con của bà Trần Thị C",
        "con vợ chồng anh Lê Văn D",
        "nạn nhân Nguyễn Thị E",
        "Nguyễn Văn A (12 tuổi) bị tai nạn",
        "Trần Thị Bé, sinh năm 2014, mồ côi",
        "Trần Thị Bé (SN 2014)",
        "cháu \u{201c}Nguyễn Văn A\u{201d}",
        "cha\u{301}u Nguye\u{302}\u{303}n Va\u{306}n An",
        "cháu\u{a0}Nguyễn\u{a0}Văn\u{a0}A",
        "cháu Lò Văn Sơn, lớp 3",
        "em Giàng A Páo",
        "cháu Bo Bo Thị Hoa",
        "cháu Mang Văn Kiên",
        "em Ê Ban Y Thái",
        "em H Linh Niê",
        "em Nguyễn-Thị-Mai",
        "em Nguyễn.Văn.An",
        "em Trần thị Bích",
        "cháu Ｎguyễn Văn An",
        "em học sinh Raglai Cao Văn Lực",
        "trẻ tử vong: Trần Văn Kiên",
        "con đỡ đầu: Trần Thị Nhi",
        "Danh sách: Nguyễn Văn An, Trần Thị Bình",
        "Trao xe đạp cho Cao Thị Nhi",
        "cháu Y Thiên Niê",
        "cháu nguyễn văn an",
        "cháu có họ và tên là Nguyễn Văn A",
        "02 cháu bị xâm hại là Nguyễn Văn A và Trần Thị B",
        "Nguyễn Văn A, học sinh lớp 5A, bị đuối nước",
        "nữ sinh Trần Gia Hân",
        "tặng quà nam sinh lớp 9 Lê Quốc Bảo",
        "hỗ trợ cháu\nTrần Gia Hân",
        "các cháu: 1. Mai Thị Hoa; 2. Lê Văn Tý",
        "trẻ bị xâm hại Lê Quốc Bảo",
        "Hồ sơ con nuôi: Trần Gia Hân",
        "Trao học bổng cho các em sau: Mai Thị Hoa, Cao Văn Lực",
        "Trẻ được nhận quà: - Mai Thị Hoa - Cao Văn Lực",
        "03 trẻ có hoàn cảnh đặc biệt được hỗ trợ: 1. Mai Thị Hoa; 2. Cao Văn Lực",
        "các cháu sau đây:\n1) Mai Thị Hoa\n2) Cao Văn Lực",
        "học sinh nhận học bổng gồm có:\n- Mai Thị Hoa\n- Cao Văn Lực",
        "trẻ bị đuối nước: Mai Thị Hoa",
    ] {
        assert_eq!(kinds(text), [Kind::Name], "{text}");
    }
}

#[test]
fn children_are_found_by_given_names_alone() {
    for text in [
        "cháu Tuấn",
        "bé trai Minh Khôi bị lạc",
        "Trẻ em tên là Gia Hân",
        "em Ngọc, lớp 5B",
        "các em Nhi, Hân, Bảo",
        "hai chị em Hồng và Huệ",
        "cháu \u{201c}Hân\u{201d}",
        "cháu An bị ngã",
        "em K'Brếp",
        "cháu GIA HÂN bị lạc",
        "chau Tuan bi lac",
        "Cháu Trần gia hân",
        "em lê minh khôi",
    ] {
        assert_eq!(kinds(text), [Kind::Name], "{text}");
    }
    for text in [
        "cháu An toàn",
        "Bé An toàn giao thông",
        "hội thi Bé Khôi Ngô",
        "20 em Hòa Minh",
        "con em Hồng Hà",
        "trẻ em Minh Khôi",
        "nhóm trẻ Hồng Nhung",
        "em - \u{201c} Lý kể",
        "học sinh Minh Khai",
        "đội tên là Minh Khôi",
        "trẻ mang bầu",
        "em Mang Theo",
        "Học sinh Đoàn Thị Lan (trường)",
    ] {
        assert!(kinds(text).is_empty(), "{text}: {:?}", found_in(text, |_| false));
    }
}

#[test]
fn initials_are_found_with_an_age_alone() {
    for text in [
        "cháu T.T.B.N (13 tuổi)",
        "cháu N.T.A sinh năm 2012",
        "nạn nhân L.T.H., sinh năm 2012",
        "em H. (7 tuổi)",
        "T.V.M, lớp 7A",
        "cháu NTA (13 tuổi)",
    ] {
        assert_eq!(kinds(text), [Kind::Initials], "{text}");
    }
    for text in ["cháu T.T.B.N", "ông N.V.H (32 tuổi)", "nhóm A (12 tuổi)", "em HS (12 tuổi)"]
    {
        assert!(kinds(text).is_empty(), "{text}: {:?}", found_in(text, |_| false));
    }
}

#[test]
fn cards_of_insurance_accounts_and_mail_are_found_with_their_persons() {
    for (text, kind) in [
        ("thẻ TE1565612345678", Kind::Insurance),
        ("TE 1 56 56 123 45678", Kind::Insurance),
        ("BHYT 5612345678", Kind::Insurance),
        ("mã số bảo hiểm xã hội: 5612345678", Kind::Insurance),
        ("STK 0071001234567 của gia đình em", Kind::Account),
        ("tài khoản của mẹ cháu: 0071001234567", Kind::Account),
        ("thư: me.be.han@gmail.com", Kind::Mail),
        ("email của mẹ cháu hoa@congty.vn", Kind::Mail),
    ] {
        assert_eq!(kinds(text), [kind], "{text}");
    }
    for text in [
        "SN1565612345678",
        "TE12345",
        "BHYT: 1.234.567.890 đồng",
        "tài khoản 0071001234567 của Quỹ Bảo trợ trẻ em",
        "tài khoản Ban đại diện cha mẹ học sinh 0071001234567",
        "syt@khanhhoa.gov.vn",
        "mẹ cháu gửi đến syt@khanhhoa.gov.vn",
        "ubnd.phuong@gmail.com",
        "Phòng Trẻ em: bv.kh@gmail.com",
        "trang @treem",
    ] {
        assert!(kinds(text).is_empty(), "{text}: {:?}", found_in(text, |_| false));
    }
}

#[test]
fn words_for_children_beside_other_names_are_no_names() {
    for text in [
        "em Nguyễn",
        "học sinh Phan Bội Châu đạt giải",
        "học sinh Lý Thường Kiệt đạt giải nhất",
        "các cháu.\nNguyễn Văn A báo cáo",
        "cháu N.V.A",
        "cháu N.V.A. và cháu T.T.B.",
        "em Nguyễn A.",
        "cháu Nguyễn V. A",
        "trẻ em Khánh Hòa",
        "trẻ em Hà Nội và trẻ em Lâm Đồng",
        "trẻ em Thái Nguyên",
        "trẻ em Tô Hạp",
        "em Tô Hạp",
        "bé gái",
        "Cháu ngoan Bác Hồ",
        "Đại hội Cháu ngoan Bác Hồ lần thứ X",
        "Em yêu Tổ quốc",
        "cuộc thi Em yêu Tổ quốc Việt Nam",
        "Luật Trẻ em, Công ước Liên Hợp Quốc",
        "Cục Trẻ em Bộ Y tế",
        "120 trẻ em Trường Tiểu học Lê Hồng Phong",
        "học sinh Trường THCS Nguyễn Trãi",
        "các em Trường THPT Lê Quý Đôn",
        "học sinh Lê Lợi",
        "trao quà cho 20 em. Ông Nguyễn Văn A, Chủ tịch UBND xã, dự",
        "20 em, Trần Văn B trao quà",
        "CÁC EM ĐỖ ĐẠT CAO",
        "TRẺ EM HỒ CHÍ MINH",
        "Ông Nguyễn Văn A, Giám đốc Sở",
        "bà Trần Thị B (sinh năm 1980), cán bộ trẻ em",
        "Đội Thiếu niên Tiền phong Hồ Chí Minh",
        "thiếu nhi Hồ Chí Minh",
        "Phòng Lao động Bảo trợ xã hội",
        "tre em Khanh Hoa",
        "bạn bè Nguyễn Văn A",
        "Đồng chí Nguyễn Văn Bé, Bí thư",
        "con em Đồng bào dân tộc",
        "chị em Hội Phụ nữ",
        "trao quà cho 20 cháu và ông Nguyễn Văn A",
        "trẻ em của Phó Chủ tịch Nguyễn Văn A",
        "các em Quảng Ninh, Quảng Nam",
        "20 em Trường Võ Thị Sáu",
        "các em học sinh THCS Nguyễn Văn Trỗi, học sinh lớp 9 dự thi",
        "trẻ em, đại diện là Tỉnh đoàn Khánh Hòa",
        "các cháu, các em, cháu bé, bé trai, trẻ em",
        "trẻ em được hỗ trợ tại xã: Nguyễn Văn An phụ trách",
        "trao quà cho các em, thành phần đoàn: Nguyễn Văn An, Trần Thị Bình",
        "học sinh nhận học bổng: Trường Nguyễn Trãi 5 em",
        "trẻ bị đuối nước: Ninh Hòa 2 em, Khánh Sơn 1 em",
        "các em được trao học bổng: Võ Thị Sáu, Kim Đồng",
        "Thành viên: 1. Nguyễn Văn An; 2. Trần Thị Bình",
        "các cháu sau: 20 cháu ở xã Vạn Ninh",
    ] {
        assert!(kinds(text).is_empty(), "{text}: {:?}", found_in(text, |_| false));
    }
}

#[test]
fn identity_cards_are_found_however_they_are_grouped() {
    for text in [
        "CCCD 056312345678",
        "số 056312345678",
        "056 312 345 678",
        "056.312.345.678",
        "0563 1234 5678",
        "CCCD: 056-312-345-678",
        "CCCD056312345678",
        "số định danh cá nhân: 056312345678",
        "căn cước công dân số 056 312345678",
        "CMND 225123456",
        "CMND số 225 123 456",
        "chứng minh nhân dân số: 225.123.456",
        "năm 2025 056312345678",
        "mã số định danh 056312345678",
    ] {
        assert_eq!(kinds(text), [Kind::Identity], "{text}");
    }
}

#[test]
fn telephone_numbers_of_persons_are_found() {
    for text in [
        "ĐT 0905123456",
        "ĐT: 0905 123 456",
        "SĐT 0905.123.456",
        "0905-123-456",
        "sđt0905123456",
        "+84905123456",
        "+84 905 123 456",
        "điện thoại 84905123456",
        "09 05 12 34 56",
        "0905 12 34 56",
        "mẹ cháu (0383123456)",
        "liên hệ gia đình 0258 3822 123",
        "nhà bà B (0258) 3822123",
        "12 cháu 0905123456",
        "tư vấn trực tiếp qua số 0905123456",
        "+84 (0)905 123 456",
        "0905123456/0914123456",
        "Tổng đài 111, ĐT mẹ cháu 0905123456",
    ] {
        assert_eq!(kinds(text), [Kind::Telephone], "{text}");
    }
}

#[test]
fn other_numbers_are_no_numbers_of_persons() {
    for text in [
        "tài khoản Quỹ Bảo trợ trẻ em: 056312345678",
        "Tổng đài điện thoại quốc gia bảo vệ trẻ em 111",
        "đường dây nóng 18001567",
        "đường dây nóng 1800 1567",
        "hotline 0905 123 456",
        "đường dây nóng bảo vệ trẻ em của tỉnh: 0905 123 456",
        "Trung tâm Công tác xã hội, ĐT 0258 3822 222",
        "Công an phường (0258.3822222)",
        "0258 3822 222 (Trung tâm Công tác xã hội)",
        "fax 0258 3822 222",
        "123/KH-UBND ngày 12/03/2026",
        "1088/SKHCN-CĐS ngày 12/11/2025; 5471/SYT-NVY ngày 12/11/2025",
        "120.000.000 đồng",
        "1.350.000.000 đồng, 612.750.000 đồng",
        "1 350 000 000 đồng",
        "12.090.512.345.600 đồng",
        "150000000",
        "1234567890123 đồng",
        "Ủy ban nhân dân xã hỗ trợ 225123456 đồng",
        "chứng minh đã chi 225.123.456 đồng",
        "số trực 24/7: 0905 123 456",
        "tài khoản 056312345678 tại Kho bạc",
        "STK: 0905123456",
        "mã số thuế 0301234567",
        "mã QHNS 1012345",
        "mã số 056312345678",
        "https://skh.example/0905123456",
        "Quyết định số 0905123456/QĐ-UBND",
        "Tổng đài 1800 599 920; 1900 6040; 113; 114; 115",
        "hotline 0905123456/0914123456",
        "anh-0905123456_2.jpg",
        "giai đoạn 2021 - 2025",
        "từ 01.01.2026 đến 31.03.2026",
        "08-09-2025 10 12",
        "000.00.00.H32-260312-0001",
        "3.900 học sinh, 130 nhân viên, 1.260 trẻ em",
    ] {
        assert!(kinds(text).is_empty(), "{text}: {:?}", found_in(text, |_| false));
    }
}

#[test]
fn days_of_birth_are_found() {
    for text in [
        "cháu An sinh ngày 01/02/2013",
        "Nguyễn Văn An - sinh ngày 01/02/2013",
        "sinh ngày 12/3/2015",
        "cháu sinh ngày 12 tháng 3 năm 2015",
        "cháu N.V.A (sinh 12/03/2015)",
        "ngày sinh: 12-3-2015",
        "ngày, tháng, năm sinh: 12.3.2015",
        "SN 12/3/2015",
        "Ngày sinh của cháu là 12/3/2015",
        "sinh ngày 2015-03-12",
        "sinh ngày 12.03.15",
        "NS: 12/3/2015",
    ] {
        assert_eq!(kinds(text).last(), Some(&Kind::BirthDay), "{text}");
    }
}

#[test]
fn other_days_and_years_are_no_days_of_birth() {
    for text in [
        "Trẻ sinh ngày 01/01/2026 trở đi được cấp thẻ",
        "chi trả an sinh ngày 20/01/2026",
        "đăng ký khai sinh ngày 12/3/2026 cho 12 trẻ",
        "gặp mặt học sinh ngày 20/11/2025",
        "tổng vệ sinh ngày 12/3/2026",
        "ngày sinh hoạt chuyên đề 12/3/2026",
        "phát sinh ngày 12/3/2026",
        "tuyển sinh ngày 01/7/2026",
        "trẻ sinh năm 2024",
        "trẻ sinh từ ngày 01/01/2020 đến ngày 31/12/2020",
        "kỷ niệm ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890 - 19/5/2026)",
        "sinh nhật 12/3/2026",
        "sàng lọc sơ sinh ngày 12/3/2026",
        "NS tỉnh 12/2025; NS: 120.000.000 đồng",
    ] {
        assert!(kinds(text).is_empty(), "{text}: {:?}", found_in(text, |_| false));
    }
}

#[test]
fn what_is_found_is_masked() {
    let text = "cháu Nguyễn Văn A, CCCD 056312345678, ĐT 0905123456, sinh ngày 12/3/2015";
    let masked: Vec<String> = found_in(text, |_| false).into_iter().map(|f| f.masked).collect();
    assert_eq!(masked, ["cháu N.V.A", "056…78", "090…56", "sinh …/2015"]);
}

/// Pieces that make, hide or break personal data.
const PIECES: &[&str] = &[
    "cháu ",
    "em ",
    "trẻ em ",
    "Nguyễn",
    "nguyễn",
    "NGUYỄN",
    "Nguye\u{302}\u{303}n",
    "Pi Năng",
    "Văn",
    "văn",
    "Thị",
    "THỊ",
    "thị",
    "An",
    "Bình",
    "H'Linh",
    "K’Sor",
    " ",
    "  ",
    "\u{a0}",
    "\u{200b}",
    "\u{ad}",
    "\n",
    ". ",
    ", ",
    "-",
    " - ",
    "–",
    "(",
    ")",
    "/",
    "12 tuổi",
    "lớp 6",
    "0905123456",
    "0905",
    "123",
    "456",
    "056312345678",
    "CCCD ",
    "ĐT",
    "１２",
    "sinh ",
    "Sinh ngày ",
    "học sinh ",
    "khai sinh ",
    "SN ",
    "12/3/2015",
    "12 tháng 3 năm 2015",
    "Hà Nội",
    "UBND xã ",
    "“",
    "”",
    "×",
    "các em ",
    "bé trai ",
    "tên là ",
    "Cháu ",
    "Tuấn",
    "gia hân",
    "Hân",
    "lê ",
    "Mang",
    "Ê",
    "Ban",
    "K'Brếp",
    "T",
    "T.",
    "N.",
    ": ",
    " và ",
    "danh sách: ",
    "tặng quà cho ",
    "_",
    "@",
    "an@gmail.com",
    "TE1565612345678",
    "BHYT ",
    "STK ",
    "bị đuối nước",
    "Ｎ",
];

proptest::proptest! {
    /// What [`Suspected`] rules out is not there.
    #[test]
    fn nothing_is_missed_by_the_fast_path(picked in proptest::collection::vec(0..PIECES.len(), 1..14)) {
        let text: String = picked.iter().map(|n| PIECES[*n]).collect();
        let mut whole = found_of(Suspected::ALL, &text, |_| false);
        whole.sort_by_key(|f| f.kind);
        whole.dedup();
        proptest::prop_assert_eq!(found_in(&text, |_| false), whole, "{}", text);
    }
}

#[test]
fn the_common_families_are_those_of_the_fast_path() {
    for family in vocabulary::COMMON.split(' ') {
        let text = format!("trẻ {family} văn an, 12 tuổi");
        assert!(Suspected::in_text(&text).names, "{family}");
    }
}
