import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHtml } from './html.js';
import { parseArticle } from './parse-article.js';

function parse(html: string) {
  const outcome = parseHtml(html);
  if (!outcome.ok) throw new Error(outcome.problem.message);
  const { lines, stated, dropped } = outcome.value;
  return { ...stated, lines: lines.map(({ text }) => text), dropped: dropped.map(({ text }) => text) };
}

const TITLE = 'Làng Đồng Mây có nhà văn hóa';
const LEAD = 'Sau bảy tháng xây dựng, nhà văn hóa của làng Đồng Mây mở cửa đón bà con từ sáng chủ nhật.';
const FIRST =
  'Ngôi nhà rộng 340 mét vuông, có phòng đọc sách, sân khấu nhỏ và một sân bóng chuyền ở phía sau.';
const SECOND =
  'Bà Đoàn Thị Lựu, trưởng làng, nói rằng tiền xây nhà do 212 hộ góp, mỗi hộ chừng 1,5 triệu đồng.';
const THIRD =
  'Từ tháng sau, lớp dạy đàn cho trẻ em sẽ mở vào tối thứ ba và tối thứ sáu hằng tuần, không thu tiền.';
const BODY = [FIRST, SECOND, THIRD];
const LETTER =
  'Đọc tin mà mừng cho bà con làng mình, mong sao làng nào cũng có một nơi như vậy để già trẻ gặp nhau lúc rảnh rỗi, cảm ơn mọi người.';
const TEASER =
  'Hội chợ nông sản ở huyện bên kéo dài năm ngày, với hơn một trăm gian hàng của các hợp tác xã trong vùng.';

const paragraphs = (texts: readonly string[]): string => texts.map((text) => `<p>${text}</p>`).join('\n');
const MENU = '<ul class="menu"><li><a href="/a">Trang chủ</a></li><li><a href="/b">Thời sự</a></li></ul>';
const page = (body: string, head = `<title>${TITLE}</title>`): string =>
  `<!doctype html><html lang="vi"><head><meta charset="utf-8">${head}</head><body>${MENU}${body}</body></html>`;
const other = `<div class="box"><h3>Tin liên quan</h3><ul><li><a href="/x">Hội chợ nông sản khai mạc</a></li></ul><p>${TEASER}</p></div>`;

describe('keeps an article in several parts', () => {
  const notes = ['Nhà có 12 phòng.', 'Mỗi phòng rộng 20 m².'];
  const wholes: readonly [string, (part: readonly string[]) => string][] = [
    ['articles', (part) => `<article>${paragraphs(part)}</article>`],
    ['articles with headings', (part) => `<article><h1>${part[0] ?? ''}</h1>${paragraphs(part)}</article>`],
    ['sections', (part) => `<section>${paragraphs(part)}</section>`],
    ['boxes of one name', (part) => `<div class="phan">${paragraphs(part)}</div>`],
    ['boxes of text alone', (part) => part.map((text) => `<div>${text}</div>`).join('')],
  ];
  test.each(wholes)('in %s', (_, whole) => {
    const parts = [BODY, ...notes.map((note) => [note])].map(whole).join('\n');
    for (const html of [parts, `<div id="than">${parts}</div>`]) {
      const { lines } = parse(page(`<div><h1>${TITLE}</h1>${html}</div>${other}`));
      for (const text of [...BODY, ...notes]) expect(lines).toContain(text);
      expect(lines).not.toContain(TEASER);
    }
  });

  test('but not the cards of other articles', () => {
    const card = `<article><h3><a href="/z">Hội chợ</a></h3><p>${TEASER}</p></article>`;
    const { lines } = parse(page(`<article><h1>${TITLE}</h1>${paragraphs(BODY)}</article>${card}`));
    expect(lines).toEqual([TITLE, ...BODY]);
  });
});

