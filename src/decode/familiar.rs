//! The commonest words of reports, which tell two readings apart where both give syllables: `xã` is
//! in nearly every file, `xó` and `xở` in none.

use std::collections::HashSet;
use std::sync::OnceLock;

/// Words with a letter that ASCII lacks, in small letters.
const WORDS: &str = "án ảnh báo bàn bảo bé biển bị bình bổ bộ bố bước cả các cán cấp cần chế chỉ chính chủ chức chưa \
    có còn công cơ cứu của cụ đã đại đảm đang đạo đạt đặc để đề đến đều địa điểm điều đình định đó đoàn đô độ đối đội \
    đồng đợt đủ được đường gái giá giải giám giới giữa góp hà hành hại hạn hệ hiện hỗ hồ hộ hội hợp huyện \
    hướng kế kết khác khăn khánh khó khỏe khoẻ kỳ kỹ là làm lớp lần lập liệu luật lượt lý mầm mặt mới mở mỗi một mức năm năng \
    nền này nâng ngày nghị nghiệm nghiệp người nguồn nhà nhân nhận nhiều nhiệm những nội nước ở phát phần phí \
    phòng phó phối phụ phường quả quản quận quốc quý quỹ quyền rà sách sản sát sẽ số sở sơ soát sự sức tạm tài \
    tạo tập tất tế thành tháng thái thể thị thiếu thôn thông thời thuộc thức thực thường tiến tiếp tiểu tỉnh tình \
    tổ tổng tới trạm trạng trẻ trên trì triển trình trợ trò trong trường trưởng trước từ tư tuyên tuyến tự ủy uỷ và \
    vào văn vấn vẫn về vệ vị viên viện việc với vụ vùng vượt xã xâm xây xét xử ý yếu \
    không dục động hoạt lực truyền huấn bạo mạng học mẹ đuối nạn vốn";

/// Whether a word is one of them.
pub(super) fn is_familiar(word: &str) -> bool {
    static SET: OnceLock<HashSet<&str>> = OnceLock::new();
    let set = SET.get_or_init(|| WORDS.split_whitespace().collect());
    set.contains(word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::is_familiar;

    #[test]
    fn words_of_every_report_are_familiar() {
        for word in ["xã", "Xã", "SỞ", "Ủy", "đặc", "của", "KHÔNG"] {
            assert!(is_familiar(word), "{word}");
        }
        for word in ["xó", "xở", "UBND", "", "trien"] {
            assert!(!is_familiar(word), "{word}");
        }
    }
}
