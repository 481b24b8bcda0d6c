import type { ErrorCode } from '../../errors.js';
import type { ErrorWords, Messages, Unit } from './messages.js';

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
    wrong: 'Không tìm thấy mô hình nhúng',
    todo: 'Hãy sửa EMBEDDING_MODEL, hoặc đặt EMBEDDING_MODEL=vi-en-mini để dùng mô hình có sẵn.',
  },
  'model-unreachable': {
    wrong: 'Không tải được mô hình nhúng',
    todo: 'Hãy kiểm tra mạng rồi thử lại, hoặc đặt EMBEDDING_MODEL=vi-en-mini: mô hình có sẵn, không cần mạng.',
  },
  'model-broken': {
    wrong: 'Mô hình nhúng không chạy được',
    todo: 'Hãy chạy lại chương trình; nếu vẫn lỗi, đặt EMBEDDING_MODEL=vi-en-mini để dùng mô hình có sẵn.',
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
    todo: 'Hãy đợi nó xong. Nếu nó không còn chạy, hãy xóa tệp writer.lock trong thư mục INDEX_DIR.',
  },
  usage: {
    wrong: 'Lệnh chưa đúng',
    todo: 'Hãy xem lại các tùy chọn của lệnh.',
  },
};

/** Vietnamese. */
export const vietnamese: Messages = {
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

  tagline: 'Hỏi một câu, nhận câu trả lời có dẫn nguồn.',
  corpus: (articles, passages) => `${WHOLE.format(articles)} bài viết · ${WHOLE.format(passages)} đoạn`,
  howToAsk: 'Cứ hỏi bằng tiếng Việt (có dấu hay không dấu) hoặc tiếng Anh.',
  examples: 'Chẳng hạn:',
  examplesOfShippedArticles: [
    'Văn phòng Thành ủy Hà Nội được tặng huân chương gì?',
    'vp thanh uy can tho hop mat ngay nao',
    'Who is the chief of the Dien Bien party office?',
  ],
  interrupted: 'Đã dừng. Chỉ mục đang dùng vẫn như cũ.',
  noToken: 'Chưa có DISCORD_TOKEN nên mở trò chuyện ngay trên terminal.',
  noBotYet:
    'Đã có DISCORD_TOKEN, nhưng phiên bản này chưa có bot Discord nên mở trò chuyện ngay trên terminal.',
  howToLeave: 'Gõ /help để xem các lệnh, /quit để thoát.',
  goodbye: 'Tạm biệt!',
  waiting: 'đang tìm trong các bài viết…',

  notTold: 'Các bài viết không cho biết điều này.',
  closest: 'Bài gần nhất:',
  searchTip: 'Gõ /search kèm vài từ khóa để tự tìm trong các bài viết.',

  commands: {
    search: 'tìm những đoạn nói về các từ này',
    more: 'xem thêm các đoạn liên quan đến câu vừa hỏi',
    sources: 'liệt kê các bài viết',
    help: 'liệt kê các lệnh',
    quit: 'thoát (hoặc nhấn Ctrl-D)',
  },
  searchWords: 'từ khóa',
  unknownCommand: (command, known) => `Không có lệnh ${command}. Các lệnh: ${known.join(', ')}.`,
  searchNeedsWords: 'Hãy gõ từ cần tìm sau /search, ví dụ: /search huân chương',
  nothingFound: (words) => `Không tìm thấy đoạn nào cho “${words}”.`,
  foundFor: (words, excerpts) => `${WHOLE.format(excerpts)} đoạn gần nhất với “${words}”`,
  moreNeedsQuestion: 'Bạn chưa hỏi câu nào.',
  moreFor: (words, excerpts) => `Thêm ${WHOLE.format(excerpts)} đoạn cho “${words}”`,
  nothingMore: (words) => `Không còn đoạn nào khác cho “${words}”.`,
  moreTip: 'Gõ /more để xem tiếp.',
  articles: (count) => `${WHOLE.format(count)} bài viết, mới nhất trước`,

  phases: { reading: 'Đọc bài viết', embedding: 'Lập chỉ mục', publishing: 'Lưu chỉ mục' },
  downloading: (file) => `Tải ${file}`,
  unit: (unit) => UNITS[unit],
  second: 'giây',
  remaining: (seconds) =>
    seconds < 60
      ? `còn ${WHOLE.format(seconds)} giây`
      : `còn ${WHOLE.format(Math.floor(seconds / 60))} phút ${WHOLE.format(seconds % 60)} giây`,

  reindexed: (seconds) => `Đã cập nhật chỉ mục trong ${TENTHS.format(seconds)} giây.`,
  wouldReindex: 'Chạy thử: chỉ mục chưa thay đổi gì.',
  articleChanges: ({ added, changed, removed, unchanged, failed }) =>
    `Bài viết: ${WHOLE.format(added)} mới · ${WHOLE.format(changed)} đã sửa · ${WHOLE.format(removed)} đã xóa · ` +
    `${WHOLE.format(unchanged)} giữ nguyên · ${WHOLE.format(failed)} lỗi`,
  passageChanges: ({ passages, embedded, reused }) =>
    `Đoạn: ${WHOLE.format(passages)} (${WHOLE.format(embedded)} tính mới · ${WHOLE.format(reused)} dùng lại)`,
  upToDate: 'Chỉ mục đã đầy đủ, không có gì thay đổi.',
  problems: (count) => `Không đọc được ${WHOLE.format(count)} tệp:`,
  retained: 'bản đọc được gần nhất của bài này vẫn ở trong chỉ mục',
};
