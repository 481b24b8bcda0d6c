import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { docxOf, pdfOf, wordEntry, wordParagraph } from '../../../test/support/made-documents.js';
import type { Outcome } from '../article.js';
import type { DocumentKind } from '../formats/parse-article.js';
import type { RawPage } from '../formats/raw-page.js';
import { readCorpus } from './read-corpus.js';
import { DocumentReader } from './read-documents.js';

const documents = new DocumentReader();
afterAll(() => documents.close());

async function read(kind: DocumentKind, bytes: Uint8Array): Promise<RawPage> {
  const outcome = await documents.read(kind, bytes);
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
}
const texts = ({ lines }: RawPage) => lines.map(({ text }) => text);
const problem = (message: string | RegExp): Outcome<RawPage> =>
  expect.objectContaining({
    ok: false,
    problem: expect.objectContaining({ message: expect.stringMatching(message) as string }) as object,
  }) as Outcome<RawPage>;

describe('a Word document', () => {
  test('is read with its headings, lists of paragraphs and tables', async () => {
    const cell = (text: string) => `<w:tc>${wordParagraph(text)}</w:tc>`;
    const row = (...cells: string[]) => `<w:tr>${cells.map(cell).join('')}</w:tr>`;
    const page = await read(
      'docx',
      await docxOf(
        wordParagraph('Chợ nổi họp lại', 'Heading1') +
          wordParagraph('Chợ nổi họp lại từ ngày 3/4.') +
          wordParagraph('Giờ họp', 'Heading2') +
          wordParagraph('Chợ họp từ 5 giờ sáng.') +
          `<w:tbl>${row('Thuyền', 'Số lượng')}${row('Trái cây', '40')}</w:tbl>`,
      ),
    );
    expect(page.stated.title).toBe('Chợ nổi họp lại');
    expect(texts(page)).toEqual([
      'Chợ nổi họp lại',
      'Chợ nổi họp lại từ ngày 3/4.',
      'Giờ họp',
      'Chợ họp từ 5 giờ sáng.',
      'Thuyền | Số lượng',
      'Trái cây | 40',
    ]);
  });

  test('a cell that spans rows is said in each of its table, and no row is judged as a line of the page', async () => {
    const cell = (text: string, merge = '') => `<w:tc><w:tcPr>${merge}</w:tcPr>${wordParagraph(text)}</w:tc>`;
    const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
    const head = `<w:tr><w:trPr><w:tblHeader/></w:trPr>${['Xã', 'Năm', 'Số hộ'].map((text) => cell(text)).join('')}</w:tr>`;
    const table =
      head +
      row(cell('An Lạc', '<w:vMerge w:val="restart"/>'), cell('2023'), cell('12')) +
      row(cell('', '<w:vMerge/>'), cell('2024'), cell('15'));
    const { lines } = await read('docx', await docxOf(`<w:tbl>${table}</w:tbl>`));
    expect(lines).toEqual([
      { text: 'Xã: An Lạc — Năm: 2023; Số hộ: 12', listItem: false, tableRow: true },
      { text: 'Xã: An Lạc — Năm: 2024; Số hộ: 15', listItem: false, tableRow: true },
    ]);
  });

  test('words of fields and formulas are text', async () => {
    const words = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const field = `<w:p>${words('Bảng ')}<w:fldSimple w:instr="SEQ">${words('1')}</w:fldSimple>${words(': số hộ nghèo')}</w:p>`;
    const math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"';
    const formula = `<w:p ${math}>${words('Diện tích ')}<m:oMath><m:r><m:t>S = </m:t></m:r><m:f><m:num><m:r><m:t>5</m:t></m:r></m:num></m:f></m:oMath></w:p>`;
    expect(texts(await read('docx', await docxOf(field + formula)))).toEqual([
      'Bảng 1: số hộ nghèo',
      'Diện tích S = 5',
    ]);
  });

  test('words with a direction or gloss are text, and words that Word hides are not', async () => {
    const words = (text: string, properties = '') =>
      `<w:r>${properties}<w:t xml:space="preserve">${text}</w:t></w:r>`;
    const hidden = '<w:rPr><w:b/><w:vanish/></w:rPr>';
    const body =
      `<w:p>${words('Chợ họp ')}<w:dir w:val="ltr">${words('300')}</w:dir><w:bdo w:val="ltr">${words(' ngày')}</w:bdo></w:p>` +
      `<w:p><w:r><w:ruby><w:rt>${words('de')}</w:rt><w:rubyBase>${words('Đế')}</w:rubyBase></w:ruby></w:r></w:p>` +
      `<w:p>${words('Có 12 ghe')}${words(' (kiểm lại &amp; sửa)', hidden)}${words('.', '<w:rPr><w:vanish w:val="0"/></w:rPr>')}</w:p>`;
    const page = await read('docx', await docxOf(body));
    expect(texts(page)).toEqual(['Chợ họp 300 ngày', 'Đế', 'Có 12 ghe.']);
    expect(page.dropped).toEqual([{ kind: 'comment', text: '(kiểm lại & sửa)', characters: 16 }]);
  });

  test('what was deleted, moved away or commented is not text, what was inserted or moved here is', async () => {
    const words = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const body =
      `<w:p>${words('Có ')}<w:del w:id="1"><w:r><w:delText>90</w:delText></w:r></w:del><w:ins w:id="2">${words('12')}</w:ins>` +
      `${words(' ghe.')}<w:moveFrom w:id="3">${words(' Đi.')}</w:moveFrom><w:moveTo w:id="4">${words(' Ở.')}</w:moveTo>` +
      '<w:r><w:commentReference w:id="0"/></w:r></w:p>';
    expect(texts(await read('docx', await docxOf(body)))).toEqual(['Có 12 ghe. Ở.']);
  });

  test('its lists are read entry by entry, and its footnotes without their marks', async () => {
    const marked = `<w:p><w:r><w:t>Chợ họp 300 ngày mỗi năm</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>`;
    const body = wordEntry('Trái cây') + wordEntry('Xoài', 1) + wordEntry('Hoa') + marked;
    const { lines } = await read('docx', await docxOf(body, ['Theo ban quản lý chợ.']));
    expect(lines).toEqual([
      { text: 'Trái cây', listItem: true },
      { text: 'Xoài', listItem: true },
      { text: 'Hoa', listItem: true },
      { text: 'Chợ họp 300 ngày mỗi năm', listItem: false },
      { text: 'Theo ban quản lý chợ.', listItem: true },
    ]);
  });

  test('without headings has its first line for its title, and words in an old font are read', async () => {
    const page = await read(
      'docx',
      await docxOf(wordParagraph('B¶o tµng më cöa tõ s¸ng thø B¶y') + wordParagraph('§ãn kh¸ch miÔn phÝ.')),
    );
    expect(page).toMatchObject({ firstLineIsTitle: true, stated: { title: null } });
    expect(texts(page)).toEqual(['Bảo tàng mở cửa từ sáng thứ Bảy', 'Đón khách miễn phí.']);
  });

  test('a paragraph in an old font is read though another is not in one', async () => {
    const old = wordParagraph('B¶o tµng më cöa tõ s¸ng thø B¶y') + wordParagraph('§ãn kh¸ch miÔn phÝ.');
    const page = await read('docx', await docxOf(wordParagraph('Theo Báo Đồng Mây.') + old));
    expect(texts(page)).toEqual([
      ...['Theo Báo Đồng Mây.', 'Bảo tàng mở cửa từ sáng thứ Bảy', 'Đón khách miễn phí.'],
    ]);
  });

  test.each([
    ['an encrypted or old one', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'password'],
    ['anything else', Buffer.from('Xin chào'), 'no Word document'],
    ['a broken one', Buffer.from('PK\u0003\u0004…'), 'damaged'],
  ])('says what is wrong with %s', async (_, bytes, message) => {
    expect(await documents.read('docx', bytes)).toEqual(problem(message));
  });

  test('without text is told as such', async () => {
    expect(await documents.read('docx', await docxOf('<w:p/>'))).toEqual(problem('no text'));
  });
});

