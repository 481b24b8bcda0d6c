import type { ErrorCode } from '../lib/errors.js';
import type { ErrorWords, Unit, Wording } from './wording.js';

const WHOLE = new Intl.NumberFormat('vi');
const TENTHS = new Intl.NumberFormat('vi', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const UNITS: Readonly<Record<Unit, string>> = { article: 'bài', passage: 'đoạn', megabyte: 'MB' };

/** A code's words. The error's own message follows `wrong`, for it names the file or setting. */
const ERRORS: Readonly<Record<ErrorCode, ErrorWords>> = {
  'settings-invalid': {
    wrong: 'Có thiết lập chưa đúng',
    todo: 'Hãy sửa trong biến môi trường hoặc trong tệp .env; tệp .env.example liệt kê mọi thiết lập.',
  },
  'articles-folder-missing': {
    wrong: 'Không mở được thư mục bài viết',
    todo: 'Hãy tạo thư mục đó, hoặc đặt ARTICLES_DIR là thư mục chứa các bài viết.',
  },
  'articles-folder-empty': {
    wrong: 'Không có bài viết nào đọc được',
    todo: 'Hãy thêm tệp .txt, .md hoặc .html vào thư mục mà ARTICLES_DIR chỉ tới.',
  },
  'model-not-found': {
    wrong: 'Không tìm thấy mô hình',
    todo: 'Hãy sửa EMBEDDING_MODEL, hoặc đặt EMBEDDING_MODEL=vi-en-mini để dùng mô hình có sẵn. Nếu là READER_MODEL thì đặt READER_MODEL=vi-en-reader.',
  },
  'model-unreachable': {
    wrong: 'Không tải được mô hình',
    todo: 'Hãy kiểm tra mạng rồi thử lại, hoặc đặt EMBEDDING_MODEL=vi-en-mini: mô hình có sẵn, không cần mạng. Nếu là READER_MODEL thì đặt READER_MODEL=vi-en-reader.',
  },
  'model-broken': {
    wrong: 'Mô hình không chạy được',
    todo: 'Hãy chạy lại chương trình; nếu vẫn lỗi, đặt EMBEDDING_MODEL=vi-en-mini để dùng mô hình có sẵn, hoặc READER_MODEL=vi-en-reader nếu lỗi ở đó.',
  },
  'index-missing': {
    wrong: 'Chưa có chỉ mục',
    todo: 'Hãy chạy `npm run reindex` để tạo chỉ mục.',
  },
  'index-incompatible': {
    wrong: 'Chỉ mục được tạo bằng mô hình hoặc định dạng khác',
    todo: 'Hãy chạy `npm run reindex` để tạo lại, hoặc đặt lại EMBEDDING_MODEL như lúc tạo chỉ mục.',
  },
  'index-damaged': {
    wrong: 'Chỉ mục bị hỏng',
    todo: 'Hãy chạy `npm run reindex -- --full` để tạo lại từ các bài viết.',
  },
  'index-locked': {
    wrong: 'Một tiến trình khác đang ghi chỉ mục',
    todo: 'Hãy đợi nó xong. Nếu chỉ mục nằm trong thư mục INDEX_DIR mà tiến trình đó không còn chạy, hãy xóa thư mục writer.lock ở đó.',
  },
  'index-unwritable': {
    wrong: 'Không ghi được vào thư mục chỉ mục',
    todo: 'Hãy kiểm tra chỗ trống trên đĩa và quyền ghi vào thư mục đó, hoặc đặt INDEX_DIR là thư mục khác. Chỉ mục đang dùng vẫn như cũ.',
  },
  'rollback-impossible': {
    wrong: 'Không có bản chỉ mục nào trước đó để quay lại',
    todo: 'Hãy chạy `npm run reindex` để cập nhật chỉ mục theo các bài viết.',
  },
  'database-unreachable': {
    wrong: 'Không kết nối được với cơ sở dữ liệu',
    todo: 'Hãy kiểm tra máy chủ PostgreSQL có đang chạy không, và xem lại máy chủ và cổng trong INDEX_URL, rồi thử lại.',
  },
  'database-refused': {
    wrong: 'Cơ sở dữ liệu từ chối',
    todo: 'Hãy kiểm tra tên người dùng, mật khẩu và tên cơ sở dữ liệu trong INDEX_URL; docs/scaling.md liệt kê quyền mà mỗi lệnh cần.',
  },
  'database-unprepared': {
    wrong: 'Cơ sở dữ liệu chưa sẵn sàng',
    todo: 'Hãy chạy `npm run migrate`; máy chủ phải có pgvector từ bản 0.8 trở lên.',
  },
  'discord-token-missing': {
    wrong: 'Chưa có token của bot Discord',
    todo: 'Hãy đặt DISCORD_TOKEN trong tệp .env; README.vi.md chỉ cách lấy token.',
  },
  'discord-token-invalid': {
    wrong: 'Discord không nhận token này',
    todo: 'Hãy lấy token mới ở mục Bot trên trang Discord Developer Portal rồi đặt lại DISCORD_TOKEN.',
  },
  'discord-intents': {
    wrong: 'Discord không cho bot kết nối với các intent đã xin',
    todo: 'Hãy xem mục Bot của ứng dụng trên Discord Developer Portal; bot này không cần intent đặc quyền nào.',
  },
  'discord-unreachable': {
    wrong: 'Không kết nối được với Discord',
    todo: 'Hãy kiểm tra mạng và DISCORD_API_URL rồi chạy lại.',
  },
  'discord-refused': {
    wrong: 'Discord từ chối yêu cầu',
    todo: 'Hãy kiểm tra GUILD_ID và xem bot đã được mời vào máy chủ đó với quyền applications.commands chưa.',
  },
  'metrics-unavailable': {
    wrong: 'Không mở được cổng cho số liệu theo dõi',
    todo: 'Hãy đặt METRICS_PORT là một cổng còn trống, lớn hơn 1023, và METRICS_HOST là địa chỉ của máy này; hoặc bỏ trống METRICS_PORT.',
  },
  usage: {
    wrong: 'Lệnh chưa đúng',
    todo: 'Hãy xem lại các tùy chọn của lệnh.',
  },
};

/** Vietnamese. */
export const vietnameseWording: Wording = {
  count: (value) => WHOLE.format(value),
  decimal: (value) => TENTHS.format(value),
  day(isoDay, inferred) {
    const day = isoDay.split('-').reverse().join('/');
    return inferred ? `khoảng ${day}, suy từ bài viết` : day;
  },
  unknownDay: 'không rõ ngày đăng',
  error(error) {
    const words = ERRORS[error.code];
    return {
      wrong: `${words.wrong}: ${error.message}`,
      // How a command is used differs from command to command; only the error knows.
      todo: error.code === 'usage' ? `${words.todo} ${error.hint}` : words.todo,
    };
  },
  unexpectedError: (message) => ({
    wrong: `Đã có lỗi ngoài dự tính: ${message}`,
    todo: 'Hãy thử lại; đặt LOG_LEVEL=debug để xem chi tiết.',
  }),
  phases: { reading: 'Đọc bài viết', embedding: 'Lập chỉ mục', publishing: 'Lưu chỉ mục' },
  unit: (unit) => UNITS[unit],
  reindexed: (seconds) => `Đã cập nhật chỉ mục trong ${TENTHS.format(seconds)} giây.`,
  articleChanges: ({ added, changed, removed, unchanged, failed }) =>
    `Bài viết: ${WHOLE.format(added)} mới · ${WHOLE.format(changed)} đã sửa · ${WHOLE.format(removed)} đã xóa · ` +
    `${WHOLE.format(unchanged)} giữ nguyên · ${WHOLE.format(failed)} lỗi`,
  passageChanges: ({ passages, embedded, reused }) =>
    `Đoạn: ${WHOLE.format(passages)} (${WHOLE.format(embedded)} tính mới · ${WHOLE.format(reused)} dùng lại)`,
  upToDate: 'Chỉ mục đã đầy đủ, không có gì thay đổi.',
  problems: (count) => `Không đọc được ${WHOLE.format(count)} tệp:`,
  retained: 'bản đọc được gần nhất của bài này vẫn ở trong chỉ mục',
};
