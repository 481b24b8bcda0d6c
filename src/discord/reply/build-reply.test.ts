import { MessageCreateRequestSchema } from 'discord-api-spec/zod';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodesOf, typesIn } from '../../../test/support/discord-markdown.js';
import { untrustedText } from '../../../test/support/untrusted-text.js';
import { parseCustomId, type ComponentAction } from '../interactions/custom-id.js';
import {
  buildReply,
  type ButtonDraft,
  type Card,
  type LinkDraft,
  type MenuDraft,
  type ReplyDraft,
} from './build-reply.js';
import { replySchema } from '../../../test/support/reply-schema.js';
import { bold, escaped, link, md, type Markup } from './markup.js';

const NO_FILTER = { from: null, to: null, publisher: null };

const times = (...counts: number[]) =>
  fc.tuple(untrustedText, fc.constantFrom(...counts)).map(([one, count]) => one.repeat(count));
/** Texts from nothing to more than a label or a title holds. */
const text = times(1, 1, 1, 20);
/** Texts from nothing to more than a message holds. */
const longText = times(1, 1, 20, 200);
const markup: fc.Arbitrary<Markup> = fc.oneof(
  longText.map(escaped),
  longText.map((one) => bold(escaped(one))),
  text.map((one) => link(one, 'https://example.com/a') ?? escaped(one)),
);
/** Some of them have no custom_id: the compiler does not know which numbers are pages and which texts are ids. */
const action: fc.Arbitrary<ComponentAction> = fc.oneof(
  fc.record({
    kind: fc.constant('answer' as const),
    page: fc.oneof(fc.nat({ max: 3 }), fc.double()),
    filter: fc.constant(NO_FILTER),
  }),
  fc.record({
    kind: fc.constant('article' as const),
    articleId: fc.oneof(fc.constant('0123456789ab'), text),
    page: fc.nat(),
  }),
  fc.record({ kind: fc.constant('rate' as const), good: fc.boolean() }),
);
const emoji = fc.constantFrom('👍', '▶️', 'không', '', ':smile:');
const button: fc.Arbitrary<ButtonDraft> = fc.record(
  {
    kind: fc.constant('button'),
    label: text,
    action,
    emoji,
    emphasis: fc.constantFrom('primary', 'secondary'),
    disabled: fc.boolean(),
  },
  { requiredKeys: ['kind', 'label', 'action'] },
);
const linkDraft: fc.Arbitrary<LinkDraft> = fc.record({
  kind: fc.constant('link'),
  label: text,
  url: fc.oneof(
    fc.webUrl(),
    text,
    text.map((path) => `https://example.com/${path}`),
  ),
});
const menu: fc.Arbitrary<MenuDraft> = fc.record({
  kind: fc.constant('menu'),
  placeholder: text,
  action,
  options: fc.array(
    fc.record({ label: text, description: text, value: text }, { requiredKeys: ['label', 'value'] }),
    { maxLength: 30 },
  ),
});
const card: fc.Arbitrary<Card> = fc.record(
  {
    title: markup,
    body: markup,
    footer: longText,
    accent: fc.constantFrom('source', 'notice', 'trouble'),
  },
  { requiredKeys: ['accent'] },
);
const draft: fc.Arbitrary<ReplyDraft> = fc.record(
  {
    text: markup,
    cards: fc.array(card, { maxLength: 12 }),
    rows: fc.array(fc.oneof(menu, fc.array(fc.oneof(button, linkDraft), { maxLength: 8 })), { maxLength: 8 }),
    owner: fc.oneof(fc.constantFrom(null, '175928847299117063'), text),
  },
  { requiredKeys: ['owner'] },
);

