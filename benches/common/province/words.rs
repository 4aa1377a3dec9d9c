//! The words of the made-up province, in pieces: what bodies do, what hinders them, what they ask.
//!
//! `{n}` is a number below a hundred, `{m}` one of hundreds, `{p}` a place of the body, `{u}` the body
//! asked. Pieces name no person.

/// By task, what is done for it. A task that is not named has only what is done for any.
pub(super) const OF_TASK: [(&str, [&str; 6]); 20] = [
    (
        "I.1",
        [
            "rà soát {n} văn bản còn hiệu lực có quy định về trẻ em, đề nghị sửa {n} nội dung không còn phù hợp với chính quyền hai cấp",
            "đưa {n} chỉ tiêu về trẻ em vào kế hoạch phát triển kinh tế - xã hội, giao từng bộ phận theo dõi hằng tháng",
            "lấy ý kiến {m} người dân và {n} trẻ em về dự thảo kế hoạch trước khi trình thông qua",
            "tổng hợp {n} kiến nghị về trợ giúp trẻ em khuyết tật gửi cơ quan có thẩm quyền",
            "khảo sát việc sử dụng lao động chưa thành niên tại {n} cơ sở sản xuất ở {p}",
            "đánh giá tác động của {n} chính sách đối với trẻ em lang thang, trẻ em lao động sớm",
        ],
    ),
    (
        "I.2",
        [
            "nghiên cứu {n} vụ việc đã giải quyết để góp ý sửa đổi quy định hình sự về người dưới 18 tuổi",
            "tổ chức {n} buổi tọa đàm góp ý dự án luật, có {m} lượt ý kiến",
            "rà soát {n} trường hợp chưa rõ quốc tịch đang cư trú tại {p}",
            "sưu tầm tài liệu về các công ước liên quan đến không quốc tịch, biên soạn {n} chuyên đề",
            "phân công {n} công chức theo dõi việc thi hành pháp luật hình sự có liên quan",
            "gửi {n} nhóm ý kiến góp ý bằng văn bản",
        ],
    ),
    (
        "II.1",
        [
            "tổ chức {n} buổi nói chuyện về Luật Trẻ em tại {p}, thu hút {m} lượt người",
            "phát {m} tờ gấp về phòng, chống xâm hại trẻ em, trong đó có bản tiếng dân tộc thiểu số",
            "tập huấn cho {n} cộng tác viên về cách tiếp nhận và ghi chép ban đầu khi có trẻ em bị bạo lực",
            "phát thanh {n} kỳ chuyên mục trên hệ thống truyền thanh cơ sở",
            "tổ chức đối thoại giữa lãnh đạo địa phương với {m} trẻ em, trả lời {n} câu hỏi tại chỗ",
            "hướng dẫn {m} cha mẹ ở {p} cách dạy con không dùng đòn roi",
        ],
    ),
    (
        "II.2",
        [
            "làm khai sinh cho {m} trẻ em, trong đó {n} trường hợp quá hạn ở {p}",
            "tổ chức {n} đợt khai sinh lưu động tại các khu dân cư ở xa",
            "đối chiếu {m} hồ sơ hộ tịch với danh sách tiêm chủng, phát hiện {n} em chưa khai sinh",
            "trả kết quả tại nhà cho {n} gia đình neo đơn",
            "hướng dẫn {n} gia đình làm thủ tục nhận cha, mẹ, con",
            "niêm yết thủ tục bằng hai thứ tiếng ở {p}",
        ],
    ),
    (
        "II.3",
        [
            "lồng ghép nội dung ứng phó với biến đổi khí hậu trong {n} tiết sinh hoạt, {m} học sinh tham gia",
            "tổ chức cuộc thi vẽ tranh về biển, rừng và nước sạch, nhận {m} bài",
            "diễn tập sơ tán khi có thiên tai cho {m} học sinh tại {p}",
            "thu gom {n} bao rác nhựa ven sông, ven biển cùng học sinh",
            "cấp {n} bộ học liệu về quyền và bổn phận của trẻ em",
            "xây dựng {n} vườn trường, góc xanh",
        ],
    ),
    (
        "II.4",
        [
            "tuyên truyền về thủ đoạn mua bán người tại {p} cho {m} lượt người",
            "dán {m} tờ cảnh báo ở bến xe, nhà trọ, cảng cá",
            "gặp gỡ {n} gia đình có con nghỉ học đi làm xa",
            "xử lý {n} tin báo, không có trường hợp trẻ em bị mua bán",
            "tập huấn cho {n} chủ nhà trọ, lễ tân về dấu hiệu nhận biết",
            "chiếu {n} phóng sự trong giờ chào cờ đầu tuần",
        ],
    ),
    (
        "III.1",
        [
            "tiếp nhận {n} thông báo từ Tổng đài 111, phối hợp giải quyết xong trong thời hạn",
            "họp nhóm liên ngành {n} lần để thống nhất cách can thiệp",
            "công bố đầu mối tiếp nhận tại {p}",
            "theo dõi {n} trường hợp sau can thiệp",
            "rà soát việc thực hiện quy chế phối hợp, sửa {n} điểm chưa rõ",
            "hướng dẫn {m} người dân cách gọi Tổng đài",
        ],
    ),
    (
        "III.2",
        [
            "góp ý {n} điểm của dự thảo quy trình xử lý vi phạm hành chính đối với người chưa thành niên",
            "bồi dưỡng {n} công chức về áp dụng biện pháp giáo dục tại cộng đồng",
            "lập hồ sơ nuôi con nuôi cho {n} trẻ em theo đúng thủ tục",
            "kiểm tra {n} hồ sơ xử lý vi phạm có người chưa thành niên",
            "tổ chức {n} buổi hướng dẫn tại {p}",
            "lấy ý kiến của {m} người làm công tác trẻ em",
        ],
    ),
    (
        "III.3",
        [
            "khảo sát cách tiếp nhận tin báo về trẻ em ở {n} đơn vị",
            "tập huấn kỹ năng nói chuyện với trẻ em cho {n} cán bộ",
            "bố trí phòng tiếp nhận thân thiện tại {p}",
            "phối hợp lấy lời khai {n} trường hợp có người giám hộ",
            "lập danh sách {n} tình huống thường gặp để xây dựng quy trình",
            "trao đổi nghiệp vụ với {n} đơn vị bạn",
        ],
    ),
    (
        "III.4",
        [
            "tư vấn cho {m} lượt học sinh, chuyển {n} em đến cơ sở y tế",
            "bồi dưỡng {n} giáo viên kiêm nhiệm tư vấn học sinh",
            "duy trì phòng tư vấn {n} buổi mỗi tháng tại {p}",
            "lập nhóm bạn giúp bạn có {n} thành viên",
            "phát phiếu khảo sát tâm lý cho {m} học sinh",
            "gặp riêng {n} phụ huynh có con bỏ học dài ngày",
        ],
    ),
    (
        "III.5",
        [
            "làm việc với {n} doanh nghiệp về ứng dụng lọc nội dung",
            "hướng dẫn {n} cửa hàng điện thoại cài chế độ an toàn cho trẻ em",
            "rà soát {m} sản phẩm đồ chơi số bày bán trên mạng",
            "tổ chức cuộc thi ý tưởng, nhận {n} bài",
            "thử nghiệm phần mềm tại {n} phòng máy ở {p}",
            "lấy ý kiến {m} phụ huynh về nhu cầu sử dụng",
        ],
    ),
    (
        "III.6",
        [
            "tổ chức {n} buổi sinh hoạt kỹ năng an toàn trên mạng cho {m} học sinh",
            "xây dựng {n} video ngắn do học sinh tự viết kịch bản",
            "cài đặt giới hạn thời gian dùng điện thoại cho {m} phụ huynh",
            "lập {n} nhóm phụ huynh nòng cốt ở {p}",
            "tiếp nhận {n} phản ánh về bắt nạt trên mạng",
            "đưa nội dung vào bảng tin, loa của {p}",
        ],
    ),
    (
        "IV.1",
        [
            "chi trả trợ cấp xã hội cho {m} trẻ em đúng kỳ",
            "khám sàng lọc dinh dưỡng cho {m} trẻ em tại {p}, {n} em được theo dõi",
            "mở {n} lớp dạy bơi an toàn cho {m} trẻ em",
            "rào, cắm biển tại {n} ao hồ, bến nước nguy hiểm",
            "hỗ trợ khẩn cấp cho {n} trẻ em bị bạo lực, tai nạn",
            "kết nối phẫu thuật miễn phí cho {n} trẻ em khuyết tật",
        ],
    ),
    (
        "IV.2",
        [
            "vận động {n} học sinh trở lại lớp sau kỳ nghỉ",
            "trao {m} suất học bổng, sách vở cho học sinh khó khăn",
            "mở {n} lớp tăng cường tiếng Việt cho trẻ em chuẩn bị vào lớp 1 ở {p}",
            "tiếp nhận {n} trẻ em khuyết tật học hòa nhập",
            "tổ chức {n} chuyên đề về sức khỏe sinh sản cho {m} học sinh",
            "kiểm tra việc phòng, chống bạo lực học đường tại {n} trường",
        ],
    ),
    (
        "IV.3",
        [
            "gỡ bỏ {n} tài khoản, hội nhóm có nội dung xấu đối với trẻ em",
            "kiểm tra {n} điểm kinh doanh trò chơi điện tử tại {p}",
            "răn đe, giáo dục {n} trường hợp rủ rê học sinh qua mạng",
            "hướng dẫn {m} phụ huynh giữ chứng cứ điện tử",
            "bố trí người am hiểu tâm lý khi làm việc với {n} trẻ em",
            "tuyên truyền tại {n} trường cho {m} học sinh",
        ],
    ),
    (
        "IV.4",
        [
            "ký cam kết không tảo hôn với {m} gia đình tại {p}",
            "vận động hoãn {n} đám cưới khi chưa đủ tuổi",
            "sinh hoạt {n} câu lạc bộ trẻ em gái, trẻ em trai",
            "mời {n} người có uy tín nói chuyện bằng tiếng dân tộc",
            "đưa nội dung vào hương ước của {n} thôn",
            "gặp gỡ {n} chức sắc về việc học, vui chơi của trẻ em có đạo",
        ],
    ),
    (
        "IV.5",
        [
            "trồng {m} cây xanh quanh trường học, trạm y tế ở {p}",
            "kiểm tra {n} cơ sở phát thải gần trường học",
            "cấp nước sạch cho {n} điểm trường trong mùa khô",
            "lắp {n} bảng hiển thị chất lượng không khí",
            "bàn giao kịch bản ứng phó thiên tai cho {n} trường",
            "vận động {m} hộ không đốt rác, rơm rạ gần khu dân cư",
        ],
    ),
    (
        "IV.6",
        [
            "tổ chức {n} hoạt động vui chơi hè cho {m} trẻ em",
            "sửa chữa {n} sân chơi tại {p}",
            "mở {n} lớp năng khiếu miễn phí",
            "truyền dạy nhạc cụ dân tộc cho {n} em",
            "ký quy ước bảo vệ trẻ em với {n} cơ sở lưu trú, nhà hàng",
            "phục vụ {m} lượt bạn đọc nhỏ tuổi ở tủ sách thiếu nhi",
        ],
    ),
    (
        "V.1",
        [
            "kiểm tra việc thực hiện pháp luật về trẻ em tại {n} đơn vị",
            "nhắc nhở {n} cơ sở chưa có sổ theo dõi trẻ em",
            "theo dõi việc khắc phục của {n} đơn vị sau kiểm tra",
            "giải quyết {n} đơn liên quan đến chế độ của trẻ em",
            "tổng hợp {n} biểu số liệu phục vụ báo cáo về Công ước",
            "phối hợp đoàn liên ngành làm việc tại {p}",
        ],
    ),
    (
        "V.2",
        [
            "cập nhật {m} hồ sơ trẻ em vào phần mềm quản lý",
            "đối chiếu {n} biểu số liệu giữa y tế, giáo dục, công an",
            "phát hiện {n} em có tên trùng, {n} em chưa có mã định danh",
            "rà soát trẻ em có hoàn cảnh đặc biệt ở {p}",
            "hướng dẫn {n} cộng tác viên ghi phiếu",
            "lập bản đồ các điểm cần chú ý đối với trẻ em",
        ],
    ),
];

