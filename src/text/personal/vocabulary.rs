//! Words of names of persons, and names that are those of places, schools and movements. Lists are
//! words separated by spaces, or names separated by bars.

/// Family names; a full name begins with one.
pub(super) const FAMILIES: &str = "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào \
    đinh đoàn lâm mai trịnh trương tô hà cao châu tạ thái lưu lương quách la từ vương tăng thạch \
    kiều đàm lại lã lữ mạc nghiêm phùng phương tiêu tống triệu doãn đậu bạch chu cù diệp hứa kim \
    ninh tôn ung âu mấu katơr chamaléa pinăng lò giàng sùng thào má cầm quàng lường bàn phàn tẩn chẻo \
    vừ hạng lầu bá đàng ngụy não tro rơ ksor siu rcom kpă nay niê mlô êban ayun ka pi y nguyen tran pham huynh phan vu bui ngo dinh trinh \
    hoang le vo dang";

/// Family names that are words of everyday too: they begin a name only before a middle name, or two
/// given names.
pub(super) const RARE_FAMILIES: &str = "mang quan nông lục lư lỗ giáp khổng khuất khúc bế sầm thân phí mông \
    danh kha trà uông ứng diêm dư đới đổng cái cấn bành cung cổ hàn hầu hán lộ thập trượng nại \
    qua sử miêu hàm chế khương viên văn ông chamalé patâu pupor aviết byă kbuôr knul hđơk ktla \
    kđoh ayŭn êñuôl ênuôl krông liêng cil thiên thành đạo phú báo thông dụng";

/// Family names of two words.
pub(super) const LONG_FAMILIES: &str = "pi năng|bo bo|ca dá|ca tơr|tà yên|tạ yên|cha ma|pa tâu|ê ban|ê nuôl|ê ñuôl|\
    buôn yă|buôn krông|kơ să|kră jăn|liêng hót|pang ting|rơ ông|bon niêng|dơng gur|lơ mu|cil múp";

/// Family names of the Ê Đê, which stand last: "H Linh Niê".
pub(super) const LAST_FAMILIES: &str = "niê mlô byă êban kbuôr kpă ksor knul ktla kđoh hwing";

/// The most common ones, which start a name even in text all in capitals or all in small letters.
pub(super) const COMMON: &str = "nguyễn trần phạm huynh huỳnh lê nguyen tran pham";

/// Middle names that follow any family name.
pub(super) const MIDDLE: &str = "văn thị van thi";

/// Given names, and the middle names that stand before them.
pub(super) const GIVEN: &str = "an anh ánh ân bách bạch bằng băng bảo bích biên bình bội bửu ca cẩm cát chánh \
    chân châu chi chí chiến chinh chính chúc chung chương công cúc cương cường dạ dân danh diễm diện \
    diệp diệu doanh dũng dung duy duyên dương đại đan đăng đạo đạt đào điền điệp đình định đoan đô \
    đông đồng đức gia giang giao giáp hà hạ hải hảo hạo hân hằng hạnh hào hậu hiên hiền hiển hiến hiếu \
    hiệp hiệu hinh hoa hòa hoà hoài hoan hoàn hoàng hoành hồng hợp hợi huân huấn huệ hùng huy huyên \
    huyền huỳnh hưng hương hường hữu kha khả khải khang khanh khánh khê khiêm khiết khoa khoát khôi \
    khuê khuyên khương kiên kiệt kiều kim kỳ kỷ lam lâm lan lài lạc làn lành lăng lân lê lệ liêm liên \
    liễu linh lĩnh loan lộc lợi long lụa luân luận lục lực lượng lương lưu ly lý mai mạnh mẫn mận mây \
    mến mi minh mơ mỹ my mùi na nam nga ngà ngân nghi nghĩa ngọc ngôn nguyên nguyệt nhã nhàn nhân nhật \
    nhi nhiên nho nhung như nhựt nhất niệm ninh nương oanh phát phi phong phú phúc phụng phước phương \
    phượng quân quang quế quốc quý quyên quyền quyết quỳnh sa sang sáng san sâm sen sinh son sơn song \
    sương sĩ tài tâm tân tấn thạch thái thanh thành thạnh thảo thắm thăng thắng thao thế thi thiên \
    thiện thiệp thịnh thoa thoại thơ thông thơm thu thuận thục thủy thuỷ thúy thuý thùy thuỳ thuyên \
    thư thức thường thương thy tiên tiến tín tình tịnh toàn toản tố trà trâm trân trang tráng trí \
    triết triều triệu trinh trình trọng trúc trung trực truyền tú tuấn tuân tuệ tùng tuyên tuyền tuyết \
    tường tưởng tươi tư tý uyên uyển út văn vân vi viên việt vinh vĩnh võ vũ vương vy vỹ vượng xuân \
    xuyến xinh ý yên yến bin bi bo bống bông tèo tí tũn tít su ben ken mít sóc nấm cún tôm ti tin tom \
    bon bun bom zin nhím đậu ty tủn ri miu thỏ gấu";

