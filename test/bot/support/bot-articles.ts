import { INVENTED } from '../../support/invented-articles.js';

const PLACES = ['bãi Cỏ Lau', 'hang Gió', 'bến Đá Vôi', 'rẫy ông Thiềng', 'miếu Bà Khói', 'gốc sấu già'];
const GOODS = ['gùi muối', 'tấm thổ cẩm', 'chum mật', 'cuộn dây mây', 'bao hạt dổi'];

/** The sentences of the longest article, in order; no two are alike, and they fill several pages. */
export const DIARY_SENTENCES: readonly string[] = Array.from({ length: 56 }, (_, at) => {
  const place = PLACES[at % PLACES.length] ?? '';
  const goods = GOODS[at % GOODS.length] ?? '';
  return `Ngày thứ ${at + 1}, đoàn voi thồ đèo Gió Hú vượt ${3 * at + 5} cây số, nghỉ đêm ở ${place} và đổi được ${at + 12} ${goods}.`;
});

/** The title of an article that tries whatever a title can. */
export const NASTY_TITLE =
  '@everyone **Chợ nổi** Cồn Tre ||họp|| [ở đây](https://evil.example) \u202Eđêm\u202C <@&1> `rằm`';

/** The articles that the bot's tests talk about, by path: of several publishers and dates, about things that exist nowhere else. */
export const BOT_ARTICLES = {
  'tram.md': INVENTED.station,
  'cau.md': INVENTED.bridge,
  'gom.md': INVENTED.pottery,
  'dua-ghe.md': `---
title: "Ba mùa hội đua ghe Bến Trăng"
publisher: "Đài Bến Trăng"
published: 2038-01-15
---

Năm 2035, đội ghe Cá Kình thắng hội đua ghe Bến Trăng trước 9 đội khác.

Năm 2036, đội ghe Chim Sắt thắng hội đua ghe Bến Trăng sau một trận mưa lớn.

Năm 2037, đội ghe Sao Hôm thắng hội đua ghe Bến Trăng nhờ một tay lái mới mười chín tuổi.
`,
  // The same years again: what happened in 2036 depends on what is talked about.
  'tha-dieu.md': `---
title: "Ba mùa hội thả diều đồi Sim"
publisher: "Tạp chí Đường Núi"
published: 2038-02-20
---

Năm 2035, nhóm diều Gió Lào thắng hội thả diều đồi Sim nhờ con diều sáo dài nhất.

Năm 2036, nhóm diều Mắt Lưới thắng hội thả diều đồi Sim dù trời lặng gió.

Năm 2037, nhóm diều Bông Lau thắng hội thả diều đồi Sim lần đầu tiên.
`,
  'nhat-ky.md': `---
title: "Nhật ký đoàn voi thồ đèo Gió Hú"
publisher: "Tạp chí Đường Núi"
published: 2027-02-01
url: "https://example.org/voi-tho"
---

${paragraphs(DIARY_SENTENCES, 4)}
`,
  'trai-voi.md': `---
title: "Voi thồ đèo Gió Hú về trại dưỡng già"
publisher: "Đài Bến Trăng"
published: 2033-09-09
---

Sáu con voi thồ đèo Gió Hú cuối cùng được đưa về trại dưỡng già Suối Ngọc. Ông Hà Văn Đểnh, quản tượng của trại Suối Ngọc, cho voi tắm mỗi ngày hai lần.
`,
  'cho-noi.md': `---
title: ${JSON.stringify(NASTY_TITLE)}
publisher: "Báo *Sông* @here"
published: 2034-04-04
url: "https://example.org/cho_(noi)?trang=[1]"
---

Chợ nổi Cồn Tre họp lúc hai giờ sáng, @everyone đều phải chèo xuồng không đèn. Bà Ngô Thị Lụm bán **bún** ||nước lèo|| ở chợ nổi Cồn Tre từ năm 1998, xem [thực đơn](https://evil.example) hay gọi <@123456789012345678>.
`,
} as const;

function paragraphs(sentences: readonly string[], size: number): string {
  return sentences
    .map((sentence, at) => sentence + ((at + 1) % size === 0 ? '\n\n' : ' '))
    .join('')
    .trim();
}
