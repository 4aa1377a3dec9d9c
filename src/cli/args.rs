//! What can be typed: the options and commands of `report` as typed values.
//!
//! Owns names, kinds and defaults of the arguments and the words that explain them; a doc comment
//! on an argument *is* its help (first paragraph: `-h`; all of it: `--help`), hence Vietnamese.
//! Must not resolve anything: no file is looked at, no clock is read, no period is understood here.
//! Longer than other files because the help of all commands is read, and kept alike, in one piece.
//! Headings, usage lines, defaults and possible values are added to the help by `usage`.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Parser, Subcommand, ValueEnum, ValueHint};
use report::text::date::{self, Ambiguity, Fault};

/// Heading of the options that every command takes.
pub(crate) const COMMON: &str = "Tùy chọn chung";

/// Kiểm tra và tổng hợp báo cáo thực hiện Kế hoạch về quyền trẻ em của tỉnh Khánh Hòa
///
/// Dùng cho Kế hoạch của UBND tỉnh Khánh Hòa triển khai thực hiện Quyết định số 27/QĐ-TTg ngày
/// 03/01/2025 của Thủ tướng Chính phủ ban hành Kế hoạch thực hiện Khuyến nghị của Ủy ban về quyền
/// trẻ em của Liên hợp quốc.
///
/// Người tổng hợp thường dùng theo thứ tự: “report init” lập thư mục của kỳ; chép tệp các cơ quan gửi
/// vào đó; “report check” tìm chỗ sai để gửi lại cơ quan sửa; “report status” xem còn ai chưa gửi,
/// “report remind” lập công văn đôn đốc; “report build” lập báo cáo. Cơ quan báo cáo thì lấy mẫu bằng
/// “report template”, điền xong dùng “report check” trước khi gửi.
#[derive(Debug, Clone, Parser)]
#[command(name = "report", version, max_term_width = 100, after_long_help = ROOT_EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,

    #[command(subcommand)]
    pub(crate) command: Command,
}

// The options that stand before or after the name of the command. No doc comment: clap would take
// it for the description of the whole program.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = COMMON)]
pub(crate) struct Global {
    /// Dùng dữ liệu Kế hoạch trong thư mục này
    ///
    /// Thư mục có plan.yaml, appendix.yaml, agencies.yaml, reporting.yaml, nếu hỏi số liệu thì có
    /// indicators.yaml, nếu có đính chính thì có errata.yaml. Không nêu thì theo report.yaml của thư
    /// mục làm việc; không có nữa thì dùng bản có sẵn trong chương trình.
    #[arg(long, value_name = "THƯ_MỤC", global = true, value_hint = ValueHint::DirPath)]
    pub(crate) plan: Option<PathBuf>,

    /// Dùng mẫu văn bản trong thư mục này
    ///
    /// Lệnh build, status, remind và plan trace dùng mẫu; lệnh init chép mẫu vào thư mục làm việc. Mẫu
    /// nào không có trong thư mục thì dùng bản có sẵn trong chương trình. Không nêu thì theo report.yaml
    /// của thư mục làm việc.
    #[arg(long, value_name = "THƯ_MỤC", global = true, value_hint = ValueHint::DirPath)]
    pub(crate) templates: Option<PathBuf>,

    /// Coi ngày này là hôm nay
    ///
    /// Dùng khi tính quá hạn, trễ hạn và khi xem cơ quan nào còn hiệu lực; báo cáo ghi rõ số liệu tính
    /// đến ngày này. Viết ngày trước, tháng sau: 20/9/2025; hoặc năm trước: 2025-09-20. Không nêu thì
    /// lấy as_of trong period.yaml, không có thì lấy biến môi trường SOURCE_DATE_EPOCH, cuối cùng là
    /// ngày của máy.
    #[arg(long, value_name = "NGÀY", global = true, value_parser = written_date)]
    pub(crate) as_of: Option<String>,

    /// Dùng màu trên màn hình
    ///
    /// auto: chỉ dùng màu khi in ra màn hình và không có biến môi trường NO_COLOR; always: luôn
    /// dùng; never: không dùng.
    #[arg(long, value_name = "CÁCH", global = true, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,

    /// Chỉ in kết quả, bỏ các lời nhắn khác
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,

    /// In thêm kỳ, ngày tính và thư mục đã đọc
    ///
    /// Chỉ có ở check, fix, build, status, remind, template và plan trace --period; in cùng chỗ với thông
    /// báo lỗi, không lẫn vào kết quả.
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,

    // Whether the command line names the folder for the documents.
    #[arg(skip)]
    pub(crate) out_is_given: bool,

    // The notice for documents of periods whose page gives none, from report.yaml.
    #[arg(skip)]
    pub(crate) notice: Option<String>,
}

