import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { droppedBlock } from '../../corpus/article.js';
import { UserError } from '../../lib/errors.js';
import type { Code, Facts, Finding, Observation } from './finding.js';
import { renderFinding, renderVerdict, reportJson, StepHint } from './report.js';
import { wordsIn } from '../../locales/catalogue.js';
import { PassThrough } from 'node:stream';
import type { After } from '../../terminal/layout.js';

const GENERATION = {
  generation: '20241018T100000Z-abcdef',
  builtAt: '2024-10-18T10:30:00.000Z',
  ageHours: 49,
  articles: 1234,
  passages: 1,
};
const SPACE = { freeBytes: 1_500_000, wantedBytes: 2_500_000_000 };
const HOLDER = { pid: 42, since: GENERATION.builtAt };
const FILE = { setting: 'FEEDBACK_FILE', file: '/data/feedback.jsonl' } as const;
const PLACE = { kind: 'channel', id: '1', name: 'news' } as const;

/** Something to say of every code. */
const SAMPLES: { readonly [C in Code]: Facts[C] } = {
  'node-fit': { version: '20.19.0' },
  'node-too-old': { version: '18.0.0', needed: '20.19.0' },
  'settings-right': {},
  'setting-unknown': { name: 'ARTICLE_DIR', meant: 'ARTICLES_DIR' },
  'setting-line-odd': { line: 3 },
  'not-checked': { because: ['GUILD_ID'] },
  'articles-readable': { folder: '/articles', articles: 1234 },
  'articles-unreadable': { folder: '/articles' },
  'article-problem': { path: 'a.md', message: 'It is broken.', hint: 'Mend it.' },
  'file-passed-over': { path: 'cu.doc', reason: 'Save it as .docx.' },
  'article-left-out': { path: 'a.md', characters: 9, blocks: [droppedBlock('boilerplate', 'Trang chủ')] },
  'article-field-unknown': { path: 'a.md', values: ['url: ở đây'] },
  'model-works': { name: 'tiny', dimensions: 384 },
  'model-not-downloaded': { name: 'tiny', folder: '/models' },
  'model-talks-nonsense': { name: 'tiny' },
  'reader-works': { name: 'tiny' },
  'reader-off': {},
  'reader-not-downloaded': { name: 'org/reader', folder: '/cache/org/reader' },
  'index-whole': GENERATION,
  'index-stands-in': GENERATION,
  'index-from-future': { builtAt: GENERATION.builtAt },
  'rollback-possible': GENERATION,
  'rollback-damaged': { generation: GENERATION.generation, reason: 'It is damaged.' },
  'index-fits-model': { modelName: 'tiny' },
  'index-as-articles': {},
  'index-behind-articles': { added: 1, changed: 2, removed: 3 },
  'index-not-compared': {},
  'index-writable': { folder: '/index' },
  'writer-at-work': HOLDER,
  'lock-left-behind': HOLDER,
  'lock-of-another-machine': { ...HOLDER, host: 'there', file: '/index/writer.lock' },
  'lock-unreadable': { file: '/index/writer.lock' },
  'space-enough': { freeBytes: 1_500_000 },
  'space-scarce': SPACE,
  'space-too-little': SPACE,
  'file-writable': FILE,
  'file-unwritable': { ...FILE, reason: 'EACCES' },
  'discord-not-used': {},
  'token-impossible': {},
  'token-odd': {},
  'token-accepted': { api: 'https://discord.com/api', botName: 'bot', applicationId: '1' },
  'bot-uninvited': { inviteLink: 'https://discord.example' },
  'guild-unknown': { guildId: '1', inviteLink: 'https://discord.example' },
  'channel-unseen': { channelId: '1' },
  'permissions-enough': PLACE,
  'permissions-missing': { ...PLACE, missing: ['EmbedLinks'] },
  'commands-registered': { guildId: null, count: 8 },
  'commands-unregistered': { guildId: null },
  'commands-differ': { guildId: null, missing: ['ask'], changed: ['help'], unknown: ['ping'] },
  'commands-hidden': { guildId: '1' },
  'commands-twice': { count: 8 },
};
const CODES = Object.keys(SAMPLES) as Code[];
const ENGLISH = wordsIn('en');
const VIETNAMESE = wordsIn('vi');

function finding<C extends Code>(code: C, facts: Facts[C], level: Finding['level'] = 'warning'): Finding {
  return { check: 'index', level, code, facts } as Observation;
}

const rendered = (code: Code, words = ENGLISH) => renderFinding(finding(code, SAMPLES[code]), words, false);