/// What is done for any task.
pub(super) const OF_ANY: [&str; 14] = [
    "phân công {n} người phụ trách, giao ban vào tuần cuối tháng",
    "vận động {n} nhà hảo tâm ở {p} ủng hộ hiện vật, ngày công",
    "họp rút kinh nghiệm {n} lần với trưởng thôn, tổ trưởng tổ dân phố",
    "lập danh sách {m} hộ cần quan tâm, phân công từng hội viên thăm hỏi",
    "treo {n} băng rôn, đăng {n} tin, bài trên trang thông tin",
    "phối hợp trạm y tế, nhà trường và công an trong {n} buổi làm việc chung",
    "kiểm tra thực tế tại {p}, ghi nhận {n} việc cần làm ngay và đã làm xong một nửa",
    "khen thưởng {n} tập thể, cá nhân có cách làm hay",
    "ghi nhận {m} lượt ý kiến của phụ huynh qua hộp thư và nhóm liên lạc",
    "bố trí lại thời gian sinh hoạt vào buổi tối để người lao động dự được",
    "thay tờ rơi nhiều chữ bằng tranh vẽ vì nhiều người lớn tuổi không đọc được",
    "nhân cách làm của {p} ra các nơi còn lại",
    "giao học sinh lớn kèm học sinh nhỏ, có sổ theo dõi hằng tuần",
    "tổ chức tự đánh giá, chấm lại những nội dung chưa đạt ở {p}",
];

