import { extensionsIn } from '../corpus/formats/file-kinds.js';
import type { DroppedBlock } from '../corpus/article.js';
import type { ErrorCode } from '../lib/errors.js';
import type { Facts, GenerationFacts } from '../operations/doctor/finding.js';
import { formatsFor } from './formats.js';
import { translator, VIETNAMESE_MESSAGES } from './vietnamese-errors-help.js';
import type { Unit, Words } from './english.js';

const DAY = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
const { whole, tenths, day, moment, ago, size } = formatsFor('vi', {
  day: DAY,
  moment: { ...DAY, hour: '2-digit', minute: '2-digit' },
});

const REINDEX = 'hãy chạy `npm run reindex`';
const DEPLOY = 'hãy chạy `npm run deploy-commands`';

const onServers = (guildId: string | null) =>
  guildId === null ? 'cho mọi máy chủ' : `cho máy chủ ${guildId}`;
const where = (kind: 'guild' | 'channel') => (kind === 'guild' ? 'máy chủ' : 'kênh');

function generation({ builtAt, ageHours, articles, passages }: GenerationFacts): string {
  const age = ageHours === 0 ? 'chưa đầy một giờ trước' : ago(ageHours);
  return `lập lúc ${moment(builtAt)}, ${age}; ${whole(articles)} bài, ${whole(passages)} đoạn`;
}

function namedBlocks(blocks: readonly DroppedBlock[]): string {
  return blocks
    .map(({ kind, text, characters }) => `${vietnamese.dropKinds[kind]} (${whole(characters)}) “${text}”`)
    .join(', ');
}

function differences({ missing, changed, unknown }: Facts['commands-differ']): string {
  return [
    ...(missing.length === 0 ? [] : [`còn thiếu: ${missing.join(', ')}`]),
    ...(changed.length === 0 ? [] : [`thuộc phiên bản khác: ${changed.join(', ')}`]),
    ...(unknown.length === 0 ? [] : [`không phải của bot: ${unknown.join(', ')}`]),
  ].join('; ');
}

const UNITS: Readonly<Record<Unit, string>> = { article: 'bài', passage: 'đoạn', megabyte: 'MB' };

const translate = translator(VIETNAMESE_MESSAGES);