/// What is to be done.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Command {
    /// Kiểm tra tệp của cơ quan hoặc thư mục của kỳ báo cáo
    ///
    /// Xem bảng mã, tiêu đề cột, từng ô, quan hệ giữa các dòng; đối chiếu với Phụ lục và sổ cơ quan
    /// của Kế hoạch. Mỗi phát hiện nêu tệp, ô, chỗ sai và cách sửa. Không tệp nào bị thay đổi.
    #[command(after_long_help = CHECK_EXAMPLES)]
    Check(Check),

    /// Ghi bản đã sửa của một tệp: bảng mã, tiêu đề, tên, số, ngày
    ///
    /// Bản đã sửa là tệp CSV bảng mã UTF-8, ngăn cách bằng dấu chấm phẩy, mở được ngay bằng Excel. Chỉ
    /// sửa cách viết, không sửa nội dung: chỗ nào chưa rõ ý thì để nguyên và kể ra để sửa tay. Tệp
    /// gốc giữ nguyên, tệp đã có không bị ghi đè.
    #[command(after_long_help = FIX_EXAMPLES)]
    Fix(Fix),

    /// Tổng hợp số liệu và lập báo cáo của một kỳ
    ///
    /// Dòng có lỗi không được tính vào số liệu mà được liệt kê ở phụ lục; khi đó trang đầu ghi rõ là
    /// dự thảo. Cơ quan chưa gửi báo cáo được nêu ở mục IV, không làm báo cáo thành dự thảo. Có
    /// thư mục của kỳ liền trước cùng loại (quý với quý, năm với năm) thì số liệu được so với kỳ ấy. Tệp
    /// chỉ được ghi sau khi mọi văn bản đã lập xong.
    #[command(after_long_help = BUILD_EXAMPLES)]
    Build(Build),

    /// Xem ai đã gửi báo cáo, ai chậm, từng nhiệm vụ đến đâu
    ///
    /// In ra màn hình các con số chính của kỳ, tình hình gửi báo cáo và tình trạng từng nhiệm vụ; việc
    /// cần chú ý đứng trước. Số liệu là số liệu của báo cáo mà “report build” lập. Không tệp nào được
    /// ghi; xem được là mã thoát 0, dù còn cơ quan chưa gửi hay dữ liệu còn lỗi.
    #[command(after_long_help = STATUS_EXAMPLES)]
    Status(StatusArgs),

    /// Lập công văn đôn đốc cơ quan chưa gửi hoặc còn phải bổ sung
    ///
    /// Nêu từng cơ quan còn thiếu gì, hạn gửi là ngày nào, đề nghị gửi trước ngày nào; chỗ phải sửa được
    /// kê ở phụ lục của công văn. Cơ quan mà Kế hoạch chỉ đề nghị có công văn riêng, lời văn là đề nghị.
    /// Không ai còn thiếu gì thì không ghi tệp nào, mã thoát vẫn là 0.
    #[command(after_long_help = REMIND_EXAMPLES)]
    Remind(Remind),

    /// Lập mẫu báo cáo trống cho một cơ quan
    ///
    /// Mẫu có sẵn kỳ, tên cơ quan và các nhiệm vụ của cơ quan ấy: chủ trì trước, phối hợp sau, rồi đến
    /// giải pháp và phần tổ chức thực hiện không có trong Phụ lục. Bản Excel có danh sách để chọn, ô có
    /// sẵn được khóa và một trang hướng dẫn. Điền xong, tệp được gửi lại và kiểm tra như mọi tệp khác.
    #[command(after_long_help = TEMPLATE_EXAMPLES)]
    Template(Template),

    /// Xem và kiểm tra dữ liệu của Kế hoạch
    ///
    /// Dữ liệu của Kế hoạch gồm nội dung, nhiệm vụ, cơ quan chủ trì và phối hợp, danh sách cơ quan,
    /// các kỳ báo cáo.
    #[command(after_long_help = PLAN_EXAMPLES)]
    Plan(Plan),

    /// Giải thích một mã; không nêu mã thì liệt kê tất cả
    ///
    /// Mã là mã của phát hiện mà “report check” và “report plan check” đưa ra. Nói rõ mã kiểm tra điều
    /// gì, vì sao, ví dụ sai và đúng, cách sửa.
    #[command(after_long_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),

    /// In lược đồ JSON Schema của một dạng dữ liệu
    ///
    /// Lược đồ nói rõ mỗi khóa (tên của một mục dữ liệu) giữ gì, khóa nào bắt buộc; dùng để viết và kiểm tra tệp bằng
    /// trình soạn thảo, hoặc để chương trình khác đọc và ghi cho đúng.
    #[command(after_long_help = SCHEMA_EXAMPLES)]
    Schema(Schema),

    /// Lập thư mục làm việc cho một kỳ
    ///
    /// Thư mục có plan (dữ liệu Kế hoạch), templates (mẫu văn bản), thư mục của kỳ với tệp period.yaml
    /// còn trống, và report.yaml, nhờ đó mọi lệnh tự dùng Kế hoạch và mẫu ấy. Có --plan thì chép dữ liệu
    /// Kế hoạch của thư mục ấy. Tệp đã có thì giữ nguyên, nên chạy lại được khi sang kỳ mới.
    #[command(after_long_help = INIT_EXAMPLES)]
    Init(Init),

    /// In tệp giúp phím Tab điền tiếp tên lệnh và tùy chọn
    #[command(after_long_help = COMPLETIONS_EXAMPLES)]
    Completions(Completions),

    /// In trang hướng dẫn dùng cho lệnh man
    ///
    /// Trang này có đủ hướng dẫn của mọi lệnh.
    #[command(after_long_help = MAN_EXAMPLES)]
    Man,
}

