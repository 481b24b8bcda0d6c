import { wordsIn } from '../discord/words-in.js';
import { vietnameseWording } from '../vietnamese.js';
import type { Facts, GenerationFacts } from '../../operations/doctor/finding.js';
import type { DoctorWords } from './doctor-words.js';

const { count, decimal } = vietnameseWording;
const MOMENT = new Intl.DateTimeFormat('vi', {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const AGO = new Intl.RelativeTimeFormat('vi');
const DAY_HOURS = 24;

const REINDEX = 'hãy chạy `npm run reindex`';
const DEPLOY = 'hãy chạy `npm run deploy-commands`';
const { permissions } = wordsIn('vi');

const moment = (isoTime: string) => MOMENT.format(new Date(isoTime));

function ago(hours: number): string {
  if (hours === 0) return 'chưa đầy một giờ trước';
  return hours < 2 * DAY_HOURS
    ? AGO.format(-hours, 'hour')
    : AGO.format(-Math.floor(hours / DAY_HOURS), 'day');
}

function generation({ builtAt, ageHours, articles, passages }: GenerationFacts): string {
  return `lập lúc ${moment(builtAt)}, ${ago(ageHours)}; ${count(articles)} bài, ${count(passages)} đoạn`;
}

const size = (bytes: number) => (bytes < 1e9 ? `${decimal(bytes / 1e6)} MB` : `${decimal(bytes / 1e9)} GB`);
const place = (guildId: string | null) => (guildId === null ? 'cho mọi máy chủ' : `cho máy chủ ${guildId}`);
const where = (kind: 'guild' | 'channel') => (kind === 'guild' ? 'máy chủ' : 'kênh');
const named = (about: string, names: readonly string[]) =>
  names.length === 0 ? [] : [`${about} ${names.join(', ')}`];

function differences({ missing, changed, unknown }: Facts['commands-differ']): string {
  return [
    ...named('còn thiếu:', missing),
    ...named('thuộc phiên bản khác:', changed),
    ...named('không phải của bot:', unknown),
  ].join('; ');
}

/** Vietnamese. */
export const vietnameseSayings: DoctorWords['sayings'] = {
  'node-fit': ({ version }) => ({ what: version }),
  'node-too-old': ({ version, needed }) => ({
    what: `bản ${version} đã cũ quá`,
    todo: `hãy cài bản ${needed} trở lên từ https://nodejs.org`,
  }),
  'settings-right': () => ({ what: 'không có gì sai' }),
  'not-checked': ({ because }) => ({
    what: `chưa kiểm tra được vì cần ${because.join(', ')} đúng đã`,
    todo: 'hãy sửa thiết lập trước',
  }),
  'articles-readable': ({ folder, articles }) => ({ what: `${count(articles)} bài trong ${folder}` }),
  'articles-unreadable': ({ folder }) => ({
    what: `không tệp nào trong ${folder} đọc được thành bài viết`,
    todo: 'hãy sửa các tệp nêu bên dưới, hoặc đặt ARTICLES_DIR là thư mục khác',
  }),
  'article-problem': ({ path, message, hint }) => ({ what: `${path}: ${message}`, todo: hint }),
  'more-article-problems': ({ count: files }) => ({
    what: `còn ${count(files)} tệp nữa không đọc được`,
    todo: `${REINDEX} để xem tên từng tệp`,
  }),
  'model-works': ({ name, dimensions }) => ({ what: `${name} chạy tốt (vector ${dimensions} chiều)` }),
  'model-not-downloaded': ({ name, folder }) => ({
    what: `chưa có ${name} trong ${folder}`,
    todo: `${REINDEX} để tải mô hình về`,
  }),
  'model-talks-nonsense': ({ name }) => ({
    what: `${name} mở được nhưng cho ra những con số vô nghĩa`,
    todo: 'hãy dùng mô hình khác, hoặc chuyển mô hình này sang ONNX lại',
  }),
  'reader-works': ({ name }) => ({ what: `${name} chạy tốt` }),
  'reader-off': () => ({
    what: 'READER_MODEL đang là off nên bot chỉ tìm và hiện các đoạn, không đọc để trả lời',
    todo: 'bỏ READER_MODEL đi thì bot lại trả lời câu hỏi',
  }),
  'reader-not-downloaded': ({ name, folder }) => ({
    what: `chưa có ${name} trong ${folder}`,
    todo: 'npm start: lệnh này sẽ tải mô hình về',
  }),
  'index-whole': (facts) => ({ what: `mọi tệp đều nguyên vẹn; ${generation(facts)}` }),
  'index-stands-in': (facts) => ({
    what: `đang dùng tạm bản chỉ mục tốt gần nhất: ${generation(facts)}`,
    todo: REINDEX,
  }),
  'index-from-future': ({ builtAt }) => ({
    what: `ghi là lập lúc ${moment(builtAt)}, một thời điểm chưa tới`,
    todo: 'hãy xem lại đồng hồ của máy',
  }),
  'rollback-possible': (facts) => ({
    what: `bản trước đó cũng nguyên vẹn (\`npm run reindex -- --rollback\`): ${generation(facts)}`,
  }),
  'rollback-damaged': ({ reason }) => ({
    what: `bản trước đó, giữ lại để quay về, không dùng được: ${reason}`,
    todo: 'không cần làm gì: lần lập chỉ mục tới có thay đổi sẽ thay bản này',
  }),
  'index-fits-model': ({ modelName }) => ({
    what: `lập bằng ${modelName}, theo đúng cách cắt đoạn hiện nay`,
  }),
  'index-as-articles': () => ({ what: 'khớp với các bài viết' }),
  'index-behind-articles': ({ added, changed, removed }) => ({
    what: `chưa theo kịp bài viết: ${count(added)} mới, ${count(changed)} đã sửa, ${count(removed)} đã xóa`,
    todo: REINDEX,
  }),
  'index-not-compared': () => ({
    what: 'chưa so được với mô hình và bài viết vì mô hình không dùng được',
    todo: 'hãy xem lại mô hình trước',
  }),
  'index-writable': ({ folder }) => ({ what: `ghi được vào ${folder}` }),
  'writer-at-work': ({ pid, since }) => ({
    what: `tiến trình ${pid} đang cập nhật, từ ${moment(since)}`,
  }),
  'lock-left-behind': ({ pid, since }) => ({
    what: `tiến trình ${pid} khóa chỉ mục lúc ${moment(since)} rồi dừng giữa chừng`,
    todo: `${REINDEX}: lệnh này lấy lại khóa và làm tiếp`,
  }),
  'lock-of-another-machine': ({ file, pid, host, since }) => ({
    what: `đang bị tiến trình ${pid} trên máy ${host} khóa, từ ${moment(since)}`,
    todo: `hãy đợi nó xong; nếu nó không còn chạy thì xóa ${file}`,
  }),
  'lock-unreadable': ({ file }) => ({
    what: `đang bị khóa mà ${file} không cho biết ai khóa`,
    todo: `nếu không có lần lập chỉ mục nào đang chạy thì hãy xóa ${file}`,
  }),
  'space-enough': ({ freeBytes }) => ({ what: `còn trống ${size(freeBytes)} cho chỉ mục` }),
  'space-scarce': ({ freeBytes, wantedBytes }) => ({
    what: `còn trống ${size(freeBytes)} cho chỉ mục; lần lập tới có thể cần ${size(wantedBytes)}`,
    todo: 'hãy sớm dọn bớt ổ đĩa đó',
  }),
  'space-too-little': ({ freeBytes, wantedBytes }) => ({
    what: `chỉ còn trống ${size(freeBytes)} cho chỉ mục; lần lập tới có thể cần ${size(wantedBytes)}`,
    todo: 'hãy dọn bớt ổ đĩa đó, hoặc đặt INDEX_DIR là thư mục trên ổ đĩa khác',
  }),
  'file-writable': ({ setting, file }) => ({ what: `ghi được ${file} (${setting})` }),
  'file-unwritable': ({ setting, file, reason }) => ({
    what: `không ghi được ${file}: ${reason}`,
    todo: `hãy cấp quyền ghi cho tài khoản chạy bot, hoặc đặt ${setting} là tệp khác`,
  }),
  'discord-not-used': () => ({ what: 'chưa đặt DISCORD_TOKEN nên chương trình trò chuyện trên terminal' }),
  'token-impossible': () => ({
    what: 'DISCORD_TOKEN có những ký tự mà token không bao giờ có',
    todo: 'hãy chép lại token ở mục Bot của ứng dụng, trên một dòng và không có dấu ngoặc kép',
  }),
  'token-odd': () => ({
    what: 'DISCORD_TOKEN không giống token của bot: token gồm ba phần, cách nhau bằng dấu chấm',
    todo: 'hãy chép token ở mục Bot của ứng dụng, không phải client secret hay public key',
  }),
  'token-accepted': ({ api, botName, applicationId }) => ({
    what: `${api} nhận token: bot ${botName}, id ứng dụng ${applicationId}`,
  }),
  'bot-uninvited': ({ inviteLink }) => ({
    what: 'bot chưa ở máy chủ nào',
    todo: `hãy mời bot: ${inviteLink}`,
  }),
  'guild-unknown': ({ guildId, inviteLink }) => ({
    what: `bot không có mặt ở máy chủ ${guildId}`,
    todo: `hãy sửa GUILD_ID, hoặc mời bot: ${inviteLink}`,
  }),
  'channel-unseen': ({ channelId }) => ({
    what: `bot không thấy kênh ${channelId} nêu trong ALLOWED_CHANNELS`,
    todo: 'hãy sửa id, hoặc cho bot xem kênh đó',
  }),
  'permissions-enough': ({ kind, name }) => ({ what: `ở ${where(kind)} ${name} bot có đủ quyền` }),
  'permissions-missing': ({ kind, name, missing }) => ({
    what: `ở ${where(kind)} ${name} bot còn thiếu quyền`,
    todo: `hãy cấp thêm: ${missing.map((permission) => permissions[permission]).join(', ')}`,
  }),
  'commands-registered': ({ guildId, count: commands }) => ({
    what: `đã đăng ký ${count(commands)} lệnh ${place(guildId)}`,
  }),
  'commands-unregistered': ({ guildId }) => ({
    what: `chưa đăng ký lệnh nào ${place(guildId)}`,
    todo: DEPLOY,
  }),
  'commands-differ': (facts) => ({
    what: `các lệnh đăng ký ${place(facts.guildId)} chưa đúng; ${differences(facts)}`,
    todo: DEPLOY,
  }),
  'commands-hidden': ({ guildId }) => ({
    what: `Discord không cho bot xem các lệnh đăng ký ${place(guildId)}`,
    todo: 'hãy mời lại bot bằng liên kết có quyền applications.commands',
  }),
  'commands-twice': ({ count: commands }) => ({
    what: `còn ${count(commands)} lệnh đăng ký cho mọi máy chủ nên người dùng thấy mỗi lệnh hai lần`,
    todo: 'hãy bỏ trống GUILD_ID rồi chạy `npm run deploy-commands -- --remove` một lần',
  }),
};