/** A code's words. `wrong` stands before an error's own message, which names the file or setting, where that is not known in Vietnamese. */
const ERRORS: Readonly<Record<ErrorCode, readonly [wrong: string, todo: string]>> = {
  'settings-invalid': [
    'Có thiết lập chưa đúng',
    'Hãy sửa trong biến môi trường hoặc trong tệp .env; tệp .env.example liệt kê mọi thiết lập.',
  ],
  'articles-folder-missing': [
    'Không mở được thư mục bài viết',
    'Hãy tạo thư mục đó, hoặc đặt ARTICLES_DIR là thư mục chứa các bài viết.',
  ],
  'articles-folder-empty': [
    'Không có bài viết nào đọc được',
    `Hãy thêm tệp ${extensionsIn('hoặc')} vào thư mục mà ARTICLES_DIR chỉ tới.`,
  ],
  'model-not-found': [
    'Không tìm thấy mô hình',
    'Hãy sửa EMBEDDING_MODEL, hoặc đặt EMBEDDING_MODEL=vi-en-mini để dùng mô hình có sẵn. Nếu là READER_MODEL thì đặt READER_MODEL=vi-en-reader.',
  ],
  'model-unreachable': [
    'Không tải được mô hình',
    'Hãy kiểm tra mạng rồi thử lại, hoặc đặt EMBEDDING_MODEL=vi-en-mini: mô hình có sẵn, không cần mạng. Nếu là READER_MODEL thì đặt READER_MODEL=vi-en-reader.',
  ],
  'model-broken': [
    'Mô hình không chạy được',
    'Hãy chạy lại chương trình; nếu vẫn lỗi, đặt EMBEDDING_MODEL=vi-en-mini để dùng mô hình có sẵn, hoặc READER_MODEL=vi-en-reader nếu lỗi ở đó.',
  ],
  'index-missing': ['Chưa có chỉ mục', 'Hãy chạy `npm run reindex` để tạo chỉ mục.'],
  'index-incompatible': [
    'Chỉ mục được tạo bằng mô hình hoặc định dạng khác',
    'Hãy chạy `npm run reindex` để tạo lại, hoặc đặt lại EMBEDDING_MODEL như lúc tạo chỉ mục.',
  ],
  'index-damaged': ['Chỉ mục bị hỏng', 'Hãy chạy `npm run reindex -- --full` để tạo lại từ các bài viết.'],
  'index-locked': [
    'Một tiến trình khác đang ghi chỉ mục',
    'Hãy đợi nó xong. Nếu chỉ mục nằm trong thư mục INDEX_DIR mà tiến trình đó không còn chạy, hãy xóa thư mục writer.lock ở đó.',
  ],
  'index-unwritable': [
    'Không ghi được vào thư mục chỉ mục',
    'Hãy kiểm tra chỗ trống trên đĩa và quyền ghi vào thư mục đó, hoặc đặt INDEX_DIR là thư mục khác. Chỉ mục đang dùng vẫn như cũ.',
  ],
  'index-read-only': [
    'Bot chỉ đọc chỉ mục này: có thể nhiều máy dùng chung',
    'Hãy chạy `npm run reindex` trên máy có các bài viết, hoặc đặt REINDEX=on cho bot trên máy đó.',
  ],
  'index-would-shrink': [
    'Lần cập nhật này sẽ xóa hơn một nửa số bài viết trong chỉ mục',
    'Chưa có gì thay đổi. Hãy kiểm tra ARTICLES_DIR và INDEX_URL; nếu đúng thì chạy `npm run reindex -- --yes`.',
  ],
  'rollback-impossible': [
    'Không có bản chỉ mục nào trước đó để quay lại',
    'Hãy chạy `npm run reindex` để cập nhật chỉ mục theo các bài viết.',
  ],
  'database-unreachable': [
    'Không kết nối được với cơ sở dữ liệu',
    'Hãy kiểm tra máy chủ PostgreSQL có đang chạy không, và xem lại máy chủ và cổng trong INDEX_URL, rồi thử lại.',
  ],
  'database-refused': [
    'Cơ sở dữ liệu từ chối',
    'Hãy kiểm tra tên người dùng, mật khẩu và tên cơ sở dữ liệu trong INDEX_URL; docs/scaling.md liệt kê quyền mà mỗi lệnh cần.',
  ],
  'database-unprepared': [
    'Cơ sở dữ liệu chưa sẵn sàng',
    'Hãy chạy `npm run migrate`; máy chủ phải có pgvector từ bản 0.8 trở lên.',
  ],
  'discord-token-missing': [
    'Chưa có token của bot Discord',
    'Hãy đặt DISCORD_TOKEN trong tệp .env; README.vi.md chỉ cách lấy token.',
  ],
  'discord-token-invalid': [
    'Discord không nhận token này',
    'Hãy lấy token mới ở mục Bot trên trang Discord Developer Portal rồi đặt lại DISCORD_TOKEN.',
  ],
  'discord-intents': [
    'Discord không cho bot kết nối với các intent đã xin',
    'Hãy xem mục Bot của ứng dụng trên Discord Developer Portal; bot này không cần intent đặc quyền nào.',
  ],
  'discord-unreachable': [
    'Không kết nối được với Discord',
    'Hãy kiểm tra mạng và DISCORD_API_URL rồi chạy lại.',
  ],
  'discord-refused': [
    'Discord từ chối yêu cầu',
    'Hãy kiểm tra GUILD_ID và xem bot đã được mời vào máy chủ đó với quyền applications.commands chưa.',
  ],
  'metrics-unavailable': [
    'Không mở được cổng cho số liệu theo dõi',
    'Hãy đặt cho mỗi tiến trình của bot một METRICS_PORT riêng, còn trống và lớn hơn 1023 (0: cổng nào cũng được), và METRICS_HOST là địa chỉ của máy này; hoặc bỏ trống METRICS_PORT.',
  ],
  usage: ['Lệnh chưa đúng', 'Hãy xem lại các tùy chọn của lệnh.'],
};

const PERMISSIONS: Words['permissions'] = {
  ViewChannel: 'Xem Kênh',
  SendMessages: 'Gửi Tin Nhắn',
  SendMessagesInThreads: 'Gửi Tin Nhắn Trong Chủ Đề',
  EmbedLinks: 'Nhúng Liên Kết',
  ReadMessageHistory: 'Đọc Lịch Sử Tin Nhắn',
};