test('readers’ letters under a heading that nobody knows do not take the place of a short article', () => {
  const letters = Array.from({ length: 6 }, (_, at) => `${LETTER} Lá thư thứ ${at + 2}.`);
  for (const heading of ['Bà con nghĩ gì', 'Góc thư đi tin lại', '6 lời nhắn', 'Nhận xét']) {
    for (const [open, close] of [
      ['<div>', '</div>'],
      ['<div class="thu">', '</div>'],
      ['<section>', '</section>'],
    ]) {
      const box = `${open}<h3>${heading}</h3>${paragraphs(letters)}${close}`;
      for (const around of [
        '<div>|</div>',
        '<div class="tin">|</div>',
        '<article>|</article>',
        '<table><tr><td>|</td></tr></table>',
      ]) {
        const short = around.replace('|', `<h1>${TITLE}</h1><p>Nhà văn hóa rộng 12 ha.</p>`);
        expect(parse(page(`<div>${short}${box}</div>`)).lines).toContain('Nhà văn hóa rộng 12 ha.');
      }
    }
  }
});

describe('keeps the lead that stands between title and text', () => {
  test.each([
    ['a heading', `<h2 class="detail-sapo">${LEAD}</h2>`],
    ['a heading without a name', `<h2>${LEAD}</h2>`],
    ['a paragraph', `<p class="sapo">${LEAD}</p>`],
    ['a box named as other boxes are', `<div class="summary-share related">${LEAD}</div>`],
    ['bold words', `<div><strong>${LEAD}</strong></div>`],
    [
      'words in a header',
      `<header><div class="kicker">Thời sự</div><div class="lead">${LEAD}</div></header>`,
    ],
    ['a link', `<p><a href="/y">${LEAD}</a></p>`],
  ])('%s', (_, lead) => {
    for (const [before, after] of [
      ['<div>', '</div>'],
      ['<div><article>', '</article></div>'],
      ['<main><div class="content">', '</div></main>'],
    ]) {
      const body = `<div class="content-body">${paragraphs(BODY)}</div>`;
      const html = page(`${before}<h1>${TITLE}</h1>${lead}${body}${after}${other}`);
      const { lines } = parse(html);
      expect(lines.slice(lines.indexOf(LEAD))).toEqual([LEAD, ...BODY]);
    }
  });

  test('outside of the element of the text', () => {
    const head = `<h1>${TITLE}</h1><p class="description">${LEAD}</p>`;
    expect(parse(page(`${head}<article>${paragraphs(BODY)}</article>${other}`)).lines).toEqual([
      TITLE,
      LEAD,
      ...BODY,
    ]);
  });

  test('above the title, where the page describes itself by it', () => {
    const head = `<title>${TITLE}</title><meta name="description" content="${LEAD.slice(0, 70)}…">`;
    const body = `<p>${LEAD}</p><div><h1>${TITLE}</h1><div class="text">${paragraphs(BODY)}</div></div>${other}`;
    expect(parse(page(body, head)).lines).toEqual([LEAD, TITLE, ...BODY]);
  });

  test('on a page that repeats no title', () => {
    const body = `<div><p class="intro">${LEAD}</p><div class="text">${paragraphs(BODY)}</div></div>${other}`;
    expect(parse(page(body, '<title>Một tên khác</title>')).lines).toEqual([LEAD, ...BODY]);
  });
});