describe('a PDF', () => {
  const page = (number: number, lines: readonly string[]) => [
    { text: 'Tạp chí Sông Nước', x: 200, y: 780 },
    ...lines.map((text, at) => ({ text, x: 60, y: 700 - 16 * at })),
    { text: `${number}`, x: 300, y: 20 },
  ];

  test('its lines become paragraphs, over the ends of pages too, without what most pages repeat', async () => {
    const bytes = pdfOf([
      [
        { text: 'Chợ nổi họp lại', x: 60, y: 740, size: 20 },
        ...page(1, [
          'Sau hai năm, chợ nổi trên sông Hậu đã họp lại với bốn mươi chiếc',
          'thuyền chở trái cây, rau và hoa của bà con trong vùng.',
          'Chợ họp từ 5 giờ sáng. Khách đi thuyền của hợp tác xã, và phải gọi',
        ]),
      ],
      page(2, ['trước một ngày.', 'Giá vé là 20.000 đồng.']),
      page(3, ['Trẻ em được miễn vé.']),
    ]);
    const article = await read('pdf', bytes);
    expect(article.stated.title).toBe('Chợ nổi họp lại');
    expect(texts(article)).toEqual([
      'Chợ nổi họp lại',
      'Sau hai năm, chợ nổi trên sông Hậu đã họp lại với bốn mươi chiếc thuyền chở trái cây, rau và hoa của bà con trong vùng.',
      'Chợ họp từ 5 giờ sáng. Khách đi thuyền của hợp tác xã, và phải gọi trước một ngày.',
      'Giá vé là 20.000 đồng.',
      'Trẻ em được miễn vé.',
    ]);
  });

  test('its title is the one that it states, but none that a program made up, and its dates are not the article’s', async () => {
    const lines = [[{ text: 'Một dòng của bài.', x: 60, y: 700 }]];
    const stated = await read('pdf', pdfOf(lines, '/Title (River market) /CreationDate (D:20240102030405Z)'));
    expect(stated.stated).toMatchObject({ title: 'River market', publishedAt: null });
    const madeUp = await read('pdf', pdfOf(lines, '/Title (Microsoft Word - cho noi.docx)'));
    expect(madeUp).toMatchObject({ stated: { title: null }, firstLineIsTitle: true });
  });

  test.each([
    ['one that was scanned', pdfOf([[]]), 'scanned'],
    ['a broken one', Buffer.from('%PDF-1.7 …'), 'damaged'],
    ['anything else', Buffer.from('Xin chào'), 'damaged'],
  ])('says what is wrong with %s', async (_, bytes, message) => {
    expect(await documents.read('pdf', bytes)).toEqual(problem(message));
  });
});