// `report check`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Check {
    /// Tệp hoặc thư mục cần kiểm tra
    ///
    /// Tệp ở dạng CSV, Excel (.xlsx, .xlsm, .xls), LibreOffice (.ods, .fods), hoặc văn bản Word có bảng
    /// (.docx). Nêu được nhiều đường dẫn: tệp, thư mục của một kỳ, hoặc thư mục chứa các kỳ; tệp nào
    /// nêu hai lần vẫn chỉ kiểm tra một lần. Dấu chấm là thư mục đang đứng; dấu “-” là đầu vào chuẩn
    /// (dữ liệu do lệnh khác hoặc dấu < đưa vào), khi ấy nên nêu cả --period.
    #[arg(value_name = "ĐƯỜNG_DẪN", default_value = ".", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,

    /// Kỳ báo cáo, ví dụ 2025-Q3
    ///
    /// Viết 2025-Q3 (quý), 2025-H1 (6 tháng), 2025-9M (9 tháng), 2025 (năm) hoặc
    /// 2025-05-01..2025-06-15 (đột xuất); cũng hiểu “Quý III/2025”, “6 tháng đầu năm 2025”. Không
    /// nêu thì lấy theo period.yaml, tên thư mục, cuối cùng là kỳ mà đa số các dòng ghi. Với thư mục
    /// chứa các kỳ thì chỉ kiểm tra thư mục của kỳ ấy, kỳ dài thì các quý của nó.
    #[arg(long, value_name = "KỲ", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) period: Option<String>,

    /// Thư mục của kỳ trước, hoặc thư mục chứa các kỳ trước
    ///
    /// Tiến độ, kinh phí và lời văn được so với kỳ trước (nhóm mã L). Không nêu thì dùng các kỳ trước
    /// nằm cạnh thư mục của kỳ đang kiểm tra, nếu có.
    #[arg(long, value_name = "THƯ_MỤC", value_hint = ValueHint::DirPath)]
    pub(crate) previous: Option<PathBuf>,

    /// Dạng
    ///
    /// Dạng của kết quả. human: để người đọc; csv: danh sách cần sửa để gửi lại cơ quan, mở bằng Excel;
    /// json: để chương trình khác đọc; sarif, github, junit: để hệ thống kiểm tra tự động hiện từng chỗ
    /// sai. Mọi dạng cùng có các mã đã chọn; mã thoát như nhau.
    #[arg(long, value_name = "DẠNG", value_enum, default_value_t = CheckFormat::Human)]
    pub(crate) format: CheckFormat,

    /// Ghi kết quả ra tệp này, không in ra màn hình
    ///
    /// Tệp là văn bản UTF-8, đúng như những gì in ra; tệp đã có với nội dung khác không bị ghi đè. Không
    /// ghi vào thư mục của một kỳ, vì ở đó chỉ có tệp của các cơ quan.
    #[arg(short, long, value_name = "TỆP", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,

    /// Chỉ báo các mã này
    ///
    /// Cách nhau bằng dấu phẩy; dùng được nhiều lần. V402 là một mã, V4 là các mã bắt đầu bằng V4, V
    /// là cả nhóm V. Mã thoát chỉ xét các mã được báo.
    #[arg(long, value_name = "MÃ", value_delimiter = ',', value_parser = NonEmptyStringValueParser::new())]
    pub(crate) select: Vec<String>,

    /// Không báo các mã này
    ///
    /// Viết như ở --select. Mã có ở cả hai nơi thì không được báo.
    #[arg(long, value_name = "MÃ", value_delimiter = ',', value_parser = NonEmptyStringValueParser::new())]
    pub(crate) ignore: Vec<String>,

    /// Coi cảnh báo cũng là không đạt (mã thoát 1)
    #[arg(long)]
    pub(crate) strict: bool,

    /// Số nhóm phát hiện in ra nhiều nhất; 0 là in hết
    ///
    /// Chỗ sai giống nhau ở nhiều dòng hoặc nhiều tệp là một nhóm. Số khác 0 chỉ dùng cho dạng human.
    /// Mọi dạng đếm hết, nhưng mỗi mã trong một tệp liệt kê nhiều nhất 1.000 chỗ; với 0 thì liệt kê
    /// hết, khi ấy tệp quá nhiều lỗi cần nhiều bộ nhớ. Dạng github chỉ nhận 10 nhóm mỗi mức.
    #[arg(long, value_name = "SỐ", default_value = "50", value_parser = count, allow_negative_numbers = true)]
    pub(crate) max_findings: usize,
}

// `report fix`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Fix {
    /// Tệp cần sửa: CSV, Excel, LibreOffice hoặc Word
    ///
    /// Tệp Excel (.xlsx, .xlsm, .xls), LibreOffice (.ods, .fods) và bảng trong văn bản Word (.docx)
    /// được ghi lại thành tệp CSV. Tệp có cả bảng số liệu thì được ghi thành hai tệp CSV.
    #[arg(value_name = "TỆP", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) path: PathBuf,

    /// Tệp ghi bản đã sửa; phải là tệp chưa có
    ///
    /// Không nêu thì ghi cạnh tệp gốc, tên thêm “-da-sua”: so-y-te.csv thành so-y-te-da-sua.csv. Bảng số
    /// liệu của tệp có cả hai bảng được ghi cạnh đó, tên thêm “-so-lieu”: so-y-te-da-sua-so-lieu.csv.
    #[arg(short, long, value_name = "TỆP_MỚI", conflicts_with = "in_place", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,

    /// Sửa ngay trong tệp; bản trước khi sửa giữ ở tệp .bak
    ///
    /// Chỉ dùng cho tệp CSV. Đã có tệp .bak thì giữ ở .bak2, .bak3…; không bản nào bị ghi đè.
    #[arg(long)]
    pub(crate) in_place: bool,

    /// Kỳ báo cáo, ví dụ 2025-Q3
    ///
    /// Dùng để kiểm tra bản đã sửa. Viết như ở “report check”. Không nêu thì lấy theo period.yaml, tên
    /// thư mục, cuối cùng là kỳ mà đa số các dòng ghi.
    #[arg(long, value_name = "KỲ", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) period: Option<String>,
}