const CHECKS: Words['doctor']['checks'] = {
  node: 'Node.js',
  settings: 'Thiết lập',
  articles: 'Bài viết',
  model: 'Mô hình embedding',
  reader: 'Mô hình đọc',
  index: 'Chỉ mục',
  disk: 'Ổ đĩa',
  files: 'Tệp của bot',
  discord: 'Discord',
};

export const vietnamese: Words = {
  language: 'vi',
  count: whole,
  decimal: tenths,
  day: (isoDay, inferred) => (inferred ? `khoảng ${day(isoDay)}, suy từ bài viết` : day(isoDay)),
  unknownDay: 'không rõ ngày đăng',
  message: (message) => translate(message) ?? message,
  error(error) {
    const [wrong, todo] = ERRORS[error.code];
    return {
      wrong: translate(error.message) ?? `${wrong}: ${error.message}`,
      // How a command is used differs from command to command; only the error knows.
      todo: error.code === 'usage' ? (translate(error.hint) ?? `${todo} ${error.hint}`) : todo,
    };
  },
  unexpectedError: (message) => ({
    wrong: `Đã có lỗi ngoài dự tính: ${message}`,
    todo: 'Hãy thử lại; đặt LOG_LEVEL=debug để xem chi tiết.',
  }),
  phases: { reading: 'Đọc bài viết', embedding: 'Lập chỉ mục', publishing: 'Lưu chỉ mục' },
  unit: (unit) => UNITS[unit],
  reindexed: (seconds) => `Đã cập nhật chỉ mục trong ${tenths(seconds)} giây.`,
  articleChanges: ({ added, changed, removed, unchanged, failed }) =>
    `Bài viết: ${whole(added)} mới · ${whole(changed)} đã sửa · ${whole(removed)} đã xóa · ` +
    `${whole(unchanged)} giữ nguyên · ${whole(failed)} lỗi`,
  passageChanges: ({ passages, embedded, reused }) =>
    `Đoạn: ${whole(passages)} (${whole(embedded)} tính mới · ${whole(reused)} dùng lại)`,
  upToDate: 'Chỉ mục đã đầy đủ, không có gì thay đổi.',
  problems: (count) => `Không đọc được ${whole(count)} tệp:`,
  passedOver: 'Bỏ qua:',
  retained: 'bản đọc được gần nhất của bài này vẫn ở trong chỉ mục',
  leftOut: (files, all) =>
    `Phần không đưa vào văn bản của ${whole(files)} tệp${all ? '' : ' (npm run reindex -- --dry-run để xem đầy đủ)'}:`,
  leftOutOfFile: (blocks, characters) => `${whole(blocks)} khối, ${whole(characters)} ký tự`,
  dropKinds: {
    boilerplate: 'của trang',
    'after-end': 'sau phần kết',
    outside: 'ngoài bài viết',
    dateline: 'ngày',
    byline: 'tác giả',
    repeated: 'lặp lại',
    comment: 'ghi chú ẩn',
    markup: 'mã đánh dấu',
    field: 'giá trị không hiểu được',
  },

  answer: {
    notTold: 'Các bài viết không cho biết điều này.',
    perhaps: 'Có thể là',
    lexicalOnly: 'Mô hình đang khởi động lại nên lần này bot chỉ tìm theo từ khóa.',
    unread: 'Bot chưa đọc được các đoạn này; đây là những đoạn gần nhất với câu hỏi.',
    untold: (questions) =>
      `Các bài viết không cho biết: ${questions.map((question) => `“${question}”`).join(' · ')}`,
    passedOver: (questions) =>
      `Bot chỉ trả lời các câu hỏi đầu của mỗi tin nhắn; bạn hỏi tiếp nhé: ${questions.map((question) => `“${question}”`).join(' · ')}`,
    smallTalk: {
      greeting: 'Xin chào! Mình trả lời câu hỏi về một bộ bài viết, có dẫn nguồn cho từng câu trả lời.',
      thanks: 'Không có gì! Cần biết điều gì trong các bài viết, bạn cứ hỏi nhé.',
      remark: 'Vâng! Cần biết điều gì trong các bài viết, bạn cứ hỏi nhé.',
      about:
        'Mình là bot trả lời câu hỏi từ một bộ bài viết và chỉ ra câu trả lời nằm ở đâu. Ngoài các bài ấy mình không biết gì khác.',
    },
    exampleAbout: (name) => `Chẳng hạn: “Bài nào nói về ${name}?”`,
    closest: 'Bài gần nhất với câu hỏi:',
    more: 'Xem thêm đoạn',
    findRelated: 'Tìm đoạn liên quan',
    context: (citation) => (citation === null ? 'Ngữ cảnh' : `Ngữ cảnh [${citation}]`),
  },
  passages: {
    found: (passages, articles) => `${whole(passages)} đoạn trong ${whole(articles)} bài`,
    foundMore: (passages) => `Thêm ${whole(passages)} đoạn liên quan`,
    nearest: (passages) => `${whole(passages)} đoạn gần nhất với câu hỏi`,
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
    listed: (count) => `${whole(count)} bài viết, mới nhất trước`,
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
    corpus: (articles, passages) => `${whole(articles)} bài viết · ${whole(passages)} đoạn`,
    model: 'Mô hình nhúng',
    builtAt: 'Chỉ mục cập nhật',
    gateway: 'Kết nối tới Discord',
    answering: 'Thời gian trả lời thường gặp',
    milliseconds: (value) => `${whole(Math.round(value))} ms`,
    notKnown: 'chưa đo được',
    shards: 'Các shard',
    shardsConnected: (connected, all) => `${whole(connected)}/${whole(all)} đang kết nối với Discord`,
    shardServers: (guilds, ping) => `${whole(guilds)} máy chủ, ${ping}`,
    shardLost: 'chưa kết nối',
    moreShards: (count) => `… và ${whole(count)} shard nữa`,
    standsIn: 'Chỉ mục mới nhất bị hỏng nên bot đang dùng bản trước đó. Cập nhật lại chỉ mục để sửa.',
    missingPermissions: 'Còn thiếu quyền',
    version: 'Phiên bản',
  },
  reindex: {
    running: 'Đang cập nhật chỉ mục',
    preparing: 'Đang chuẩn bị…',
    mended: 'Chỉ mục bị hỏng và đã được lập lại; nhật ký của bot ghi rõ hỏng ở đâu.',
    moreProblems: (count) => `… và ${whole(count)} tệp nữa.`,
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
      'index-read-only': 'Bot chỉ đọc chỉ mục này; chỉ mục được cập nhật ở nơi khác.',
      'index-would-shrink': 'Hơn một nửa số bài viết sẽ bị xóa khỏi chỉ mục, nên chưa có gì thay đổi.',
      'database-unreachable': 'Cơ sở dữ liệu chứa chỉ mục không trả lời.',
      'database-refused': 'Cơ sở dữ liệu chứa chỉ mục từ chối bot.',
      'database-unprepared': 'Cơ sở dữ liệu chưa được chuẩn bị cho chỉ mục.',
    },
    seeLog: 'Chi tiết và cách xử lý nằm trong nhật ký của bot.',
  },
  notices: {
    'dead-button': 'Nút này không dùng được nữa. Bạn hỏi lại để có nút mới nhé.',
    'not-yours': 'Nút này chỉ dành cho người đã hỏi. Bạn hỏi câu của mình nhé.',
    'article-changed':
      'Bài viết đã được sửa nên đoạn trích này không còn ở chỗ cũ. Bạn hỏi lại để xem bản mới nhé.',
    'article-gone': 'Bài viết này không còn trong kho bài nữa.',
    'question-gone': 'Không đọc lại được câu hỏi, có lẽ tin nhắn đã bị xóa. Bạn hỏi lại nhé.',
    cooldown: (seconds) => `Bạn hỏi hơi nhanh. Đợi ${whole(seconds)} giây rồi hỏi tiếp nhé.`,
    wrongChannel: 'Ở kênh này bot không trả lời. Bạn sang kênh sau nhé:',
    noChannel: 'Ở đây bot không trả lời.',
    busy: 'Đang có nhiều người hỏi quá. Bạn thử lại sau giây lát nhé.',
    'too-many': 'Bạn đang có nhiều câu chờ trả lời rồi. Bạn đợi có câu trả lời rồi hỏi tiếp nhé.',
    stopping: 'Bot đang khởi động lại. Bạn hỏi lại sau giây lát nhé.',
    'nothing-asked': 'Bạn muốn hỏi gì? Viết câu hỏi ngay sau tên bot, chẳng hạn “ai được tặng huân chương?”',
    missingPermissions: 'Bot còn thiếu quyền ở kênh bạn vừa hỏi. Nhờ quản trị viên máy chủ cấp thêm:',
    'needs-manage-server': 'Chỉ thành viên có quyền Quản Lý Máy Chủ mới cập nhật được chỉ mục.',
    reindexRunning: 'Chỉ mục đang được cập nhật rồi, bắt đầu',
    unknownPublisher: (name) => `Không có bài nào của nguồn “${name}”.`,
    publisherTip: 'Khi gõ, bạn chọn một nguồn trong danh sách gợi ý nhé.',
    unknownArticle: (title) => `Không có bài nào có tiêu đề như “${title}”.`,
    articleTip: 'Khi gõ, bạn chọn một bài trong danh sách gợi ý nhé.',
    notADay: (given) => `“${given}” không phải là một ngày.`,
    dayTip: 'Bạn viết ngày/tháng/năm nhé: 17/10/2024, hoặc chỉ 10/2024, hoặc 2024.',
    daysReversed: (from, to) => `Ngày bắt đầu (${from}) sau ngày kết thúc (${to}). Bạn đổi lại nhé.`,
    'rated-good': 'Cảm ơn bạn!',
    'rated-bad':
      'Cảm ơn bạn, câu hỏi đã được ghi lại để xem xét. Bạn có thể hỏi lại bằng từ khác, hoặc bấm nút tìm thêm đoạn.',
    'rating-lost': 'Chưa ghi lại được đánh giá của bạn. Bạn thử lại sau nhé.',
    unexpected: 'Có lỗi ngoài dự tính nên chưa trả lời được. Bạn thử lại nhé; lỗi đã được ghi vào nhật ký.',
  },
  permissions: PERMISSIONS,

  terminal: {
    tagline: 'Hỏi một câu, nhận câu trả lời có dẫn nguồn.',
    howToAsk: 'Cứ hỏi bằng tiếng Việt (có dấu hay không dấu) hoặc tiếng Anh.',
    examples: 'Chẳng hạn:',
    examplesOfShippedArticles: [
      'Văn phòng Thành ủy Hà Nội được tặng huân chương gì?',
      'vp thanh uy can tho hop mat ngay nao',
      'Who is the chief of the Dien Bien party office?',
    ],
    interrupted: 'Đã dừng. Chỉ mục đang dùng vẫn như cũ.',
    unknownSetting: (name, meant) =>
      meant === null
        ? `Không có thiết lập ${name}; tệp .env.example liệt kê mọi thiết lập.`
        : `Không có thiết lập ${name}; có phải ý bạn là ${meant}?`,
    oddLine: (line) => `Dòng ${line} của tệp .env không có dạng TÊN=giá trị nên bị bỏ qua.`,
    noToken: 'Chưa có DISCORD_TOKEN nên mở trò chuyện ngay trên terminal.',
    howToLeave: 'Gõ /help để xem các lệnh, /quit để thoát.',
    goodbye: 'Tạm biệt!',
    waiting: 'đang tìm trong các bài viết…',
    perhaps: 'Có thể:',
    unread: 'Chưa đọc được các đoạn này; đây là những đoạn gần nhất với câu hỏi.',
    closest: 'Bài gần nhất:',
    searchTip: 'Gõ /search kèm vài từ khóa để tự tìm trong các bài viết.',
    commands: {
      search: 'tìm những đoạn nói về các từ này',
      more: 'xem thêm các đoạn liên quan đến câu vừa hỏi',
      sources: 'liệt kê các bài viết',
      article: 'đọc bài có số thứ tự này trong danh sách đó',
      help: 'liệt kê các lệnh',
      quit: 'thoát (hoặc nhấn Ctrl-D)',
    },
    searchWords: 'từ khóa',
    unknownCommand: (command, known) => `Không có lệnh ${command}. Các lệnh: ${known.join(', ')}.`,
    searchNeedsWords: 'Hãy gõ từ cần tìm sau /search, ví dụ: /search huân chương',
    nothingFound: (words) => `Không tìm thấy đoạn nào cho “${words}”.`,
    foundFor: (words, excerpts) => `${whole(excerpts)} đoạn gần nhất với “${words}”`,
    articleNeedsNumber: 'Hãy gõ số thứ tự của bài trong /sources, ví dụ: /article 1',
    noSuchArticle: (wanted, articles) =>
      `Không có bài “${wanted}”; /sources liệt kê ${whole(articles)} bài viết.`,
    notCited: (wanted) => `Câu trả lời vừa rồi không dẫn ${wanted}. Số không có ngoặc là số trong /sources.`,
    moreNeedsQuestion: 'Bạn chưa hỏi câu nào.',
    moreFor: (words, excerpts) => `Thêm ${whole(excerpts)} đoạn cho “${words}”`,
    nothingMore: (words) => `Không còn đoạn nào khác cho “${words}”.`,
    moreTip: 'Gõ /more để xem tiếp.',
    downloading: (file) => `Tải ${file}`,
    second: 'giây',
    remaining: (seconds) =>
      seconds < 60
        ? `còn ${whole(seconds)} giây`
        : `còn ${whole(Math.floor(seconds / 60))} phút ${whole(seconds % 60)} giây`,
    wouldReindex: 'Chạy thử: chỉ mục chưa thay đổi gì.',
    watching: (folder) => `Đang theo dõi ${folder}. Nhấn Ctrl-C để dừng.`,
    watchEnded: 'Đã thôi theo dõi.',
    mended: (what) => `Chỉ mục bị hỏng và đã được lập lại. ${what}`,
    olderInUse: (builtAt) => `Đang dùng tạm bản chỉ mục tốt gần nhất, lập lúc ${moment(builtAt)}.`,
    rolledBack: (builtAt) => `Đã quay lại bản chỉ mục lập lúc ${moment(builtAt)}.`,
    rolledBackTo: ({ articles, passages, modelName }) =>
      `Bản này có ${whole(articles)} bài viết, ${whole(passages)} đoạn, dùng mô hình ${modelName}.`,
    rolledBackFrom: (builtAt) =>
      builtAt === null
        ? 'Bản vừa bỏ đã hỏng, sẽ bị xóa ở lần lập chỉ mục tới.'
        : `Bản vừa bỏ lập lúc ${moment(builtAt)}, sẽ bị xóa ở lần lập chỉ mục tới.`,
    afterRollback: 'Lần lập chỉ mục tới lại dựa trên các bài viết có lúc đó.',
    migrated: (place, from, to) =>
      from === to
        ? `Các bảng trong ${place} đã đúng phiên bản (${to}), không có gì phải đổi.`
        : `Các bảng trong ${place} đã sẵn sàng (phiên bản ${to}).`,
    removeThem: 'Xóa các bài đó? [c/K]',
    yes: ['c', 'có'],
    afterMigration: 'Hãy chạy npm run reindex để cập nhật chỉ mục trong cơ sở dữ liệu đó.',
    noFeedback: 'Chưa có gì: chưa có câu hỏi nào bị bỏ ngỏ, cũng chưa ai đánh giá câu trả lời.',
    feedback: (questions) => `${whole(questions)} câu hỏi, câu hay bị bỏ ngỏ hoặc bị 👎 đứng trước`,
    unanswered: (times) => `bỏ ngỏ ${whole(times)} lần`,
    latest: (isoDay) => `gần nhất ${day(isoDay)}`,
    unreadableLines: (count) => `Không đọc được ${whole(count)} dòng:`,
    commandPlace: (guildId) => (guildId === null ? 'mọi máy chủ có bot' : `máy chủ ${guildId}`),
    commandsRegistered: (count, place) => `Đã đăng ký ${whole(count)} lệnh cho ${place}:`,
    commandsRemoved: (place) => `Đã gỡ các lệnh khỏi ${place}.`,
  },

  doctor: {
    checks: CHECKS,
    looking: (check) => `Đang kiểm tra: ${CHECKS[check]}…`,
    verdict: ({ warning, broken }) => {
      const warnings = `${whole(warning)} chỗ nên xem lại (!)`;
      if (broken > 0) {
        return `${whole(broken)} chỗ hỏng (✗)${warning > 0 ? `, ${warnings}` : ''}.`;
      }
      return warning > 0 ? `Không có gì hỏng; ${warnings}.` : 'Mọi thứ đều ổn.';
    },
    sayings: {
      'node-fit': ({ version }) => [version],
      'node-too-old': ({ version, needed }) => [
        `bản ${version} đã cũ quá`,
        `hãy cài bản ${needed} trở lên từ https://nodejs.org`,
      ],
      'settings-right': () => ['không có gì sai'],
      'setting-unknown': ({ name, meant }) => [
        `không có thiết lập ${name}`,
        meant === null ? 'tệp .env.example liệt kê mọi thiết lập' : `có phải ý bạn là ${meant}?`,
      ],
      'setting-line-odd': ({ line }) => [
        `dòng ${line} của tệp .env bị bỏ qua`,
        'hãy viết thành TÊN=giá trị, hoặc đặt # ở đầu dòng',
      ],
      'not-checked': ({ because }) => [
        `chưa kiểm tra được vì cần ${because.join(', ')} đúng đã`,
        'hãy sửa thiết lập trước',
      ],
      'articles-readable': ({ folder, articles }) => [`${whole(articles)} bài trong ${folder}`],
      'articles-unreadable': ({ folder }) => [
        `không tệp nào trong ${folder} đọc được thành bài viết`,
        'hãy sửa các tệp nêu bên dưới, hoặc đặt ARTICLES_DIR là thư mục khác',
      ],
      'article-problem': ({ path, message, hint }) => [
        `${path}: ${vietnamese.message(message)}`,
        vietnamese.message(hint),
      ],
      'article-left-out': ({ path, characters, blocks }) => [
        `${path}: không đưa vào văn bản ${vietnamese.leftOutOfFile(blocks.length, characters)}: ${namedBlocks(blocks)}`,
      ],
      'article-field-unknown': ({ path, values }) => [
        `${path}: bỏ qua vì không hiểu được: ${values.join('; ')}`,
        'xem mục “Phần đầu tệp” trong docs/vi/bai-viet.md',
      ],
      'file-passed-over': ({ path, reason }) => [`${path}: bỏ qua: ${vietnamese.message(reason)}`],
      'model-works': ({ name, dimensions }) => [`${name} chạy tốt (vector ${dimensions} chiều)`],
      'model-not-downloaded': ({ name, folder }) => [
        `chưa có ${name} trong ${folder}`,
        `${REINDEX} để tải mô hình về`,
      ],
      'model-talks-nonsense': ({ name }) => [
        `${name} mở được nhưng cho ra những con số vô nghĩa`,
        'hãy dùng mô hình khác, hoặc chuyển mô hình này sang ONNX lại',
      ],
      'reader-works': ({ name }) => [`${name} chạy tốt`],
      'reader-off': () => [
        'READER_MODEL đang là off nên bot chỉ tìm và hiện các đoạn, không đọc để trả lời',
        'bỏ READER_MODEL đi thì bot lại trả lời câu hỏi',
      ],
      'reader-not-downloaded': ({ name, folder }) => [
        `chưa có ${name} trong ${folder}`,
        'npm start: lệnh này sẽ tải mô hình về',
      ],
      'index-whole': (facts) => [`mọi tệp đều nguyên vẹn; ${generation(facts)}`],
      'index-stands-in': (facts) => [`đang dùng tạm bản chỉ mục tốt gần nhất: ${generation(facts)}`, REINDEX],
      'index-from-future': ({ builtAt }) => [
        `ghi là lập lúc ${moment(builtAt)}, một thời điểm chưa tới`,
        'hãy xem lại đồng hồ của máy',
      ],
      'rollback-possible': (facts) => [
        `bản trước đó cũng nguyên vẹn (\`npm run reindex -- --rollback\`): ${generation(facts)}`,
      ],
      'rollback-damaged': ({ reason }) => [
        `bản trước đó, giữ lại để quay về, không dùng được: ${reason}`,
        'không cần làm gì: lần lập chỉ mục tới có thay đổi sẽ thay bản này',
      ],
      'index-fits-model': ({ modelName }) => [`lập bằng ${modelName}, theo đúng cách cắt đoạn hiện nay`],
      'index-as-articles': () => ['khớp với các bài viết'],
      'index-behind-articles': ({ added, changed, removed }) => [
        `chưa theo kịp bài viết: ${whole(added)} mới, ${whole(changed)} đã sửa, ${whole(removed)} đã xóa`,
        REINDEX,
      ],
      'index-not-compared': () => [
        'chưa so được với mô hình và bài viết vì mô hình không dùng được',
        'hãy xem lại mô hình trước',
      ],
      'index-writable': ({ folder }) => [`ghi được vào ${folder}`],
      'writer-at-work': ({ pid, since }) => [`tiến trình ${pid} đang cập nhật, từ ${moment(since)}`],
      'lock-left-behind': ({ pid, since }) => [
        `tiến trình ${pid} khóa chỉ mục lúc ${moment(since)} rồi dừng giữa chừng`,
        `${REINDEX}: lệnh này lấy lại khóa và làm tiếp`,
      ],
      'lock-of-another-machine': ({ file, pid, host, since }) => [
        `đang bị tiến trình ${pid} trên máy ${host} khóa, từ ${moment(since)}`,
        `hãy đợi nó xong; nếu nó không còn chạy thì xóa ${file}`,
      ],
      'lock-unreadable': ({ file }) => [
        `đang bị khóa mà ${file} không cho biết ai khóa`,
        `nếu không có lần lập chỉ mục nào đang chạy thì hãy xóa ${file}`,
      ],
      'space-enough': ({ freeBytes }) => [`còn trống ${size(freeBytes)} cho chỉ mục`],
      'space-scarce': ({ freeBytes, wantedBytes }) => [
        `còn trống ${size(freeBytes)} cho chỉ mục; lần lập tới có thể cần ${size(wantedBytes)}`,
        'hãy sớm dọn bớt ổ đĩa đó',
      ],
      'space-too-little': ({ freeBytes, wantedBytes }) => [
        `chỉ còn trống ${size(freeBytes)} cho chỉ mục; lần lập tới có thể cần ${size(wantedBytes)}`,
        'hãy dọn bớt ổ đĩa đó, hoặc đặt INDEX_DIR là thư mục trên ổ đĩa khác',
      ],
      'file-writable': ({ setting, file }) => [`ghi được ${file} (${setting})`],
      'file-unwritable': ({ setting, file, reason }) => [
        `không ghi được ${file}: ${reason}`,
        `hãy cấp quyền ghi cho tài khoản chạy bot, hoặc đặt ${setting} là tệp khác`,
      ],
      'discord-not-used': () => ['chưa đặt DISCORD_TOKEN nên chương trình trò chuyện trên terminal'],
      'token-impossible': () => [
        'DISCORD_TOKEN có những ký tự mà token không bao giờ có',
        'hãy chép lại token ở mục Bot của ứng dụng, trên một dòng và không có dấu ngoặc kép',
      ],
      'token-odd': () => [
        'DISCORD_TOKEN không giống token của bot: token gồm ba phần, cách nhau bằng dấu chấm',
        'hãy chép token ở mục Bot của ứng dụng, không phải client secret hay public key',
      ],
      'token-accepted': ({ api, botName, applicationId }) => [
        `${api} nhận token: bot ${botName}, id ứng dụng ${applicationId}`,
      ],
      'bot-uninvited': ({ inviteLink }) => ['bot chưa ở máy chủ nào', `hãy mời bot: ${inviteLink}`],
      'guild-unknown': ({ guildId, inviteLink }) => [
        `bot không có mặt ở máy chủ ${guildId}`,
        `hãy sửa GUILD_ID, hoặc mời bot: ${inviteLink}`,
      ],
      'channel-unseen': ({ channelId }) => [
        `bot không thấy kênh ${channelId} nêu trong ALLOWED_CHANNELS`,
        'hãy sửa id, hoặc cho bot xem kênh đó',
      ],
      'permissions-enough': ({ kind, name }) => [`ở ${where(kind)} ${name} bot có đủ quyền`],
      'permissions-missing': ({ kind, name, missing }) => [
        `ở ${where(kind)} ${name} bot còn thiếu quyền`,
        `hãy cấp thêm: ${missing.map((permission) => PERMISSIONS[permission]).join(', ')}`,
      ],
      'commands-registered': ({ guildId, count: commands }) => [
        `đã đăng ký ${whole(commands)} lệnh ${onServers(guildId)}`,
      ],
      'commands-unregistered': ({ guildId }) => [`chưa đăng ký lệnh nào ${onServers(guildId)}`, DEPLOY],
      'commands-differ': (facts) => [
        `các lệnh đăng ký ${onServers(facts.guildId)} chưa đúng; ${differences(facts)}`,
        DEPLOY,
      ],
      'commands-hidden': ({ guildId }) => [
        `Discord không cho bot xem các lệnh đăng ký ${onServers(guildId)}`,
        'hãy mời lại bot bằng liên kết có quyền applications.commands',
      ],
      'commands-twice': ({ count: commands }) => [
        `còn ${whole(commands)} lệnh đăng ký cho mọi máy chủ nên người dùng thấy mỗi lệnh hai lần`,
        'hãy bỏ trống GUILD_ID rồi chạy `npm run deploy-commands -- --remove` một lần',
      ],
    },
  },
};