describe('is not outweighed by what readers write below', () => {
  const letters = paragraphs(Array.from({ length: 12 }, (_, at) => `Thư thứ ${at + 1}: ${LETTER}`));
  test.each([
    [
      'article, heading',
      `<article><h1>${TITLE}</h1><p>${FIRST}</p></article><div><h3>Ý kiến bạn đọc (12)</h3>${letters}</div>`,
    ],
    [
      'article, no heading',
      `<article><h1>${TITLE}</h1><p>${FIRST}</p></article><div id="letters">${letters}</div>`,
    ],
    [
      'div, heading',
      `<div><h1>${TITLE}</h1><div><p>${FIRST}</p></div></div><div><h3>Bình luận</h3>${letters}</div>`,
    ],
    [
      'div, named box',
      `<div><h1>${TITLE}</h1><div><p>${FIRST}</p></div></div><div class="comment-list">${letters}</div>`,
    ],
    ['main', `<main><h1>${TITLE}</h1><p>${FIRST}</p></main><section class="x">${letters}</section>`],
    [
      'comments that are articles',
      `<article><h1>${TITLE}</h1><p>${FIRST}</p></article>${Array.from({ length: 9 }, () => `<article class="comment-body"><p>${LETTER}</p></article>`).join('')}`,
    ],
    [
      'JSON-LD',
      `<script type="application/ld+json">{"@type":"NewsArticle","headline":"${TITLE}","articleBody":"${FIRST}"}</script><div><h1>${TITLE}</h1><div>${FIRST}</div></div><div class="x">${letters}</div>`,
    ],
  ])('%s', (_, body) => {
    const { lines, dropped } = parse(page(body));
    expect(lines).toEqual([TITLE, FIRST]);
    expect(dropped.join('\n')).toContain(LETTER);
  });
});

test('a paragraph that is one link is text; links to other news are not', () => {
  const links = '<div class="x"><a href="/1">Hội chợ nông sản khai mạc</a></div>';
  const file = '<div><a href="/q.pdf">Quyết định số 12</a></div>';
  const body = `<div class="text"><p>${FIRST}</p>${links}<p><a href="/2">${SECOND}</a></p>${file}<p><a href="/3">Xem bản đồ</a></p><p>${THIRD}</p></div>`;
  const { lines, dropped } = parse(page(`<h1>${TITLE}</h1>${body}`));
  expect(lines).toEqual([TITLE, FIRST, SECOND, 'Quyết định số 12', 'Xem bản đồ', THIRD]);
  expect(dropped).toContain('Hội chợ nông sản khai mạc');
});

describe('keeps what ends an article', () => {
  const table =
    '<table><tr><th>Tháng</th><th>Số buổi</th></tr><tr><td>3</td><td>12</td></tr><tr><td>4</td><td>15</td></tr></table>';
  const list = '<ul><li>đàn bầu</li><li>đàn nguyệt</li></ul>';
  test.each([
    ['a table', table, ['Tháng: 3 — Số buổi: 12', 'Tháng: 4 — Số buổi: 15']],
    [
      'a table in a box',
      `<div class="tbl">${table}</div>`,
      ['Tháng: 3 — Số buổi: 12', 'Tháng: 4 — Số buổi: 15'],
    ],
    ['a list', list, ['đàn bầu', 'đàn nguyệt']],
    ['a short sentence', '<p>Vui lắm.</p>', ['Vui lắm.']],
    ['a quotation', `<blockquote>${LEAD}</blockquote>`, [LEAD]],
    ['a box of facts', `<aside><p>${LEAD}</p></aside>`, [LEAD]],
  ])('%s', (name, end, texts) => {
    const layouts = [
      (text: string) => `<div><h1>${TITLE}</h1><div class="text">${text}</div></div>`,
      (text: string) => `<article><h1>${TITLE}</h1><div>${text}</div></article>`,
      (text: string) => `<h1>${TITLE}</h1>${text}`,
    ];
    for (const layout of layouts.slice(0, name === 'a box of facts' ? 2 : 3))
      expect(parse(page(layout(`${paragraphs(BODY)}${end}`) + other)).lines).toEqual([
        TITLE,
        ...BODY,
        ...texts,
      ]);
  });
});