// `report build`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Build {
    /// Thư mục dữ liệu, chứa thư mục của các kỳ
    ///
    /// Trong đó mỗi kỳ một thư mục: 2025-Q2, 2025-Q3… Nêu thư mục của một kỳ thì hiểu là thư mục chứa
    /// nó. Dấu chấm là thư mục đang đứng.
    #[arg(value_name = "DỮ_LIỆU", default_value = ".", conflicts_with = "from_view", value_hint = ValueHint::DirPath)]
    pub(crate) data: PathBuf,

    /// Kỳ báo cáo, ví dụ 2025-Q3
    ///
    /// Viết 2025-Q3 (quý), 2025-H1 (6 tháng), 2025-9M (9 tháng), 2025 (năm) hoặc
    /// 2025-05-01..2025-06-15 (đột xuất); cũng hiểu “Quý III/2025”, “6 tháng đầu năm 2025”. Kỳ dài
    /// được tổng hợp từ thư mục của các quý trong kỳ. Phải nêu, trừ khi dùng --all hoặc --from-view.
    #[arg(long, value_name = "KỲ", required_unless_present_any = ["all", "from_view"], conflicts_with = "from_view", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) period: Option<String>,

    /// Lập báo cáo của mọi kỳ có thư mục, cùng trang mục lục
    ///
    /// Trang index.html dẫn đến báo cáo của các kỳ; thư mục du-lieu có số liệu từng kỳ dạng JSON, bảng CSV
    /// gộp các kỳ và từ điển dữ liệu. Kỳ dài không có thư mục riêng thì lập bằng --period.
    #[arg(long, conflicts_with_all = ["period", "addressee", "agency", "from_view"])]
    pub(crate) all: bool,

    /// Lập báo cáo gửi riêng nơi nhận này
    ///
    /// Mã trong addressees của reporting.yaml, ví dụ ubnd-tinh, bo-y-te; all: mỗi nơi nhận một báo cáo.
    /// Các bản chỉ khác nhau ở Kính gửi; bản gửi bộ có thêm phụ lục các nhiệm vụ theo khuyến nghị. Không
    /// nêu thì một báo cáo gửi chung.
    #[arg(long = "for", value_name = "NƠI_NHẬN", conflicts_with_all = ["agency", "from_view"], value_parser = NonEmptyStringValueParser::new(), value_hint = ValueHint::Other)]
    pub(crate) addressee: Option<String>,

    /// Lập phiếu theo dõi của một cơ quan
    ///
    /// Thay cho báo cáo: tình hình gửi, từng nhiệm vụ của cơ quan, những gì còn phải gửi, bổ sung hoặc
    /// sửa. Nêu tên chính thức, tên tắt, tên gọi khác hoặc mã trong sổ cơ quan. Lập được phiếu là mã
    /// thoát 0.
    #[arg(long, value_name = "CƠ_QUAN", conflicts_with = "from_view", value_parser = NonEmptyStringValueParser::new(), value_hint = ValueHint::Other)]
    pub(crate) agency: Option<String>,

    /// Lập từ số liệu đã lưu, không đọc dữ liệu và Kế hoạch
    ///
    /// Tệp là bản JSON mà “report build --format json” đã ghi; dùng để viết và thử mẫu văn bản. Văn bản
    /// giống hệt văn bản lập từ dữ liệu khi ấy.
    #[arg(long, value_name = "TỆP", value_hint = ValueHint::FilePath)]
    pub(crate) from_view: Option<PathBuf>,

    /// Thư mục ghi văn bản
    ///
    /// Thư mục chưa có thì được tạo. Văn bản cùng tên đã có được thay bằng bản mới. Không nêu thì theo
    /// report.yaml của thư mục làm việc, nếu có.
    #[arg(long, value_name = "THƯ_MỤC", default_value = "out", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,

    /// Dạng văn bản cần lập
    ///
    /// Cách nhau bằng dấu phẩy. md: văn bản Markdown; html: trang để xem và in; json: số liệu cho
    /// chương trình khác.
    #[arg(long, value_name = "DẠNG", value_enum, value_delimiter = ',', default_value = "md,html")]
    pub(crate) format: Vec<BuildFormat>,

    /// Không ghi gì; chỉ so văn bản đã có với bản lập mới
    ///
    /// Nêu tên từng tệp khác với bản lập mới hoặc chưa có; khi đó mã thoát là 1.
    #[arg(long)]
    pub(crate) check: bool,

    /// Còn lỗi dữ liệu vẫn coi là đạt (mã thoát 0)
    ///
    /// Văn bản vẫn ghi rõ là dự thảo và còn bao nhiêu lỗi.
    #[arg(long)]
    pub(crate) allow_errors: bool,
}

// `report status`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct StatusArgs {
    /// Thư mục dữ liệu, chứa thư mục của các kỳ
    ///
    /// Trong đó mỗi kỳ một thư mục: 2025-Q2, 2025-Q3… Nêu thư mục của một kỳ thì xem kỳ ấy. Dấu chấm là
    /// thư mục đang đứng.
    #[arg(value_name = "DỮ_LIỆU", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(crate) data: PathBuf,

    /// Kỳ báo cáo, ví dụ 2025-Q3
    ///
    /// Viết như ở “report build”. Không nêu thì lấy kỳ mới nhất đã bắt đầu trong số các kỳ có thư mục, và
    /// nói rõ là kỳ nào.
    #[arg(long, value_name = "KỲ", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) period: Option<String>,

    /// Mỗi dòng của bảng là gì
    ///
    /// agency: một cơ quan; task: một nhiệm vụ; theme: một khó khăn hoặc kiến nghị, thuộc nhóm nào và vì
    /// sao; figure: một số liệu, với tổng và số cơ quan có số liệu trên số được hỏi. Không nêu thì trên
    /// màn hình là bảng gộp theo tình hình gửi và bảng nhiệm vụ; dạng csv là theo cơ quan; dạng json luôn
    /// có cả cơ quan, nhiệm vụ, nhóm và số liệu.
    #[arg(long, value_name = "CÁCH", value_enum)]
    pub(crate) by: Option<StatusBy>,

    /// Dạng của kết quả
    ///
    /// table: bảng trên màn hình; json: để chương trình khác đọc; csv: để mở bằng Excel.
    #[arg(long, value_name = "DẠNG", value_enum, default_value_t = StatusFormat::Table)]
    pub(crate) format: StatusFormat,

    /// Ghi kết quả ra tệp này, không in ra màn hình
    ///
    /// Tệp là văn bản UTF-8, đúng như những gì in ra; tệp đã có với nội dung khác không bị ghi đè. Không
    /// ghi vào thư mục của một kỳ, vì ở đó chỉ có tệp của các cơ quan.
    #[arg(short, long, value_name = "TỆP", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
}