/// Sentences that went round: the same words from body to body.
pub(super) const SHARED_DIFFICULTIES: [&str; 6] = [
    "Công chức làm công tác trẻ em ở cấp xã kiêm nhiệm nhiều lĩnh vực, chưa được tập huấn chuyên sâu về quyền trẻ em.",
    "Kinh phí dành cho công tác bảo vệ, chăm sóc trẻ em còn hạn hẹp, chủ yếu lồng ghép từ các chương trình khác.",
    "Địa bàn rộng, dân cư phân tán, đi lại khó khăn nên việc tuyên truyền trực tiếp chưa được thường xuyên.",
    "Sau khi sắp xếp đơn vị hành chính, hồ sơ, sổ theo dõi trẻ em của các xã cũ chưa thống nhất về biểu mẫu.",
    "Việc phối hợp, chia sẻ thông tin giữa các ngành có lúc chưa kịp thời.",
    "Thiết chế vui chơi cho trẻ em còn thiếu và xuống cấp.",
];

pub(super) const DIFFICULTIES: [&str; 24] = [
    "Cán bộ phụ trách ở {p} thay đổi {n} lần trong năm, người mới chưa nắm hết hồ sơ.",
    "Cả đơn vị có một công chức kiêm nhiệm {n} mảng việc, không đủ thời gian đi cơ sở.",
    "Cộng tác viên lớn tuổi, {n} người xin nghỉ mà chưa có người thay.",
    "Dự toán giao {n} triệu đồng, chỉ đủ cho một phần hoạt động.",
    "Kinh phí cấp vào giữa quý nên {n} hoạt động phải lùi lại.",
    "Mức hỗ trợ cho người làm công tác trẻ em ở thôn thấp, không đủ tiền xăng xe đi {p}.",
    "Chưa có hướng dẫn cụ thể về {n} nội dung nên nơi làm, nơi chờ.",
    "Quy định về hồ sơ trợ giúp còn chồng chéo, người dân phải bổ sung {n} lần.",
    "Thủ tục nhận chăm sóc thay thế kéo dài, có trường hợp hơn {n} tháng.",
    "Phần mềm chậm, {n} hồ sơ nhập xong bị mất phải nhập lại.",
    "Số liệu của hai ngành chênh nhau {m} em, chưa thống nhất được.",
    "Danh sách trẻ em ở {p} chưa cập nhật biến động sau sắp xếp.",
    "Phụ huynh ở {p} còn e ngại, không muốn người ngoài biết chuyện trong nhà.",
    "Tập quán sinh con tại nhà, cưới sớm ở {p} thay đổi chậm.",
    "Nhiều cha mẹ chưa quan tâm, giao con cho ông bà hoặc điện thoại.",
    "Doanh nghiệp trên địa bàn nhỏ, chỉ {n} nơi nhận phối hợp.",
    "Phòng học, sân chơi tại {p} hư hỏng, chưa có nguồn sửa chữa.",
    "Không có cơ sở tạm lánh, phải gửi trẻ em đi xa hơn {n} km.",
    "Mưa lũ kéo dài {n} ngày làm hoãn nhiều hoạt động.",
    "Hạn hán, thiếu nước ở {p} ảnh hưởng đến sinh hoạt của trẻ em.",
    "Người dân đi làm xa theo mùa, {n} lần đến nhà mới gặp được.",
    "Đường vào {p} bị chia cắt, mùa mưa xe không vào được.",
    "Các ngành cung cấp thông tin chậm, có việc phải chờ {n} ngày.",
    "Đối tượng dùng tài khoản ẩn danh, {n} vụ chưa xác minh được.",
];