describe('reads the date and author that only the page shows', () => {
  const text = `<div class="text">${paragraphs(BODY)}</div>`;
  test.each([
    ['a div below the title', `<h1>${TITLE}</h1><div class="ngay">15 tháng 03 năm 2024</div>${text}`, null],
    ['a time without an attribute', `<h1>${TITLE}</h1><time>Thứ sáu, 15/03/2024 - 08:00</time>${text}`, null],
    [
      'a time with one',
      `<h1>${TITLE}</h1><time datetime="2024-03-14T20:00:00Z">sáng sớm</time>${text}`,
      null,
    ],
    [
      'above the title',
      `<div><span>Thứ sáu, 15/3/2024, 08:00 (GMT+7)</span></div><h1>${TITLE}</h1>${text}`,
      null,
    ],
    [
      'with the author behind',
      `<h1>${TITLE}</h1><p>Đăng ngày: 15/03/2024 bởi Đinh Thu Cúc</p>${text}`,
      'Đinh Thu Cúc',
    ],
    [
      'with the author before',
      `<h1>${TITLE}</h1><p><span class="author">Đinh Thu Cúc</span><time>15/03/2024</time></p>${text}`,
      'Đinh Thu Cúc',
    ],
    [
      'author above',
      `<h1>${TITLE}</h1><div><a class="name" href="/c">ĐINH THU CÚC</a></div><div>15/03/2024 08:00</div>${text}`,
      'ĐINH THU CÚC',
    ],
    [
      'author below',
      `<h1>${TITLE}</h1><div>15/03/2024 08:00</div><div><a href="/c">Đinh Thu Cúc</a></div>${text}`,
      'Đinh Thu Cúc',
    ],
    [
      'both below the text',
      `<h1>${TITLE}</h1>${text}<div>Đinh Thu Cúc</div><div>Cập nhật: 15/03/2024</div>`,
      'Đinh Thu Cúc',
    ],
    [
      'author at the end',
      `<h1>${TITLE}</h1><div>15/03/2024</div><article>${paragraphs(BODY)}<p class="author_mail"><b>Đinh Thu Cúc</b></p></article>`,
      'Đinh Thu Cúc',
    ],
    [
      'past the day of saving',
      `<header>Chủ nhật, 01/12/2024</header><div><h1>${TITLE}</h1><i>15/03/2024</i>${text}</div>`,
      null,
    ],
    [
      'past the day of saving above the menu',
      `<p>Chủ nhật, 01/12/2024</p><div class="menu"><a href="/">Trang chủ</a></div><h1>${TITLE}</h1><p>15/03/2024</p>${text}`,
      null,
    ],
    [
      'among other words',
      `<h1>${TITLE}</h1><div>Posted on <time datetime="2024-03-14T23:30:00+00:00">15/03/2024</time><time class="updated" datetime="2024-03-20T08:00:00Z">20/03/2024</time> by admin</div>${text}`,
      null,
    ],
    [
      'past the day of other news',
      `<div><h1>${TITLE}</h1>${text}<p>15/03/2024</p></div><div><h3>Tin khác</h3><time datetime="2024-11-01"></time><p>01/11/2024</p></div>`,
      null,
    ],
  ])('%s', (_, body, author) => {
    const html = page(
      body + other,
      `<title>${TITLE}</title><meta property="article:modified_time" content="2024-03-20T08:00:00+07:00">`,
    );
    const outcome = parseArticle('a.html', { bytes: Buffer.from(html), contentHash: '' });
    expect(outcome).toMatchObject({
      ok: true,
      value: { publishedAt: '2024-03-15', author, text: BODY.join('\n\n') },
    });
  });
});

