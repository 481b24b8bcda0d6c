import { vietnameseWording } from '../vietnamese.js';
import type { Messages } from './messages.js';

const WHOLE = new Intl.NumberFormat('vi');
const MOMENT = new Intl.DateTimeFormat('vi', {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const moment = (isoTime: string) => MOMENT.format(new Date(isoTime));

/** Vietnamese. */
export const vietnamese: Messages = {
  ...vietnameseWording,
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
  howToLeave: 'Gõ /help để xem các lệnh, /quit để thoát.',
  goodbye: 'Tạm biệt!',
  waiting: 'đang tìm trong các bài viết…',
  notTold: 'Các bài viết không cho biết điều này.',
  perhaps: 'Có thể:',
  unread: 'Chưa đọc được các đoạn này; đây là những đoạn gần nhất với câu hỏi.',
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
  downloading: (file) => `Tải ${file}`,
  second: 'giây',
  remaining: (seconds) =>
    seconds < 60
      ? `còn ${WHOLE.format(seconds)} giây`
      : `còn ${WHOLE.format(Math.floor(seconds / 60))} phút ${WHOLE.format(seconds % 60)} giây`,
  wouldReindex: 'Chạy thử: chỉ mục chưa thay đổi gì.',
  watching: (folder) => `Đang theo dõi ${folder}. Nhấn Ctrl-C để dừng.`,
  watchEnded: 'Đã thôi theo dõi.',
  mended: (what) => `Chỉ mục bị hỏng và đã được lập lại. ${what}`,
  olderInUse: (builtAt) => `Đang dùng tạm bản chỉ mục tốt gần nhất, lập lúc ${moment(builtAt)}.`,
  rolledBack: (builtAt) => `Đã quay lại bản chỉ mục lập lúc ${moment(builtAt)}.`,
  rolledBackTo: ({ articles, passages, modelName }) =>
    `Bản này có ${WHOLE.format(articles)} bài viết, ${WHOLE.format(passages)} đoạn, dùng mô hình ${modelName}.`,
  rolledBackFrom: (builtAt) =>
    builtAt === null
      ? 'Bản vừa bỏ đã hỏng, sẽ bị xóa ở lần lập chỉ mục tới.'
      : `Bản vừa bỏ lập lúc ${moment(builtAt)}, sẽ bị xóa ở lần lập chỉ mục tới.`,
  afterRollback: 'Lần lập chỉ mục tới lại dựa trên các bài viết có lúc đó.',
  migrated: (place, from, to) =>
    from === to
      ? `Các bảng trong ${place} đã đúng phiên bản (${to}), không có gì phải đổi.`
      : `Các bảng trong ${place} đã sẵn sàng (phiên bản ${to}).`,
  afterMigration: 'Hãy chạy npm run reindex để cập nhật chỉ mục trong cơ sở dữ liệu đó.',
  noFeedback: 'Chưa có gì: chưa có câu hỏi nào bị bỏ ngỏ, cũng chưa ai đánh giá câu trả lời.',
  feedback: (questions) => `${WHOLE.format(questions)} câu hỏi, câu hay bị bỏ ngỏ hoặc bị 👎 đứng trước`,
  unanswered: (times) => `bỏ ngỏ ${WHOLE.format(times)} lần`,
  latest: (isoDay) => `gần nhất ${vietnameseWording.day(isoDay, false)}`,
  unreadableLines: (count) => `Không đọc được ${WHOLE.format(count)} dòng:`,
  commandPlace: (guildId) => (guildId === null ? 'mọi máy chủ có bot' : `máy chủ ${guildId}`),
  commandsRegistered: (count, place) => `Đã đăng ký ${WHOLE.format(count)} lệnh cho ${place}:`,
  commandsRemoved: (place) => `Đã gỡ các lệnh khỏi ${place}.`,
};