/// Whom bodies ask, with how much of a hundred of the proposals.
pub(super) const ASKED: [(&str, usize); 10] = [
    ("UBND tỉnh", 36),
    ("Bộ Y tế", 14),
    ("Sở Y tế", 20),
    ("Bộ Công an", 3),
    ("Bộ Giáo dục và Đào tạo", 5),
    ("Sở Giáo dục và Đào tạo", 7),
    ("Sở Tài chính", 5),
    ("Công an tỉnh", 4),
    ("Sở Tư pháp", 3),
    ("Sở Văn hóa, Thể thao và Du lịch", 3),
];

pub(super) const PROPOSALS: [&str; 14] = [
    "Đề nghị {u} bố trí kinh phí riêng cho việc này, trước mắt khoảng {n} triệu đồng cho {p}.",
    "Đề nghị {u} hướng dẫn thống nhất hồ sơ, biểu mẫu để {p} thực hiện.",
    "Đề nghị {u} tổ chức tập huấn {n} ngày cho người làm công tác trẻ em.",
    "Đề nghị {u} hỗ trợ trang thiết bị cho {n} điểm ở {p}.",
    "Kiến nghị {u} sửa đổi quy định về mức hỗ trợ, tăng thêm {n}% so với hiện nay.",
    "Đề nghị {u} chỉ đạo các cơ quan cung cấp số liệu trong {n} ngày.",
    "Đề nghị {u} cử chuyên gia hỗ trợ {p} mỗi quý {n} buổi.",
    "Kiến nghị {u} sớm ban hành quy trình phối hợp để giải quyết {n} trường hợp đang chờ.",
    "Đề nghị {u} sửa chữa {n} phòng học, sân chơi tại {p}.",
    "Đề nghị {u} nâng cấp phần mềm, bổ sung {n} chức năng còn thiếu.",
    "Đề nghị {u} quan tâm bố trí kinh phí riêng cho công tác bảo vệ, chăm sóc trẻ em ở cấp xã.",
    "Đề nghị {u} tổ chức tập huấn nghiệp vụ công tác trẻ em cho công chức cấp xã.",
    "Đề nghị {u} xem xét bổ sung {n} người làm công tác xã hội cho {p}.",
    "Đề nghị {u} cho ý kiến về cách giải quyết {n} hồ sơ còn vướng.",
];

pub(super) const NEXT: [&str; 12] = [
    "Mở thêm {n} lớp tại {p}.",
    "Hoàn thành {n} việc còn lại, báo cáo kết quả trước ngày chốt số liệu.",
    "Kiểm tra lại {n} điểm đã nhắc nhở.",
    "Nhân cách làm ra {n} thôn, tổ dân phố nữa.",
    "Tiếp tục vận động {n} gia đình ở {p}.",
    "Tổng hợp ý kiến, trình ban hành văn bản thay thế.",
    "Đối chiếu số liệu với {n} cơ quan trước kỳ báo cáo tới.",
    "Sơ kết {n} tháng thực hiện, chọn {n} nơi làm điểm.",
    "Tập huấn cho {n} cộng tác viên mới.",
    "Phối hợp nhà trường chuẩn bị {n} hoạt động theo kế hoạch.",
    "Duy trì hằng tháng, có đánh giá tại {p}.",
    "Đề xuất dự toán {n} triệu đồng cho phần việc chưa làm được.",
];