/// Those of [`GIVEN`] that also begin a word of everyday, as "An toàn": alone, they are names only
/// before a word that follows persons.
pub(super) const ALSO_WORDS: &str = "an anh ánh bạch băng bảo biên bình ca cát chánh chân chi \
    chí chiến chính chúc chung chương công cường dạ dân danh diện dũng đại đạo đạt đào đình định \
    đô đông đồng đức gia giang giao hạ hảo hậu hiển hiến hiếu hiệp hiệu hoa hòa hoà hoan hoàn \
    hồng hợp huấn hưng hương khả khoa khuyên kiên kim kỳ kỷ lạc lành liên linh lực lượng lưu lý \
    mạnh mơ mỹ nam ngân nghĩa nhân nhiên như nhất niệm phát phi phong phú phúc phương quân quang \
    quốc quý quyền quyết sa sang sáng sinh son sơn tài tâm tân thanh thành thảo thăng thao thế \
    thi thiên thiện thiệp thịnh thoại thông thu thuận thủy thuỷ thư thức thường thương tiên tiến \
    tín tình toàn tố trà trang tráng trình trung trực truyền tuyên tươi tư văn viên việt vinh \
    xuân xinh ý yên tin thỏ gấu";

/// Words that follow a person in a statement.
pub(super) const AFTER_PERSONS: &str = "bị được đã đang là có ở tại học sinh nhà lớp con và cùng do cho về vào ra \
    hiện mồ không thuộc trú mất bỏ nghỉ đạt đoạt nhận vượt sau từ với cũng này đến đi thì mà khi vẫn \
    sẽ rất mới chưa còn phải cần gặp mắc tiếp trở quay trước tử chết đuối phát phục điều phẫu tham lên \
    nói kể sống làm lao quê hộ nặng số tạm hoàn gia xin mang ngã rơi leo chạy khóc viết vẽ gửi tố nhờ \
    tắm chơi bơi uống ăn cầm dùng đánh gây trộm nghiện nhiễm sốt đau suy rối nhập xuất";

/// Two words of everyday of which the first is a given name too.
pub(super) const WORDS: &str = "an sinh|phát sinh|hồi sinh|phát hiện|thực hiện|thể hiện|công nhận|đạt được|\
    thường trú|quyền được|như sau|bảo quản|hòa nhập|hoà nhập|thu nhập|đạt giải|thông số|công số|hợp số|\
    trung học|tiến sĩ|dân số|chính gia|quốc gia|danh gia|chuyên gia|nhân quả|tâm sinh|toàn gia|sáng làm|\
    tự làm|thành số|đạo sĩ|thi viết|thi vẽ|thi bơi|chi đến|chi cho|giao cho|sinh nhà|công làm|\
    trí tuệ|trí thức|lan tỏa|lan toả|cẩm nang|linh hoạt|linh vật|hằng ngày|hằng năm|hằng tháng|hằng tuần|\
    khánh thành|khánh tiết|trọng tâm|trọng điểm|trang phục|trang trí|trang thiết|vũ trang|vũ khí|\
    hải quân|hải quan|hải đảo|hải sản|hiền tài|nguyên đán|nguyên tắc|bách khoa|bằng khen|bằng cấp|\
    giáp hạt|sương mù|tú tài|thơ ấu|thơ ca|song ngữ|song sinh|vân tay|duyên hải|lợi ích|lợi nhuận|\
    long trọng|hữu nghị|hữu ích|vĩnh viễn|điền kinh|hải phòng|hạnh phúc|hạnh kiểm|đậu tương|triệu tập|khải hoàn|quế chi|tấn công";