describe('buildReply', () => {
  it('makes of any draft what Discord accepts', () => {
    fc.assert(
      fc.property(draft, (one) => {
        const reply = buildReply(one);
        expect(replySchema.safeParse(reply).error).toBeUndefined();
        const { content, embeds, components } = reply;
        expect(MessageCreateRequestSchema.safeParse({ content, embeds, components }).error).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('marks up nothing that the draft does not', () => {
    const plain = fc.record({ text: text.map(escaped), body: text.map(escaped) });
    fc.assert(
      fc.property(plain, ({ text: content, body }) => {
        const reply = buildReply({ text: content, cards: [{ body, accent: 'source' }], owner: null });
        for (const shown of [reply.content, reply.embeds[0]?.description ?? '']) {
          expect(typesIn(nodesOf(shown))).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('puts a draft into Discord’s form', () => {
    const reply = buildReply({
      text: md`
> câu hỏi
      `,
      cards: [
        {
          title: escaped('Bài_báo'),
          body: bold(escaped('Đoạn')),
          footer: 'ĐBP · 07/10/2019',
          accent: 'source',
        },
      ],
      rows: [
        [
          {
            kind: 'button',
            label: '',
            emoji: '👍',
            action: { kind: 'rate', good: true },
            emphasis: 'primary',
          },
          { kind: 'link', label: 'Mở bài', url: 'https://example.com/a(b)' },
        ],
        {
          kind: 'menu',
          placeholder: 'Chọn bài',
          action: { kind: 'open', articleId: null },
          options: [{ label: 'Bài_báo', description: 'ĐBP', value: '0123456789ab' }],
        },
      ],
      owner: '175928847299117063',
    });
    expect(reply).toEqual({
      content: '> câu hỏi',
      embeds: [
        {
          color: 0x5865f2,
          title: 'Bài\\_báo',
          description: '**Đoạn**',
          footer: { text: 'ĐBP · 07/10/2019' },
        },
      ],
      components: [
        {
          type: 1,
          components: [
            { type: 2, style: 1, custom_id: '1|r|175928847299117063|1', emoji: { name: '👍' } },
            { type: 2, style: 5, label: 'Mở bài', url: 'https://example.com/a%28b%29' },
          ],
        },
        {
          type: 1,
          components: [
            {
              type: 3,
              custom_id: '1|o|175928847299117063|',
              placeholder: 'Chọn bài',
              options: [{ label: 'Bài_báo', description: 'ĐBP', value: '0123456789ab' }],
            },
          ],
        },
      ],
      allowedMentions: { parse: [], repliedUser: false },
    });
  });

  it('always says something', () => {
    expect(buildReply({ owner: null }).content).toBe('…');
    expect(buildReply({ text: md``, cards: [{ accent: 'notice' }], owner: null })).toMatchObject({
      content: '…',
      embeds: [],
    });
    expect(buildReply({ cards: [{ footer: 'a', accent: 'notice' }], owner: null }).content).toBe('');
  });

  it('shares the room of a message among its cards in order', () => {
    const body = escaped('a'.repeat(4_000));
    // Two characters are kept for the end of bold.
    const { embeds } = buildReply({
      cards: [
        { body, accent: 'source' },
        { body, accent: 'source' },
        { body, accent: 'source' },
      ],
      owner: null,
    });
    expect(embeds.map(({ description }) => description?.length)).toEqual([4_000, 2_000 - 2]);
  });
});

describe('the rows of buildReply', () => {
  const rate = (good: boolean, parts: Partial<ButtonDraft> = {}): ButtonDraft => ({
    kind: 'button',
    label: 'a',
    action: { kind: 'rate', good },
    ...parts,
  });
  const idsIn = (rows: ReplyDraft['rows'], owner: string | null = null) =>
    buildReply({ owner, ...(rows !== undefined && { rows }) }).components.map(({ components }) =>
      components.map((one) => ('custom_id' in one ? one.custom_id : '')),
    );

  it('leave out what does the same as another before', () => {
    expect(idsIn([[rate(true), rate(true)], [rate(true)], [rate(false)]])).toEqual([['1|r||1'], ['1|r||0']]);
  });

  it('keep a button that cannot be pressed from taking the id of one that can', () => {
    const [disabled, pressable] = idsIn([[rate(true, { disabled: true }), rate(true)]])[0] ?? [];
    expect(parseCustomId(disabled ?? '')).toBeNull();
    expect(parseCustomId(pressable ?? '')).toEqual({ action: { kind: 'rate', good: true }, owner: null });
  });

  it('leave out a button that nobody could press, and a link to nowhere', () => {
    expect(idsIn([[rate(true)]], 'ai đó')).toEqual([]);
    expect(idsIn([[{ kind: 'link', label: 'a', url: 'javascript:alert(1)' }]])).toEqual([]);
  });

  it('go on in the next row when there are too many buttons', () => {
    const buttons = Array.from({ length: 7 }, (_, page) => rate(true, { action: { kind: 'sources', page } }));
    expect(idsIn([buttons]).map((row) => row.length)).toEqual([5, 2]);
  });

  it('offer each value of a menu once, as Discord takes it', () => {
    const options = ['a', 'a', '', 'b'.repeat(101), 'c'].map((value) => ({ label: ` ${value}`, value }));
    const reply = buildReply({
      rows: [{ kind: 'menu', placeholder: '', action: { kind: 'open', articleId: null }, options }],
      owner: null,
    });
    expect(reply.components[0]?.components).toEqual([
      {
        type: 3,
        custom_id: '1|o||',
        options: [
          { label: 'a', value: 'a' },
          { label: 'c', value: 'c' },
        ],
      },
    ]);
  });
});
