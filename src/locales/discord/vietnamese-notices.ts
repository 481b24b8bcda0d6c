import type { NoticeWords } from './notice-words.js';

const WHOLE = new Intl.NumberFormat('vi');

/** Vietnamese. */
export const vietnameseNotices: NoticeWords = {
  deadButton: 'Nút này không dùng được nữa. Bạn hỏi lại để có nút mới nhé.',
  notYours: 'Nút này chỉ dành cho người đã hỏi. Bạn hỏi câu của mình nhé.',
  articleChanged:
    'Bài viết đã được sửa nên đoạn trích này không còn ở chỗ cũ. Bạn hỏi lại để xem bản mới nhé.',
  articleGone: 'Bài viết này không còn trong kho bài nữa.',
  questionGone: 'Không đọc lại được câu hỏi, có lẽ tin nhắn đã bị xóa. Bạn hỏi lại nhé.',
  cooldown: (seconds) => `Bạn hỏi hơi nhanh. Đợi ${WHOLE.format(seconds)} giây rồi hỏi tiếp nhé.`,
  wrongChannel: 'Ở kênh này bot không trả lời. Bạn sang kênh sau nhé:',
  noChannel: 'Ở đây bot không trả lời.',
  busy: 'Đang có nhiều người hỏi quá. Bạn thử lại sau giây lát nhé.',
  stopping: 'Bot đang khởi động lại. Bạn hỏi lại sau giây lát nhé.',
  nothingAsked: 'Bạn muốn hỏi gì? Viết câu hỏi ngay sau tên bot, chẳng hạn “ai được tặng huân chương?”',
  missingPermissions: 'Bot còn thiếu quyền ở kênh bạn vừa hỏi. Nhờ quản trị viên máy chủ cấp thêm:',
  needsManageServer: 'Chỉ thành viên có quyền Quản Lý Máy Chủ mới cập nhật được chỉ mục.',
  reindexRunning: 'Chỉ mục đang được cập nhật rồi, bắt đầu',
  unknownPublisher: (name) => `Không có bài nào của nguồn “${name}”.`,
  publisherTip: 'Khi gõ, bạn chọn một nguồn trong danh sách gợi ý nhé.',
  unknownArticle: (title) => `Không có bài nào có tiêu đề như “${title}”.`,
  articleTip: 'Khi gõ, bạn chọn một bài trong danh sách gợi ý nhé.',
  notADay: (given) => `“${given}” không phải là một ngày.`,
  dayTip: 'Bạn viết ngày/tháng/năm nhé: 17/10/2024, hoặc chỉ 10/2024, hoặc 2024.',
  daysReversed: (from, to) => `Ngày bắt đầu (${from}) sau ngày kết thúc (${to}). Bạn đổi lại nhé.`,
  ratedGood: 'Cảm ơn bạn!',
  ratedBad:
    'Cảm ơn bạn, câu hỏi đã được ghi lại để xem xét. Bạn có thể hỏi lại bằng từ khác, hoặc bấm nút tìm thêm đoạn.',
  unexpected: 'Có lỗi ngoài dự tính nên chưa trả lời được. Bạn thử lại nhé; lỗi đã được ghi vào nhật ký.',
};
