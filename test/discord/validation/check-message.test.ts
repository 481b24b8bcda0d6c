import { ButtonStyle, ComponentType, MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { checkMessage } from './check-message.js';

const V2 = MessageFlags.IsComponentsV2;
const x = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));
const button = (more = {}) => ({
  type: ComponentType.Button,
  style: ButtonStyle.Primary,
  custom_id: 'id',
  label: 'Nút',
  ...more,
});
const option = (at: number, more = {}) => ({ label: `Mục ${at}`, value: String(at), ...more });
const menu = (more = {}) => ({
  type: ComponentType.StringSelect,
  custom_id: 'menu',
  options: [option(0)],
  ...more,
});
const row = (...components: unknown[]) => ({ type: ComponentType.ActionRow, components });
const rows = (...components: unknown[]) => ({ content: 'x', components: [row(...components)] });
const link = (url: string) => button({ style: ButtonStyle.Link, custom_id: undefined, url });
const display = (content: string) => ({ type: ComponentType.TextDisplay, content });

/** What is wrong with a new message, as `path code`. */
const issuesOf = (body: unknown): string[] =>
  checkMessage('create', body).issues.map(({ path, code }) => `${path.join('.')} ${code}`);

describe('is taken', () => {
  test.each([
    ['2,000 characters', { content: x(2000) }],
    ['white space that is trimmed', { content: `${x(2000)}\n` }],
    [
      'an embed at its limits',
      { embeds: [{ title: x(256), description: x(4096), author: { name: x(256) } }] },
    ],
    ['6,000 characters of embeds', { embeds: [{ description: x(4096) }, { description: x(1904) }] }],
    [
      '25 fields at their limits',
      { embeds: [{ fields: many(25, () => ({ name: x(100), value: x(100) })) }] },
    ],
    ['10 embeds', { embeds: many(10, () => ({ description: 'x' })) }],
    ['an embed with a picture only', { embeds: [{ image: { url: 'attachment://x.png' } }] }],
    [
      '5 rows of 5 buttons',
      { components: many(5, (r) => row(...many(5, (b) => button({ custom_id: `${r}-${b}` })))) },
    ],
    ['texts of a button at their limits', rows(button({ custom_id: x(100), label: x(80) }))],
    ['a button with an emoji only', rows(button({ label: undefined, emoji: { name: '➡️' } }))],
    ['an emoji of several characters', rows(button({ emoji: { name: '👩‍🔬' } }))],
    ['an emoji of a guild', rows(button({ emoji: { id: '1', name: 'mèo' } }))],
    ['a link', rows(link('https://example.com/'))],
    [
      'a menu of 25 options',
      rows(menu({ options: many(25, (at) => option(at)), min_values: 0, max_values: 25 })),
    ],
    ['40 components of 4,000 characters', { flags: V2, components: many(40, () => display(x(100))) }],
    [
      'mentions of some',
      { content: 'x', allowed_mentions: { parse: ['roles'], users: ['1'], replied_user: false } },
    ],
  ])('%s', (_, body) => {
    expect(issuesOf(body)).toEqual([]);
  });
});

