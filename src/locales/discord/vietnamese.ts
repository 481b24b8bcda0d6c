import { vietnameseWording } from '../vietnamese.js';
import { vietnameseNotices } from './vietnamese-notices.js';
import type { Words } from './words.js';

const WHOLE = new Intl.NumberFormat('vi');

/** Vietnamese. */
export const vietnamese: Words = {
  ...vietnameseWording,
  language: 'vi',
  answer: {
    notTold: 'Các bài viết không cho biết điều này.',
    perhaps: 'Có thể là',
    unread: 'Bot chưa đọc được các đoạn này; đây là những đoạn gần nhất với câu hỏi.',
    closest: 'Bài gần nhất với câu hỏi:',
    more: 'Xem thêm đoạn',
    findRelated: 'Tìm đoạn liên quan',
    context: (citation) => (citation === null ? 'Ngữ cảnh' : `Ngữ cảnh [${citation}]`),
  },
  passages: {
    found: (passages, articles) => `${WHOLE.format(passages)} đoạn trong ${WHOLE.format(articles)} bài`,
    foundMore: (passages) => `Thêm ${WHOLE.format(passages)} đoạn liên quan`,
    nearest: (passages) => `${WHOLE.format(passages)} đoạn gần nhất với câu hỏi`,
    order: { relevance: 'liên quan nhất trước', newest: 'mới nhất trước' },
    orderBy: { relevance: 'Xếp theo độ liên quan', newest: 'Xếp mới nhất trước' },
    none: 'Không tìm thấy đoạn nào.',
    noneMore: 'Không còn đoạn nào khác liên quan đến câu hỏi này.',
    tip: 'Bạn thử dùng từ khác hoặc ít từ hơn nhé.',
  },
  article: {
    read: 'Đọc cả bài',
    original: 'Bài gốc',
    retells: (title) => `Thuật lại bài “${title}”`,
    listed: (count) => `${WHOLE.format(count)} bài viết, mới nhất trước`,
    none: 'Chưa có bài viết nào.',
  },
  filter: {
    label: 'Bộ lọc:',
    days: (from, to) =>
      [...(from === null ? [] : [`từ ${from}`]), ...(to === null ? [] : [`đến ${to}`])].join(' '),
    none: 'Không có bài viết nào khớp với bộ lọc.',
    tip: 'Bạn thử nới khoảng ngày hoặc bỏ bớt bộ lọc nhé.',
  },
  help: {
    tagline: 'Hỏi một câu, nhận câu trả lời có dẫn nguồn. Mọi câu trả lời đều trích nguyên văn từ bài viết.',
    asking: 'Cách hỏi',
    mention: 'kèm câu hỏi của bạn, hoặc nhắn tin riêng cho bot.',
    otherWays: [
      'Hỏi bằng tiếng Việt (có dấu hay không dấu) hoặc tiếng Anh đều được.',
      'Muốn hỏi tiếp, cứ trả lời vào tin nhắn của bot: “còn năm 2016 thì sao?”',
      'Muốn hỏi về tin nhắn của ai đó, nhấn giữ (hoặc bấm chuột phải) tin nhắn ấy rồi chọn Ứng dụng.',
    ],
    commands: 'Các lệnh',
    below: 'Bên dưới câu trả lời',
    buttons: [
      'Xem thêm đoạn: những đoạn khác cùng nói về điều bạn hỏi.',
      'Ngữ cảnh: phần trước và sau đoạn trích, chỉ mình bạn thấy.',
      '👍 👎: cho biết câu trả lời có đúng ý bạn không. Tên bạn không được lưu.',
    ],
  },
  status: {
    heading: 'Tình trạng',
    corpus: (articles, passages) => `${WHOLE.format(articles)} bài viết · ${WHOLE.format(passages)} đoạn`,
    model: 'Mô hình nhúng',
    builtAt: 'Chỉ mục cập nhật',
    gateway: 'Kết nối tới Discord',
    answering: 'Thời gian trả lời thường gặp',
    milliseconds: (value) => `${WHOLE.format(Math.round(value))} ms`,
    notKnown: 'chưa đo được',
    shards: 'Các shard',
    shardsConnected: (connected, all) =>
      `${WHOLE.format(connected)}/${WHOLE.format(all)} đang kết nối với Discord`,
    shardServers: (guilds, ping) => `${WHOLE.format(guilds)} máy chủ, ${ping}`,
    shardLost: 'chưa kết nối',
    moreShards: (count) => `… và ${WHOLE.format(count)} shard nữa`,
    standsIn: 'Chỉ mục mới nhất bị hỏng nên bot đang dùng bản trước đó. Cập nhật lại chỉ mục để sửa.',
    missingPermissions: 'Còn thiếu quyền',
    version: 'Phiên bản',
  },
  reindex: {
    running: 'Đang cập nhật chỉ mục',
    preparing: 'Đang chuẩn bị…',
    mended: 'Chỉ mục bị hỏng và đã được lập lại; nhật ký của bot ghi rõ hỏng ở đâu.',
    moreProblems: (count) => `… và ${WHOLE.format(count)} tệp nữa.`,
    troubles: {
      'articles-folder-missing': 'Không mở được thư mục bài viết.',
      'articles-folder-empty': 'Thư mục bài viết không có bài nào đọc được.',
      'model-not-found': 'Không tìm thấy mô hình nhúng.',
      'model-unreachable': 'Không tải được mô hình nhúng.',
      'model-broken': 'Mô hình nhúng không chạy được.',
      'index-missing': 'Chưa có chỉ mục.',
      'index-incompatible': 'Chỉ mục được tạo bằng mô hình hoặc định dạng khác.',
      'index-damaged': 'Chỉ mục bị hỏng.',
      'index-locked': 'Một tiến trình khác đang ghi chỉ mục.',
      'index-unwritable': 'Không ghi được vào thư mục chỉ mục: hãy xem chỗ trống trên đĩa và quyền ghi.',
      'database-unreachable': 'Cơ sở dữ liệu chứa chỉ mục không trả lời.',
      'database-refused': 'Cơ sở dữ liệu chứa chỉ mục từ chối bot.',
      'database-unprepared': 'Cơ sở dữ liệu chưa được chuẩn bị cho chỉ mục.',
    },
    seeLog: 'Chi tiết và cách xử lý nằm trong nhật ký của bot.',
  },
  notices: vietnameseNotices,
  permissions: {
    ViewChannel: 'Xem Kênh',
    SendMessages: 'Gửi Tin Nhắn',
    SendMessagesInThreads: 'Gửi Tin Nhắn Trong Chủ Đề',
    EmbedLinks: 'Nhúng Liên Kết',
    ReadMessageHistory: 'Đọc Lịch Sử Tin Nhắn',
  },
};