/// Two words that are a place or a thing though both of them stand in names.
pub(super) const NOT_GIVEN: &str = "việt nam|hòa bình|hoà bình|thái bình|thái nguyên|thái lan|an giang|\
    hưng yên|phú yên|bình định|bình dương|tây ninh|bắc ninh|nam định|hà nam|hà giang|hải dương|\
    nghệ an|long an|quảng nam|quảng ninh|vĩnh long|vĩnh phúc|trà vinh|trà giang|phú thọ|phú quốc|phú quý|đạo long|kinh dinh|tiền giang|hậu giang|kiên giang|\
    đồng nai|sơn la|lâm đồng|đông hải|đông hà|an hải|anh dũng|bảo an|hòa sơn|hoà sơn|mỹ sơn|\
    sơn bình|sơn hiệp|sơn lâm|sơn thái|sơn trung|sơn tân|thanh hải|thành hải|thành sơn|\
    lâm sơn|lương sơn|lợi hải|công hải|phương hải|phương sơn|xuân hải|xuân sơn|xuân đồng|\
    giang ly|liên sang|lộc thọ|tân tiến|tân lập|mỹ bình|mỹ hải|mỹ đông|mỹ hương|ngọc hiệp|tân hải|\
    tân định|tân sơn|thuận nam|quang trung|hùng vương|trưng vương|lam sơn|văn lang|âu cơ|\
    hạnh phúc|hoa hồng|hoa mai|hoa sen|hoa phượng|hướng dương|ánh dương|bình minh|tương lai|hồng ngọc|\
    bông sen|hồng hà|song tử|thiên thần|thiên nga|sao mai|kim đồng|lạc hồng|hải yến|tiên rồng|\
    khanh hoa|ninh hoa|van ninh|khanh son|khanh vinh|ninh hai|ninh son|hoa binh|thai binh|binh dinh|\
    trường sơn|an bình|thành công|quốc khánh|trung thu|thanh niên";

/// First words of names of communes, which stand in given names too.
pub(super) const OF_PLACES: &str =
    "vĩnh phước ninh diên khánh cam vạn suối tân phú xuân mỹ hòa hoà sơn bình";