describe('is refused', () => {
  test.each([
    ['2,001 characters', { content: x(2001) }, 'content BASE_TYPE_MAX_LENGTH'],
    ['a title too long', { embeds: [{ title: x(257) }] }, 'embeds.0.title BASE_TYPE_MAX_LENGTH'],
    [
      '6,001 characters of embeds',
      { embeds: [{ description: x(4096) }, { description: x(1905) }] },
      'embeds MAX_EMBED_SIZE_EXCEEDED',
    ],
    [
      '26 fields',
      { embeds: [{ fields: many(26, () => ({ name: 'x', value: 'x' })) }] },
      'embeds.0.fields BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a blank field',
      { embeds: [{ fields: [{ name: 'x', value: '\n' }] }] },
      'embeds.0.fields.0.value BASE_TYPE_REQUIRED',
    ],
    [
      'a field without a name',
      { embeds: [{ fields: [{ value: 'x' }] }] },
      'embeds.0.fields.0.name BASE_TYPE_REQUIRED',
    ],
    ['11 embeds', { embeds: many(11, () => ({ description: 'x' })) }, 'embeds BASE_TYPE_BAD_LENGTH'],
    ['an empty embed', { embeds: [{ color: 1, title: ' ' }] }, 'embeds.0.description BASE_TYPE_REQUIRED'],
    ['no url', { embeds: [{ title: 'x', url: 'không phải' }] }, 'embeds.0.url URL_TYPE_INVALID_URL'],
    [
      'a url of another kind',
      { embeds: [{ title: 'x', url: 'file:///x' }] },
      'embeds.0.url URL_TYPE_INVALID_SCHEME',
    ],
    ['a color too high', { embeds: [{ title: 'x', color: 0x1000000 }] }, 'embeds.0.color NUMBER_TYPE_MAX'],
    [
      '6 rows',
      { components: many(6, (at) => row(button({ custom_id: String(at) }))) },
      'components BASE_TYPE_BAD_LENGTH',
    ],
    [
      '6 buttons in a row',
      rows(...many(6, (at) => button({ custom_id: String(at) }))),
      'components.0.components BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a label too long',
      rows(button({ label: x(81) })),
      'components.0.components.0.label BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a custom_id too long',
      rows(button({ custom_id: x(101) })),
      'components.0.components.0.custom_id BASE_TYPE_MAX_LENGTH',
    ],
    [
      'one custom_id twice',
      rows(button(), button()),
      'components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a button without a custom_id',
      rows(button({ custom_id: undefined })),
      'components.0.components.0.custom_id BASE_TYPE_REQUIRED',
    ],
    [
      'a button without a face',
      rows(button({ label: ' ' })),
      'components.0.components.0.label BASE_TYPE_REQUIRED',
    ],
    [
      'an emoji that is none',
      rows(button({ emoji: { name: 'x' } })),
      'components.0.components.0.emoji.name COMPONENT_INVALID_EMOJI',
    ],
    [
      'a link with a custom_id',
      rows({ ...link('https://example.com'), custom_id: 'id' }),
      'components.0.components.0 BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE',
    ],
    [
      'a link without a url',
      rows(button({ style: ButtonStyle.Link, custom_id: undefined })),
      'components.0.components.0.url BASE_TYPE_REQUIRED',
    ],
    [
      'a link of another kind',
      rows(link('mailto:x')),
      'components.0.components.0.url URL_TYPE_INVALID_SCHEME',
    ],
    [
      'a menu without options',
      rows(menu({ options: [] })),
      'components.0.components.0.options BASE_TYPE_REQUIRED',
    ],
    [
      'one option twice',
      rows(menu({ options: [option(0), option(0)] })),
      'components.0.components.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ],
    [
      'an option too long',
      rows(menu({ options: [option(0, { description: x(101) })] })),
      'components.0.components.0.options.0.description BASE_TYPE_MAX_LENGTH',
    ],
    [
      'more values than options',
      rows(menu({ max_values: 2 })),
      'components.0.components.0.options BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a menu beside a button',
      rows(menu(), button()),
      'components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    ['a layout without its flag', { components: [display('x')] }, 'components.0.type BASE_TYPE_CHOICES'],
    [
      'content beside a layout',
      { content: 'x', flags: V2, components: [display('x')] },
      'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      '4,001 characters of a layout',
      { flags: V2, components: [display(x(4000)), display('x')] },
      'components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ],
    [
      '41 components of a layout',
      { flags: V2, components: many(14, () => ({ type: 17, components: [display('x'), display('x')] })) },
      'components BASE_TYPE_BAD_LENGTH',
    ],
    [
      'mentions of all and of some',
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
      'allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
    ['a flag of text', { content: 'x', flags: 'x' }, 'flags BASE_TYPE_CONVERT'],
  ])('%s', (_, body, issue) => {
    expect(issuesOf(body)).toEqual([issue]);
  });
});

describe('is taken with a warning', () => {
  test('embeds that share a url', () => {
    const url = 'https://example.com/';
    const { issues, warnings } = checkMessage('create', {
      embeds: [
        { title: 'một', url },
        { title: 'hai', url },
      ],
    });
    expect([issues.length, warnings.length]).toEqual([0, 1]);
    expect(warnings[0]).toContain(url);
  });

  test('flags that mean nothing there', () => {
    const body = { content: 'x', flags: MessageFlags.Ephemeral };
    expect(checkMessage('interaction-create', body).warnings).toEqual([]);
    expect(checkMessage('interaction-edit', body).warnings).toHaveLength(1);
    expect(checkMessage('create', body).warnings).toHaveLength(1);
  });
});

test('a layout stays one when it is edited', () => {
  const edit = { content: 'x' };
  expect(checkMessage('edit', edit).issues).toEqual([]);
  expect(checkMessage('edit', edit, true).issues).toHaveLength(1);
});