// `report remind`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Remind {
    /// Thư mục dữ liệu, chứa thư mục của các kỳ
    ///
    /// Trong đó mỗi kỳ một thư mục: 2025-Q2, 2025-Q3… Nêu thư mục của một kỳ thì hiểu là thư mục chứa
    /// nó. Dấu chấm là thư mục đang đứng.
    #[arg(value_name = "DỮ_LIỆU", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(crate) data: PathBuf,

    /// Kỳ báo cáo, ví dụ 2025-Q3
    ///
    /// Viết như ở “report build”. Kỳ dài thì xét từng quý trong kỳ.
    #[arg(long, value_name = "KỲ", required = true, value_parser = NonEmptyStringValueParser::new())]
    pub(crate) period: String,

    /// Chỉ lập công văn cho cơ quan này
    ///
    /// Tên chính thức, tên tắt, tên gọi khác hoặc mã trong sổ cơ quan.
    #[arg(long, value_name = "CƠ_QUAN", conflicts_with = "each", value_parser = NonEmptyStringValueParser::new(), value_hint = ValueHint::Other)]
    pub(crate) agency: Option<String>,

    /// Mỗi cơ quan một công văn
    ///
    /// Không nêu thì một công văn chung cho các cơ quan phải báo cáo, một công văn chung cho các cơ quan
    /// được đề nghị.
    #[arg(long)]
    pub(crate) each: bool,

    /// Thư mục ghi công văn
    ///
    /// Thư mục chưa có thì được tạo. Công văn cùng tên đã có được thay bằng bản mới. Không nêu thì theo
    /// report.yaml của thư mục làm việc, nếu có.
    #[arg(long, value_name = "THƯ_MỤC", default_value = "out", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,

    /// Dạng công văn cần lập
    ///
    /// Cách nhau bằng dấu phẩy. md: văn bản Markdown; html: trang để xem và in; json: số liệu của
    /// công văn cho chương trình khác.
    #[arg(long, value_name = "DẠNG", value_enum, value_delimiter = ',', default_value = "md,html")]
    pub(crate) format: Vec<BuildFormat>,

    /// Đề nghị gửi trước ngày này
    ///
    /// Không nêu thì lấy reminder.until trong period.yaml; không có nữa thì chừa trống để điền tay.
    #[arg(long, value_name = "NGÀY", value_parser = written_date)]
    pub(crate) until: Option<String>,
}

// `report template`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Template {
    /// Cơ quan được lập mẫu, ví dụ so-tu-phap
    ///
    /// Tên chính thức, tên tắt, tên gọi khác hoặc mã trong sổ cơ quan. Cơ quan phải đang hoạt động vào
    /// ngày chốt số liệu của kỳ.
    #[arg(long, value_name = "CƠ_QUAN", required = true, value_parser = NonEmptyStringValueParser::new(), value_hint = ValueHint::Other)]
    pub(crate) agency: String,

    /// Kỳ báo cáo, ví dụ 2025-Q3
    ///
    /// Viết 2025-Q3 (quý), 2025-H1 (6 tháng), 2025-9M (9 tháng), 2025 (năm) hoặc
    /// 2025-05-01..2025-06-15 (đột xuất); cũng hiểu “Quý III/2025”, “6 tháng đầu năm 2025”.
    #[arg(long, value_name = "KỲ", required = true, value_parser = NonEmptyStringValueParser::new())]
    pub(crate) period: String,

    /// Thư mục dữ liệu, để lấy số liệu kỳ trước
    ///
    /// Thư mục chứa thư mục của các kỳ. Có thư mục của kỳ liền trước cùng loại thì bên cạnh mỗi nhiệm
    /// vụ có thêm những gì cơ quan đã báo cáo kỳ ấy; dòng còn lỗi không được lấy. Không nêu thì mẫu
    /// không có cột này.
    #[arg(long, value_name = "THƯ_MỤC", value_hint = ValueHint::DirPath)]
    pub(crate) data: Option<PathBuf>,

    /// Dạng của mẫu
    ///
    /// xlsx: tệp Excel; csv: tệp CSV, mở được bằng Excel, không có danh sách và trang hướng dẫn. Cơ quan
    /// được hỏi số liệu thì tệp Excel có thêm trang “Số liệu”, còn csv là hai tệp: tệp thứ hai tên thêm
    /// “-so-lieu”.
    #[arg(long, value_name = "DẠNG", value_enum, default_value_t = TemplateFormat::Xlsx)]
    pub(crate) format: TemplateFormat,

    /// Thư mục ghi mẫu
    ///
    /// Thư mục chưa có thì được tạo. Tệp đã có thì không bị ghi đè, vì có thể đã được điền.
    #[arg(long, value_name = "THƯ_MỤC", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
}