describe('the day of an instant is the one where the page lives', () => {
  const published = (content: string, more = '') =>
    parse(
      page(
        `<h1>${TITLE}</h1><p>${FIRST}</p>`,
        `<title>${TITLE}</title><meta property="article:published_time" content="${content}">${more}`,
      ),
    ).publishedAt;
  test.each([
    ['2024-03-14T23:30:00+00:00', '2024-03-15'],
    ['2024-03-14T17:00:00Z', '2024-03-15'],
    ['2024-03-14T16:59:59.999Z', '2024-03-14'],
    ['2024-03-14 18:00 UTC', '2024-03-15'],
    ['Thu, 14 Mar 2024 18:00:00 GMT', '2024-03-15'],
    ['2023-12-31T23:00:00Z', '2024-01-01'],
    ['2024-03-14T23:30:00+07:00', '2024-03-14'],
    ['2024-03-14T23:30:00+0900', '2024-03-14'],
    ['14/03/2024 23:30 GMT+7', '2024-03-14'],
    ['2024-03-14T23:30:00', '2024-03-14'],
    ['2024-03-14', '2024-03-14'],
  ])('%s', (content, day) => {
    expect(published(content)).toBe(day);
  });

  test('as another of its times tells', () => {
    const modified = (offset: string) =>
      `<meta property="article:modified_time" content="2024-03-20T08:00:00${offset}">`;
    expect(published('2024-03-14T16:30:00Z', modified('+09:00'))).toBe('2024-03-15');
    expect(published('2024-03-15T02:30:00Z', modified('-05:00'))).toBe('2024-03-14');
    expect(published('2024-03-14T16:30:00Z', modified('+00:00'))).toBe('2024-03-14');
  });

  test('unknown on a page in another language', () => {
    const html =
      '<html lang="en"><head><title>Old mill</title><meta name="date" content="2024-03-14T23:30:00Z"></head><body><p>The old mill is open again.</p></body></html>';
    expect(parse(html).publishedAt).toBe('2024-03-14');
  });
});

describe('in what is marked as the article', () => {
  const article = (box: string) => page(`<article><h1>${TITLE}</h1>${paragraphs(BODY)}${box}</article>`);

  test.each([
    ['comments', `<div><h3>Bình luận (2)</h3><p>${LETTER}</p></div>`],
    ['other news', `<div><p>Tin liên quan</p><p>${TEASER}</p></div>`],
    [
      'other news by name',
      `<div class="box-related"><a href="/x">Hội chợ nông sản</a><p>${TEASER}</p></div>`,
    ],
    ['what is hidden', `<div style="display: none"><p>${TEASER}</p></div>`],
  ])('%s are left out', (_, box) => {
    expect(parse(article(box)).lines).toEqual([TITLE, ...BODY]);
  });

  test.each([
    ['a part with a heading that comments may have', `<section><h2>Ý kiến</h2><p>${TEASER}</p></section>`],
    ['a box that is named like others', `<div class="share-box"><p>${TEASER}</p></div>`],
    ['what a tab shows', `<div class="tab-pane" hidden><p>${TEASER}</p></div>`],
    ['what a click unfolds', `<div class="collapse" style="display:none"><p>${TEASER}</p></div>`],
    ['a box of facts', `<aside><h2>Con số</h2><p>${TEASER}</p></aside>`],
  ])('%s stays', (_, box) => {
    expect(parse(article(box)).lines).toContain(TEASER);
  });

  test('a text that begins with a button stays', () => {
    const text = `<div><div><a href="#c">Bình luận</a></div><div>Bình luận</div>${paragraphs(BODY)}</div>`;
    expect(parse(page(`<article><h1>${TITLE}</h1><p>${LEAD}</p>${text}</article>`)).lines).toEqual(
      expect.arrayContaining([LEAD, ...BODY]),
    );
  });
});

test('cards of other news around an article lend it neither date nor text', () => {
  const cards = [1, 2, 3]
    .map(
      (day) =>
        `<article><h3><a href="/${day}">Tin</a></h3><time datetime="2024-11-0${day}">0${day}/11</time><p>${TEASER}</p></article>`,
    )
    .join('');
  const html = page(
    `${cards}<div><h1>${TITLE}</h1><span>15/03/2024</span><div>${paragraphs(BODY)}</div></div>${cards}`,
  );
  const outcome = parseArticle('a.html', { bytes: Buffer.from(html), contentHash: '' });
  expect(outcome).toMatchObject({ ok: true, value: { publishedAt: '2024-03-15', text: BODY.join('\n\n') } });
});

test('a page whose sentences are all in boxes that are named like those of other news keeps them', () => {
  const boxes = BODY.map((text) => `<div class="related"><a href="/x">Tin</a><p>${text}</p></div>`).join('');
  expect(parse(page(boxes)).lines).toEqual(expect.arrayContaining(BODY));
});