describe('a document that is made to do harm', () => {
  test('and takes too long is given up, and the next one is read', async () => {
    const program = path.join(await temporaryFolder(), 'hangs.mjs');
    await writeFile(program, "process.on('message', () => { for (;;); });");
    const hanging = new DocumentReader({ time: 1 }, pathToFileURL(program));
    expect(await hanging.read('pdf', pdfOf([]))).toEqual(problem('seconds'));
    await hanging.close();
  });

  test('and takes more memory than it may ends the process that reads it, and the next one has another', async () => {
    // Node.js alone has more.
    const small = new DocumentReader({ memory: 1 });
    const bytes = await docxOf(wordParagraph('Một dòng của bài.'));
    expect(await small.read('docx', bytes)).toEqual(problem('1 MB'));
    expect(await small.read('docx', bytes)).toEqual(problem('1 MB'));
    await small.close();
    expect(await documents.read('docx', bytes)).toMatchObject({ ok: true });
  });
});

test('a document is tried once more where the process that ended had read others', async () => {
  const program = path.join(await temporaryFolder(), 'reads-one.ts');
  await writeFile(
    program,
    `import { openChannel, starterPort } from ${JSON.stringify(new URL('../../lib/channel.ts', import.meta.url).href)};
let read = 0;
openChannel(starterPort(), { read: () => (++read === 1 ? { ok: true, value: {} } : process.exit(1)) });`,
  );
  const forgetful = new DocumentReader({}, pathToFileURL(program));
  for (let time = 0; time < 3; time += 1)
    expect(await forgetful.read('pdf', pdfOf([]))).toMatchObject({ ok: true });
  await forgetful.close();
});

describe('documents in a folder', () => {
  test('become articles like any other; a bad one costs itself only', async () => {
    const dir = await temporaryFolder();
    const body = 'Chợ nổi họp từ 5 giờ sáng, và khách phải gọi thuyền trước một ngày.';
    await writeFile(
      path.join(dir, 'cho.docx'),
      await docxOf(wordParagraph('Chợ nổi', 'Heading1') + wordParagraph(body)),
    );
    await writeFile(path.join(dir, 'cho.pdf'), pdfOf([[{ text: body, x: 60, y: 700 }]]));
    await writeFile(path.join(dir, 'hong.pdf'), 'x');
    await writeFile(path.join(dir, 'rong.docx'), '');
    await writeFile(path.join(dir, 'cho.txt'), `Chợ nổi\n\n${body}\n`);
    const { articles, problems } = await readCorpus(dir);
    expect(articles.map(({ path: file, title, text }) => [file, title, text])).toEqual([
      ['cho.docx', 'Chợ nổi', body],
      ['cho.pdf', 'Cho', body],
      ['cho.txt', 'Chợ nổi', body],
    ]);
    expect(problems.map(({ path: file, message }) => [file, message])).toEqual([
      ['hong.pdf', expect.stringContaining('damaged')],
      ['rong.docx', expect.stringContaining('empty')],
    ]);
  });
});