// `report plan`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Plan {
    #[command(subcommand)]
    pub(crate) command: PlanCommand,
}

/// What is to be done with the plan.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum PlanCommand {
    /// Kiểm tra dữ liệu Kế hoạch có đủ và khớp nhau không
    ///
    /// Xem mã nhiệm vụ, tên cơ quan, ngày hiệu lực, kỳ báo cáo, đính chính. Điểm cần xem lại trong
    /// chính văn bản Kế hoạch được nêu là lưu ý. Cuối cùng là các con số của Kế hoạch và sổ cơ quan.
    #[command(after_long_help = PLAN_CHECK_EXAMPLES)]
    Check,

    /// In Kế hoạch thành văn bản để đọc
    ///
    /// Gồm nội dung Kế hoạch, phụ lục nhiệm vụ, và ghi chú về những chỗ khác với bản in.
    #[command(after_long_help = PLAN_SHOW_EXAMPLES)]
    Show,

    /// In bảng từ khuyến nghị đến nhiệm vụ, cơ quan, tình trạng trong kỳ
    ///
    /// Không nêu --period thì chỉ có Kế hoạch: khuyến nghị, nhiệm vụ, cơ quan được phân công theo ngày
    /// trong --as-of, không nêu thì theo hôm nay. Có --period thì thêm tình trạng của từng nhiệm vụ trong
    /// kỳ, đúng như báo cáo mà “report build” lập. Gắn nhiệm vụ với đoạn khuyến nghị là đề xuất; bảng nói
    /// rõ mỗi đoạn đã đọc đến đâu.
    #[command(after_long_help = PLAN_TRACE_EXAMPLES)]
    Trace(PlanTrace),
}

// `report plan trace`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct PlanTrace {
    /// Thư mục dữ liệu, chứa thư mục của các kỳ
    ///
    /// Chỉ dùng cùng --period. Trong đó mỗi kỳ một thư mục: 2025-Q2, 2025-Q3… Không nêu thì là thư mục
    /// đang đứng.
    #[arg(value_name = "DỮ_LIỆU", requires = "period", value_hint = ValueHint::DirPath)]
    pub(crate) data: Option<PathBuf>,

    /// Kỳ báo cáo, ví dụ 2025-Q3
    ///
    /// Viết như ở “report build”. Không nêu thì bảng chỉ có Kế hoạch, không đọc dữ liệu.
    #[arg(long, value_name = "KỲ", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) period: Option<String>,

    /// Dạng của kết quả
    ///
    /// Chỉ dùng cùng --period. table: bảng trên màn hình; csv: để mở bằng Excel; json: để chương trình
    /// khác đọc; md, html: văn bản “Phụ lục theo khuyến nghị”, để kèm báo cáo.
    #[arg(long, value_name = "DẠNG", value_enum, requires = "period", default_value_t = TraceFormat::Table)]
    pub(crate) format: TraceFormat,

    /// Ghi kết quả ra tệp này, không in ra màn hình
    ///
    /// Chỉ dùng cùng --period. Tệp là văn bản UTF-8, đúng như những gì in ra; tệp đã có với nội dung khác
    /// không bị ghi đè. Không ghi vào thư mục của một kỳ, vì ở đó chỉ có tệp của các cơ quan.
    #[arg(short, long, value_name = "TỆP", requires = "period", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
}

// `report explain`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Explain {
    /// Mã cần giải thích, ví dụ V402
    ///
    /// Một mã, tên của mã (như ở “Tên:” trên trang của mã), hoặc chữ đầu của một nhóm: V là mọi mã của
    /// nhóm V.
    #[arg(value_name = "MÃ", value_parser = NonEmptyStringValueParser::new(), value_hint = ValueHint::Other)]
    pub(crate) code: Option<String>,
}

// `report schema`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Schema {
    /// Dạng dữ liệu
    ///
    /// plan, appendix, agencies, reporting, indicators: các tệp của thư mục Kế hoạch; period: tệp
    /// period.yaml của kỳ; report-yaml: tệp report.yaml của thư mục làm việc;
    /// submission: một dòng báo cáo của cơ quan, mỗi cột là một khóa; check-json: kết quả của “report check
    /// --format json”; status-json: tình hình của “report status --format json”; report-json: số liệu của
    /// “report build --format json”; reminder-json: một công văn của “report remind --format json”;
    /// agency-json: phiếu của một cơ quan của “report build --agency … --format json”;
    /// trace-json: các nhiệm vụ theo khuyến nghị của “report plan trace --period … --format json”.
    #[arg(value_name = "TÊN", required = true, value_enum)]
    pub(crate) name: SchemaName,
}

// `report init`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Init {
    /// Thư mục làm việc
    ///
    /// Thư mục chưa có thì được tạo. Dấu chấm là thư mục đang đứng.
    #[arg(value_name = "THƯ_MỤC", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,

    /// Kỳ báo cáo, ví dụ 2025-Q3
    ///
    /// Viết như ở “report check”. Không nêu thì lấy quý đang nhận báo cáo: quý chưa hết hạn gửi, tính
    /// theo --as-of hoặc ngày hôm nay.
    #[arg(long, value_name = "KỲ", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) period: Option<String>,
}

// `report completions`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Completions {
    /// Chương trình dòng lệnh đang dùng
    #[arg(value_name = "TRÌNH_LỆNH", value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// Khi in ra màn hình
    Auto,
    /// Luôn dùng
    Always,
    /// Không dùng
    Never,
}