describe('renderFinding', () => {
  test.each(CODES)('says %s in both languages, on one line', (code) => {
    const lines = [rendered(code), rendered(code, VIETNAMESE)];
    expect(lines[0]).toMatch(/^! Index: \S.+$/u);
    expect(lines[1]).toMatch(/^! Chỉ mục: \S.+$/u);
    for (const line of lines) expect(line).not.toMatch(/undefined|NaN|\[object|\n/u);
  });

  test('writes numbers, days and permissions as the language does', () => {
    expect(rendered('index-whole')).toContain('2 days ago; 1,234 articles and 1 passage');
    expect(rendered('index-whole', VIETNAMESE)).toContain('2 ngày trước; 1.234 bài, 1 đoạn');
    expect(rendered('space-scarce')).toContain('1.5 MB free for the index; the next reindex may need 2.5 GB');
    expect(rendered('space-scarce', VIETNAMESE)).toContain('1,5 MB');
    expect(rendered('permissions-missing')).toMatch(/→ grant it Embed Links$/u);
    expect(rendered('permissions-missing', VIETNAMESE)).toMatch(/→ hãy cấp thêm: Nhúng Liên Kết$/u);
  });

  test.each([
    [0, 'less than an hour ago'],
    [1, '1 hour ago'],
    [47, '47 hours ago'],
    [48, '2 days ago'],
  ])('tells an age of %d hours', (ageHours, age) => {
    const line = renderFinding(finding('index-whole', { ...GENERATION, ageHours }), ENGLISH, false);
    expect(line).toContain(`, ${age};`);
  });

  test('says an error as the rest of the program does', () => {
    const error = new UserError('index-missing', 'There is no index in /index.', 'Run `npm run reindex`.');
    const trouble: Finding = { check: 'index', level: 'broken', error };
    expect(renderFinding(trouble, ENGLISH, false)).toBe(
      '✗ Index: There is no index in /index. → Run `npm run reindex`.',
    );
    expect(renderFinding(trouble, VIETNAMESE, false)).toBe(
      '✗ Chỉ mục: Chưa có chỉ mục trong /index. → Hãy chạy `npm run reindex` để tạo chỉ mục.',
    );
    const defect: Finding = { check: 'disk', level: 'broken', error: new Error('boom') };
    expect(renderFinding(defect, ENGLISH, false)).toMatch(/^✗ Disk: .+boom/u);
  });

  test('lets nothing of a file’s or channel’s name act on the terminal', () => {
    const path = 'a\u001B[2J\n\u202Eb.md';
    const line = renderFinding(
      finding('article-problem', { path, message: 'broken', hint: 'mend' }),
      ENGLISH,
      false,
    );
    expect(line).toBe('! Index: a b.md: broken → mend');
  });

  test('colours the mark alone', () => {
    const line = renderFinding(finding('index-as-articles', {}, 'well'), ENGLISH, true);
    expect(stripVTControlCharacters(line)).toBe('✓ Index: up to date with the articles');
    expect(line).not.toBe(stripVTControlCharacters(line));
    expect(line).toMatch(/ Index: up to date with the articles$/u);
  });
});

describe('renderVerdict', () => {
  test.each([
    [0, 0, 'All is well.', 'Mọi thứ đều ổn.'],
    [2, 0, 'Nothing is broken; 2 warnings (!).', 'Không có gì hỏng; 2 chỗ nên xem lại (!).'],
    [0, 1, '1 thing broken (✗).', '1 chỗ hỏng (✗).'],
    [1, 2, '2 things broken (✗), 1 warning (!).', '2 chỗ hỏng (✗), 1 chỗ nên xem lại (!).'],
  ])('of %d warnings and %d broken', (warning, broken, english, vietnamese) => {
    const verdict = { well: 3, warning, broken };
    expect(renderVerdict(verdict, ENGLISH, false)).toBe(english);
    expect(renderVerdict(verdict, VIETNAMESE, false)).toBe(vietnamese);
  });
});

describe('reportJson', () => {
  test('gives codes and facts for programs beside the words for people', () => {
    const error = new UserError('model-broken', 'No.', 'Copy it again.');
    const findings: Finding[] = [
      finding('space-enough', { freeBytes: 1_500_000 }, 'well'),
      { check: 'model', level: 'broken', error },
    ];
    expect(JSON.parse(reportJson(findings, ENGLISH))).toEqual({
      status: 'broken',
      findings: [
        {
          check: 'index',
          level: 'well',
          code: 'space-enough',
          message: '1.5 MB free for the index',
          todo: null,
          facts: { freeBytes: 1_500_000 },
        },
        {
          check: 'model',
          level: 'broken',
          code: 'model-broken',
          message: 'No.',
          todo: 'Copy it again.',
          facts: {},
        },
      ],
    });
  });
});

/** A hint with a clock that the test moves. */
function open(isTerminal: boolean) {
  const output = new PassThrough();
  const waiting = new Set<() => void>();
  const after: After = (_, run) => {
    waiting.add(run);
    return () => {
      waiting.delete(run);
    };
  };
  const passSecond = () => {
    const due = [...waiting];
    waiting.clear();
    for (const run of due) run();
  };
  const hint = new StepHint({ output, isTerminal, after, words: (check) => `looking at ${check}…` });
  return { hint, passSecond, waiting, text: () => String(output.read() ?? '') };
}

test('quick work shows nothing', async () => {
  const { hint, waiting, text } = open(true);
  expect(await hint.during('model', () => Promise.resolve('done'))).toBe('done');
  expect(text()).toBe('');
  expect(waiting.size).toBe(0);
});

test('off the terminal slow work is told once, with how far it is', async () => {
  const { hint, passSecond, text } = open(false);
  await hint.during('articles', (report) => {
    report(120, 1000);
    passSecond();
    report(800, 1000);
    passSecond();
    return Promise.resolve();
  });
  expect(text()).toBe('looking at articles… 120/1000\n');
});

test('on a terminal the line is kept up to date, and gone when the work fails', async () => {
  const { hint, passSecond, waiting, text } = open(true);
  const failing = hint.during('articles', (report) => {
    report(120, 1000);
    passSecond();
    report(800, 1000);
    passSecond();
    return Promise.reject(new Error('boom'));
  });
  await expect(failing).rejects.toThrow('boom');
  expect(text()).toBe(
    'looking at articles… 120/1000\u001B[1Glooking at articles… 800/1000\u001B[1G\u001B[2K',
  );
  expect(waiting.size).toBe(0);
});