test('takes the title from the heading that the window shows, not from the name of the site', () => {
  const body = `<header><h1><a href="/">Báo Đồng Mây</a></h1></header><article><h1>${TITLE}</h1>${paragraphs(BODY)}</article>`;
  expect(parse(page(body, `<title>${TITLE} – Báo Đồng Mây</title>`))).toMatchObject({
    title: TITLE,
    lines: [TITLE, ...BODY],
  });
});

test('a name that tells of comments does not make a box of them', () => {
  const html = `<html><head><title>Một tên khác</title></head><body class="comments-open"><div class="entry no-comments">${paragraphs(BODY)}</div><footer>Báo Đồng Mây.</footer></body></html>`;
  expect(parse(html).lines).toEqual(BODY);
});

describe('any page', () => {
  const words =
    'bà con làng xóm trồng lúa ngô đan lát dệt vải mở hội xuân thu hoạch cá tôm ba bảy mười 340 ở bên sông'.split(
      ' ',
    );
  const sentence = fc
    .array(fc.constantFrom(...words), { minLength: 4, maxLength: 25 })
    .map((parts) => `Nơi ${parts.join(' ')}.`);
  const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));
  const wrap = fc.constantFrom(
    ...['<article>|</article>', '<div class="content">|</div>', '<div itemprop="articleBody">|</div>'],
    ...['<main>|</main>', '<section>|</section>', '<div class="a"><div class="b">|</div></div>'],
  );
  const element = fc.constantFrom('p', 'h2', 'div', 'blockquote', 'li', 'h3');
  const before = fc.constantFrom(
    '',
    MENU,
    '<nav><a href="/">Trang chủ</a></nav>',
    `<header><h3>Báo Đồng Mây</h3></header>`,
  );
  const after = fc.constantFrom(
    ...[
      '',
      other,
      `<footer><p>${TEASER}</p></footer>`,
      `<div id="comments"><p>${LETTER}</p><p>${LETTER}</p></div>`,
    ],
  );

  test('has every paragraph of its article in the text or among what was dropped, and its sentences in the text', () => {
    const blocks = fc.uniqueArray(fc.tuple(element, paragraph), {
      minLength: 1,
      maxLength: 12,
      selector: ([, text]) => text,
    });
    fc.assert(
      fc.property(wrap, before, after, blocks, fc.boolean(), (around, head, foot, parts, isLinked) => {
        const html = parts
          .map(([tag, text]) => `<${tag}>${isLinked ? `<a href="/z">${text}</a>` : text}</${tag}>`)
          .join('');
        const { lines } = parse(
          page(`${head}<div><h1>${TITLE}</h1>${around.replace('|', html)}</div>${foot}`),
        );
        expect(lines).toEqual([TITLE, ...parts.map(([, text]) => text)]);
      }),
      { numRuns: 150 },
    );
  });

  test('loses no block', () => {
    const piece = fc.oneof(
      fc.tuple(element, sentence).map(([tag, text]) => `<${tag}>${text}</${tag}>`),
      fc.constantFrom(
        MENU,
        other,
        '<aside>Hỏi đáp</aside>',
        '<h3>Bình luận</h3>',
        `<h1>${TITLE}</h1>`,
        '<article>',
        '</article>',
      ),
      fc.constantFrom(
        '<div>',
        '</div>',
        '<div class="related">',
        '<main>',
        '</main>',
        '<p>15/03/2024</p>',
        '<p>Đinh Thu Cúc</p>',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const html = page(pieces.join(''));
        const { lines, dropped } = parse(html);
        const words = (texts: readonly string[]) => texts.join(' ').replace(/[\s…]+/gu, '').length;
        const seen = html.replace(/<head>.*<\/head>/su, '').replace(/<[^<>]*>/gu, ' ');
        expect(words(lines) + words(dropped)).toBe(words([seen]));
      }),
      { numRuns: 150 },
    );
  });
});