/// Forms of the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// Để người đọc
    Human,
    /// Để chương trình khác đọc
    Json,
    /// Chuẩn SARIF 2.1.0, cho trang quét mã và trình soạn thảo
    Sarif,
    /// Chú thích trên trang GitHub Actions
    Github,
    /// Danh sách cần sửa, mở bằng Excel
    Csv,
    /// Chuẩn JUnit, cho trang kết quả kiểm thử
    Junit,
}

/// What there is a schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaName {
    /// Tệp plan.yaml: nội dung Kế hoạch
    Plan,
    /// Tệp appendix.yaml: nhóm và nhiệm vụ
    Appendix,
    /// Tệp agencies.yaml: sổ cơ quan
    Agencies,
    /// Tệp reporting.yaml: cách tổ chức báo cáo
    Reporting,
    /// Tệp indicators.yaml: số liệu mà các cơ quan được hỏi
    Indicators,
    /// Tệp period.yaml: trang của kỳ
    Period,
    /// Tệp report.yaml: thư mục làm việc dùng những gì
    ReportYaml,
    /// Một dòng báo cáo của cơ quan, mỗi cột là một khóa
    Submission,
    /// Kết quả của “report check --format json”
    CheckJson,
    /// Tình hình của “report status --format json”
    StatusJson,
    /// Số liệu của “report build --format json”
    ReportJson,
    /// Một công văn của “report remind --format json”
    ReminderJson,
    /// Phiếu của một cơ quan của “report build --agency … --format json”
    AgencyJson,
    /// Các nhiệm vụ theo khuyến nghị của “report plan trace --format json”
    TraceJson,
}

/// Forms of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BuildFormat {
    /// Văn bản Markdown
    Md,
    /// Trang để xem và in
    Html,
    /// Số liệu cho chương trình khác
    Json,
}

/// What the rows of a table of the status are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatusBy {
    /// Mỗi dòng một cơ quan
    Agency,
    /// Mỗi dòng một nhiệm vụ
    Task,
    /// Mỗi dòng một khó khăn hoặc kiến nghị, với nhóm của nó
    Theme,
    /// Mỗi dòng một số liệu, với tổng và số cơ quan đã gửi
    Figure,
}

/// Forms of the status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatusFormat {
    /// Bảng trên màn hình
    Table,
    /// Để chương trình khác đọc
    Json,
    /// Để mở bằng Excel
    Csv,
}

/// Forms of the tasks by recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TraceFormat {
    /// Bảng trên màn hình
    Table,
    /// Để mở bằng Excel
    Csv,
    /// Để chương trình khác đọc
    Json,
    /// Văn bản Markdown
    Md,
    /// Trang để xem và in
    Html,
}

/// Forms of a blank form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TemplateFormat {
    /// Tệp CSV
    Csv,
    /// Tệp Excel
    Xlsx,
}

/// A date as people write it. Only looked at here; it stays as it was written.
fn written_date(text: &str) -> Result<String, String> {
    let parse: fn(&str) -> Result<chrono::NaiveDate, Fault> = date::parse;
    let likely = |why: &str, day| format!("{why}; nếu đúng ý thì viết {}.", date::short(day));
    match parse(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(
            Fault::NotADate
            | Fault::Ambiguous(Ambiguity::DayOrMonth { .. } | Ambiguity::Swapped { .. }),
        ) => Err("Đây không phải là ngày; viết như 20/9/2025 hoặc 2025-09-20.".into()),
        Err(Fault::Impossible(None)) => {
            Err("Không có ngày này; viết ngày trước, tháng sau, như 20/9/2025.".into())
        }
        Err(Fault::Impossible(Some(last))) => {
            Err(format!("Không có ngày này; ngày cuối của tháng đó là {}.", date::short(last)))
        }
        Err(Fault::Ambiguous(Ambiguity::TwoDigitYear(day))) => {
            Err(likely("Năm phải đủ bốn chữ số", day))
        }
        Err(Fault::Ambiguous(Ambiguity::Serial(day))) => {
            Err(likely("Đây là số thứ tự ngày của bảng tính", day))
        }
    }
}

/// A whole number, not negative.
fn count(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "Cần một số nguyên từ 0 trở lên, không có dấu ngăn cách.".to_owned())
}

const ROOT_EXAMPLES: &str = "\
Ví dụ:
  report check 2025-Q3
      Kiểm tra mọi tệp trong thư mục của quý III năm 2025
  report build --period 2025-Q3 --out van-ban
      Lập báo cáo quý III, ghi vào thư mục van-ban
  report status --period 2025-Q3
      Xem ai đã gửi, nhiệm vụ nào quá hạn
  report explain V402
      Xem mã V402 nghĩa là gì và cách sửa";

const CHECK_EXAMPLES: &str = "\
Ví dụ:
  report check 2025-Q3
      Kiểm tra mọi tệp trong thư mục 2025-Q3
  report check so-tu-phap.csv --period 2025-Q3
      Kiểm tra một tệp vừa nhận
  report check - --period 2025-Q3 < so-tu-phap.csv
      Kiểm tra dữ liệu do dấu < đưa vào đầu vào chuẩn
  report check 2025-Q3 --strict
      Còn cảnh báo cũng là không đạt
  report check 2025-Q3 --format csv --out can-sua.csv
      Ghi danh sách cần sửa để gửi lại cơ quan, mở bằng Excel
  report check 2025-Q3 --select V4,R304 --format json
      Chỉ báo các mã bắt đầu bằng V4 và mã R304, ở dạng json";

