//! Family A: against the appendix and the register.

use super::{Case, case};

const AGENCY: &str = "Cơ quan báo cáo";
const TASK: &str = "Mã nhiệm vụ";
const COMMUNE: &str = "ubnd-xa-van-ninh.csv";
const WORK: &str = "Đang triển khai;20;Nói chuyện tại 4 thôn";

pub(super) const CASES: &[Case] = &[
    case("A501", "misspelt the agency", |f| f.set_all(AGENCY, "Sở Tư phấp"))
        .near("used the short name", |f| f.set_all(AGENCY, "STP")),
    case("A501", "named a department of a district", |f| {
        f.add(COMMUNE, &format!("2025-Q3;Phòng LĐTBXH;II.1;{WORK}"));
    })
    .near("added the province", |f| f.set_all(AGENCY, "Sở Tư pháp tỉnh Khánh Hoà")),
    case("A501", "wrote “as above”", |f| f.set(3, AGENCY, "nt"))
        .near("wrote the code of the agency", |f| f.set(3, AGENCY, "so-tu-phap")),
    case("A502", "wrote a name that two bodies have", |f| {
        f.add("nha-trang.csv", &format!("2025-Q3;Nha Trang;II.1;{WORK}"));
    })
    .near("wrote the level too", |f| {
        f.add("nha-trang.csv", &format!("2025-Q3;UBND P. Nha Trang;II.1;{WORK}"));
    }),
    case("A503", "wrote a code that is not in the appendix", |f| f.set(2, TASK, "VI.1"))
        .near("wrote a hyphen", |f| f.set(2, TASK, "I-2")),
    case("A503", "wrote the text of the task into the column of codes", |f| {
        f.set(3, TASK, "Truyền thông để mọi trẻ em được đăng ký khai sinh và có quốc tịch");
    })
    .near("wrote spaces into the code", |f| f.set(3, TASK, "II . 2")),
    case("A503", "put two tasks into a row", |f| f.set(4, TASK, "III.2, III.3"))
        .near("wrote small letters", |f| f.set(4, TASK, "iii.2")),
    case("A503", "wrote the group alone", |f| f.set(4, TASK, "III"))
        .near("wrote the code with a full stop", |f| f.set(4, TASK, "III.2.")),
    case("A504", "reports on a task in which it has no part", |f| {
        f.add(COMMUNE, &format!("2025-Q3;UBND xã Vạn Ninh;IV.5;{WORK}"));
    })
    .near("reports on one in which it coordinates", |f| {
        f.add(COMMUNE, &format!("2025-Q3;UBND xã Vạn Ninh;II.1;{WORK}"));
    }),
    case("A505", "took itself for a coordinator", |f| f.set(2, "Vai trò", "Phối hợp"))
        .near("wrote the role in small letters", |f| f.set(2, "Vai trò", "chủ trì")),
    case("A506", "still writes the name of the district", |f| {
        f.add("dien-khanh.csv", &format!("2025-Q3;UBND huyện Diên Khánh;II.1;{WORK}"));
    })
    .near("writes the name of the commune", |f| {
        f.add("dien-khanh.csv", &format!("2025-Q3;UBND xã Diên Khánh;II.1;{WORK}"));
    }),
    case("A507", "reports for a quarter in which it did not exist", |f| {
        before_the_communes(f);
        f.add("nha-trang.csv", &format!("2025-Q2;UBND phường Nha Trang;II.1;{WORK}"));
    })
    .near("reports as the district of that quarter", |f| {
        before_the_communes(f);
        f.add("nha-trang.csv", &format!("2025-Q2;UBND thành phố Nha Trang;II.1;{WORK}"));
    }),
    case("A508", "wrote the name of the group", |f| {
        f.add("xa.csv", &format!("2025-Q3;UBND cấp xã;II.1;{WORK}"));
    })
    .near("wrote its own name", |f| {
        f.add("xa.csv", &format!("2025-Q3;UBND xã Diên Điền;II.1;{WORK}"));
    }),
    case("A509", "left a row of another agency in its file", |f| {
        let foot = f.copy_to_foot(2);
        f.set(foot, AGENCY, "Sở Tài chính");
        f.set(foot, "Vai trò", "Phối hợp");
    })
    .near("wrote its name in two ways", |f| f.set(2, AGENCY, "sở tư pháp")),
    case("A510", "sorted the column of codes and no other", |f| {
        f.add_column("Nội dung nhiệm vụ", TEXTS);
        f.cells[1][3] = "II.2".to_owned();
        f.cells[2][3] = "I.2".to_owned();
    })
    .near("sorted the whole table", |f| {
        f.add_column("Nội dung nhiệm vụ", TEXTS);
        f.cells.swap(1, 2);
    }),
];

/// How the appendix words the tasks of Sở Tư pháp, in the order of its rows.
const TEXTS: [&str; 3] = [
    "Nghiên cứu, kiến nghị sửa đổi, bổ sung Bộ luật Hình sự và khả năng gia nhập các công ước",
    "Truyền thông, giáo dục, nâng cao nhận thức của cộng đồng, bảo đảm mọi trẻ em",
    "Nghiên cứu, rà soát, đánh giá, kiến nghị, đề xuất xây dựng quy trình về thực hiện xử lý",
];

/// The quarter before the communes, of which nothing but one file is here; still open.
fn before_the_communes(f: &mut super::Folder) {
    f.silent();
    f.others.clear();
    f.page = "period: 2025-Q2\n".to_owned();
    f.period = Some(report::plan::Period::Quarter(2025, 2));
    f.as_of = super::folder::day("2025-06-15");
}