/// Places, and persons after whom schools, streets and movements are named.
pub(super) const NOT_PERSONS: &str = "hà nội|hà giang|hà nam|hà tĩnh|hà tây|hà đông|hà tiên|hà lan|lâm đồng|\
    thái bình|thái nguyên|thái lan|cao bằng|cao lãnh|hồ chí|hồ chí minh|châu đốc|châu thành|\
    châu phi|châu âu|châu á|châu mỹ|lý sơn|phan rang|phan thiết|mai châu|ninh bình|ninh thuận|\
    ninh hòa|ninh hoà|kim bôi|kim đồng|võ thị sáu|lê văn tám|nguyễn bá ngọc|trần quốc toản|\
    võ nguyên giáp|lê quý đôn|phạm văn đồng|phan bội châu|phan châu trinh|phan chu trinh|\
    lý thường kiệt|trần hưng đạo|trần quang khải|trần nhật duật|trần phú|ngô quyền|ngô gia tự|\
    nguyễn trãi|nguyễn huệ|nguyễn du|nguyễn đình chiểu|nguyễn bỉnh khiêm|nguyễn thị minh khai|\
    nguyễn văn trỗi|nguyễn viết xuân|nguyễn chí thanh|nguyễn tất thành|nguyễn khuyến|lê hồng phong|\
    lê thánh tông|lê lợi|lê lai|lê duẩn|hoàng hoa thám|hoàng văn thụ|đinh tiên hoàng|\
    chu văn an|lương thế vinh|cao bá quát|phan đình phùng|bùi thị xuân|tô hiến thành|hà huy tập|\
    đoàn thị điểm|hồ xuân hương|bà huyện thanh quan|lý tự trọng|lý thái tổ|lý nam đế|lê thánh tôn|\
    lê đại hành|lê hữu trác|lê thanh liêm|lê chân|lê hồng sơn|lê văn hưu|võ văn tần|võ văn kiệt|\
    võ văn ký|võ trường toản|võ thị hồng|nguyễn văn cừ|nguyễn văn linh|nguyễn văn bé|nguyễn văn tố|\
    nguyễn thái học|nguyễn thái bình|nguyễn thị định|nguyễn thị thập|nguyễn công trứ|nguyễn hiền|\
    nguyễn trường tộ|nguyễn tri phương|nguyễn hữu huân|nguyễn hữu thọ|nguyễn hữu cảnh|nguyễn gia thiều|\
    nguyễn thượng hiền|nguyễn lương bằng|nguyễn phong sắc|nguyễn đức cảnh|nguyễn an ninh|nguyễn dữ|\
    nguyễn siêu|nguyễn thiện thuật|nguyễn trung trực|nguyễn đình thi|nguyễn tuân|nguyễn ái quốc|\
    nguyễn sinh cung|nguyễn sinh sắc|nguyễn xiển|nguyễn cư trinh|nguyễn huy tưởng|nguyễn bính|\
    trần cao vân|trần bình trọng|trần quý cáp|trần khánh dư|trần nguyên hãn|trần đại nghĩa|\
    trần văn ơn|trần nhân tông|trần quang diệu|trần khát chân|trần thủ độ|trần quốc tuấn|\
    phan sào nam|phan huy chú|phan đăng lưu|phan huy ích|phạm ngũ lão|phạm hồng thái|phạm ngọc thạch|\
    phạm phú thứ|huỳnh thúc kháng|huỳnh tấn phát|hoàng diệu|hoàng quốc việt|hoàng sa|\
    hoàng văn thái|tôn đức thắng|tôn thất tùng|tôn thất thuyết|lương văn can|lương định của|\
    lương văn chánh|lương ngọc quyến|mai xuân thưởng|mai thúc loan|mai hắc đế|trịnh phong|trịnh hoài đức|\
    ngô mây|ngô thì nhậm|ngô sĩ liên|ngô đức kế|ngô tất tố|đặng thùy trâm|đặng thuỳ trâm|đặng thai mai|\
    đặng trần côn|đặng dung|đào duy từ|đào duy anh|đào tấn|đinh công tráng|đinh bộ lĩnh|đoàn trần nghiệp|\
    cao thắng|cao xuân huy|bạch đằng|bùi xuân phái|âu cơ|vừ a dính|kim lân|la văn cầu|mạc đĩnh chi|\
    mạc thị bưởi|tô vĩnh diện|tô hiệu|tô ngọc vân|cù chính lan|phùng hưng|phùng khắc khoan|triệu thị trinh|\
    bế văn đàn|phan đình giót|trương định|trương vĩnh ký|trương hán siêu|hồ tùng mậu|hồ thị kỷ|\
    vũ thị bích hậu|thích quảng đức|hàn thuyên|hàn mặc tử|tạ quang bửu|tố hữu|xuân diệu|huy cận|\
    yết kiêu|dã tượng|thạch sanh|mai an tiêm|tấm cám|lạc long quân|phù đổng|thánh gióng";

/// Words before or at the start of a name that make it the name of a school, a street, a village.
pub(super) const INSTITUTIONS: &str = "trường thcs thpt th học non đường phố giải quỹ lớp nhà xã phường thôn tổ \
    hội làng chùa đoàn đội đô mái khu ban sở phòng tâm trại viện ubnd mttq lhpn bộ cục ủy uỷ cụm nhóm \
    đền buôn bản xóm ấp huyện tỉnh quận đảo";

/// Whether `name` is one of the names of a list with bars.
pub(super) fn is_of(list: &str, name: &str) -> bool {
    list.split('|').any(|other| other == name)
}