const FIX_EXAMPLES: &str = "\
Ví dụ:
  report fix so-y-te.csv
      Ghi bản đã sửa vào so-y-te-da-sua.csv và kể chỗ còn phải sửa tay
  report fix so-y-te.csv -o da-sua/so-y-te.csv
      Ghi bản đã sửa vào thư mục khác
  report fix 2025-Q3/so-y-te.csv --in-place
      Sửa ngay trong tệp, giữ bản cũ ở so-y-te.csv.bak";

const BUILD_EXAMPLES: &str = "\
Ví dụ:
  report build --period 2025-Q3
      Lập báo cáo quý III từ dữ liệu trong thư mục đang đứng
  report build du-lieu --period 2025-H1 --out van-ban --format html,json
      Lập báo cáo 6 tháng đầu năm, chỉ dạng html và json, ghi vào thư mục van-ban
  report build --period 2025-Q3 --out van-ban --check
      Xem văn bản trong van-ban có còn đúng với dữ liệu không
  report build du-lieu --all --out van-ban
      Lập báo cáo của mọi kỳ, trang mục lục và dữ liệu dùng lại
  report build --period 2025-Q3 --for all
      Mỗi nơi nhận một báo cáo riêng
  report build --period 2025-Q3 --agency so-tu-phap
      Lập phiếu theo dõi của Sở Tư pháp
  report build --from-view out/bao-cao-2025-Q3.json --templates mau-rieng
      Thử mẫu văn bản với số liệu đã lưu";

const STATUS_EXAMPLES: &str = "\
Ví dụ:
  report status
      Xem kỳ mới nhất trong thư mục đang đứng
  report status du-lieu --period 2025-Q4 --by agency
      Xem từng cơ quan của quý IV năm 2025
  report status du-lieu --period 2025 --by task --format csv > nhiem-vu.csv
      Ghi tình trạng nhiệm vụ cả năm ra tệp mở được bằng Excel";

const REMIND_EXAMPLES: &str = "\
Ví dụ:
  report remind du-lieu --period 2025-Q4 --until 26/12/2025 --out cong-van
      Một công văn chung, đề nghị gửi trước ngày 26/12/2025
  report remind du-lieu --period 2025-Q4 --each --out cong-van
      Mỗi cơ quan một công văn, ngày gửi để trống
  report remind du-lieu --period 2025-Q4 --agency so-cong-thuong --format html
      Chỉ một cơ quan, chỉ dạng html";

const TEMPLATE_EXAMPLES: &str = "\
Ví dụ:
  report template --agency so-tu-phap --period 2026-Q1
      Lập mẫu quý I năm 2026 cho Sở Tư pháp, dạng Excel, trong thư mục đang đứng
  report template --agency so-tu-phap --period 2026-Q1 --data du-lieu --out mau
      Như trên, có số liệu quý IV năm 2025 để đối chiếu, ghi vào thư mục mau
  report template --agency ubnd-phuong-nha-trang --period 2026-Q1 --format csv
      Lập mẫu dạng CSV";

const PLAN_EXAMPLES: &str = "\
Ví dụ:
  report plan check
      Kiểm tra dữ liệu Kế hoạch có sẵn trong chương trình
  report plan show
      Đọc Kế hoạch trên màn hình";

const PLAN_CHECK_EXAMPLES: &str = "\
Ví dụ:
  report plan check
      Kiểm tra dữ liệu Kế hoạch có sẵn trong chương trình
  report plan check --plan ke-hoach
      Kiểm tra dữ liệu Kế hoạch trong thư mục ke-hoach";

const PLAN_SHOW_EXAMPLES: &str = "\
Ví dụ:
  report plan show
      Đọc Kế hoạch trên màn hình
  report plan show > ke-hoach.txt
      Ghi Kế hoạch ra tệp ke-hoach.txt";

const PLAN_TRACE_EXAMPLES: &str = "\
Ví dụ:
  report plan trace
      In bảng từ khuyến nghị đến nhiệm vụ và cơ quan
  report plan trace > truy-vet.txt
      Ghi bảng đó ra tệp truy-vet.txt
  report plan trace du-lieu --period 2025-Q4
      Thêm tình trạng của từng nhiệm vụ trong quý IV năm 2025
  report plan trace du-lieu --period 2025 --format html --out phu-luc-khuyen-nghi.html
      Lập phụ lục theo khuyến nghị của cả năm 2025";

const EXPLAIN_EXAMPLES: &str = "\
Ví dụ:
  report explain
      Liệt kê tất cả các mã
  report explain V402
      Giải thích mã V402
  report explain V
      Liệt kê các mã của nhóm V";

const SCHEMA_EXAMPLES: &str = "\
Ví dụ:
  report schema period
      In lược đồ của period.yaml
  report schema submission > dong-bao-cao.json
      Ghi lược đồ của một dòng báo cáo ra tệp";

const INIT_EXAMPLES: &str = "\
Ví dụ:
  report init
      Lập thư mục làm việc ở thư mục đang đứng, cho quý đang nhận báo cáo
  report init ke-hoach-tre-em --period 2026-Q1
      Lập thư mục ke-hoach-tre-em, có thư mục của quý I năm 2026";

const COMPLETIONS_EXAMPLES: &str = "\
Ví dụ:
  report completions bash > report.bash
      Ghi tệp cho bash; sau đó nạp bằng lệnh: source report.bash
  report completions powershell > report.ps1
      Ghi tệp cho PowerShell";

const MAN_EXAMPLES: &str = "\
Ví dụ:
  report man > report.1
      Ghi trang hướng dẫn ra tệp report.1
  man ./report.1
      Đọc trang đó";
