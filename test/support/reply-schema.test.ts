import { describe, expect, it } from 'vitest';
import { isEmoji } from '../../src/discord/reply/limits.js';
import { replySchema } from './reply-schema.js';

const of = (length: number) => 'ộ'.repeat(length);
const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

const reply = (parts: object) => ({
  content: '',
  embeds: [],
  components: [],
  allowedMentions: { parse: [], repliedUser: false },
  ...parts,
});
const embed = (parts: object) => reply({ embeds: [parts] });
const rows = (components: readonly unknown[]) => reply({ content: 'a', components });
const row = (...components: readonly unknown[]) => ({ type: 1, components });
const button = (parts: object = {}) => ({ type: 2, style: 2, label: 'a', custom_id: 'a', ...parts });
const linkButton = (url: string) => ({ type: 2, style: 5, label: 'a', url });
const option = (at: number, parts: object = {}) => ({ label: 'a', value: `${at}`, ...parts });
const menu = (options: readonly unknown[], parts: object = {}) =>
  row({ type: 3, custom_id: 'a', options, ...parts });

describe('replySchema', () => {
  it.each([
    ['content', reply({ content: of(2_000) }), reply({ content: of(2_001) })],
    ['an empty message', embed({ title: 'a' }), reply({})],
    ['a message of components only', rows([row(button())]), reply({ components: [row(button())] })],
    ['blank content', reply({ content: ' a' }), reply({ content: ' \u200B\n' })],
    [
      'embeds',
      reply({ embeds: many(10, () => ({ title: 'a' })) }),
      reply({ embeds: many(11, () => ({ title: 'a' })) }),
    ],
    ['an empty embed', embed({ description: 'a', color: 0 }), embed({ color: 0 })],
    ['a title', embed({ title: of(256) }), embed({ title: of(257) })],
    ['a description', embed({ description: of(4_096) }), embed({ description: of(4_097) })],
    ['a blank description', embed({ description: ' a ' }), embed({ description: '  ' })],
    ['a footer', embed({ footer: { text: of(2_048) } }), embed({ footer: { text: of(2_049) } })],
    ['an author', embed({ author: { name: of(256) } }), embed({ author: { name: of(257) } })],
    [
      'a field',
      embed({ fields: [{ name: of(256), value: of(1_024) }] }),
      embed({ fields: [{ name: of(257), value: of(1_025) }] }),
    ],
    [
      'fields',
      embed({ fields: many(25, () => ({ name: 'a', value: 'a' })) }),
      embed({ fields: many(26, () => ({ name: 'a', value: 'a' })) }),
    ],
    ['a colour', embed({ title: 'a', color: 0xffffff }), embed({ title: 'a', color: 0x1000000 })],
    [
      'all embeds together',
      reply({ embeds: [{ description: of(4_000) }, { title: of(200), footer: { text: of(1_800) } }] }),
      reply({ embeds: [{ description: of(4_000) }, { title: of(200), footer: { text: of(1_801) } }] }),
    ],
    [
      'rows',
      rows(many(5, (at) => row(button({ custom_id: `${at}` })))),
      rows(many(6, (at) => row(button({ custom_id: `${at}` })))),
    ],
    ['a row of none', rows([row(button())]), rows([row()])],
    [
      'buttons in a row',
      rows([row(...many(5, (at) => button({ custom_id: `${at}` })))]),
      rows([row(...many(6, (at) => button({ custom_id: `${at}` })))]),
    ],
    ['a custom_id', rows([row(button({ custom_id: of(100) }))]), rows([row(button({ custom_id: of(101) }))])],
    [
      'a custom_id twice',
      rows([row(button()), row(button({ custom_id: 'b' }))]),
      rows([row(button()), menu([option(0)])]),
    ],
    ['a label', rows([row(button({ label: of(80) }))]), rows([row(button({ label: of(81) }))])],
    ['a blank label', rows([row(button({ label: '.' }))]), rows([row(button({ label: ' ' }))])],
    [
      'no label',
      rows([row({ type: 2, style: 2, custom_id: 'a', emoji: { name: '👍' } })]),
      rows([row({ type: 2, style: 2, custom_id: 'a' })]),
    ],
    [
      'an emoji',
      rows([row(button({ emoji: { name: '▶️' } }))]),
      rows([row(button({ emoji: { name: 'ab' } }))]),
    ],
    [
      'an address',
      rows([row(linkButton(`https://example.com/${'a'.repeat(492)}`))]),
      rows([row(linkButton(`https://example.com/${'a'.repeat(493)}`))]),
    ],
    [
      'an address of the web',
      rows([row(linkButton('http://example.com'))]),
      rows([row(linkButton('javascript:alert(1)'))]),
    ],
    ['options', rows([menu(many(25, (at) => option(at)))]), rows([menu(many(26, (at) => option(at)))])],
    ['no options', rows([menu([option(0)])]), rows([menu([])])],
    ['an option twice', rows([menu([option(0), option(1)])]), rows([menu([option(0), option(0)])])],
    [
      'an option’s label',
      rows([menu([option(0, { label: of(100) })])]),
      rows([menu([option(0, { label: of(101) })])]),
    ],
    [
      'an option’s value',
      rows([menu([option(0, { value: of(100) })])]),
      rows([menu([option(0, { value: of(101) })])]),
    ],
    [
      'an option’s description',
      rows([menu([option(0, { description: of(100) })])]),
      rows([menu([option(0, { description: of(101) })])]),
    ],
    [
      'a placeholder',
      rows([menu([option(0)], { placeholder: of(150) })]),
      rows([menu([option(0)], { placeholder: of(151) })]),
    ],
    [
      'mentions',
      reply({ content: 'a' }),
      reply({ content: 'a', allowedMentions: { parse: ['everyone'], repliedUser: false } }),
    ],
    [
      'a ping of who asked',
      reply({ content: 'a' }),
      reply({ content: 'a', allowedMentions: { parse: [], repliedUser: true } }),
    ],
  ])('draws the line for %s where Discord does', (_, allowed, refused) => {
    expect(replySchema.safeParse(allowed).error).toBeUndefined();
    expect(replySchema.safeParse(refused).success).toBe(false);
  });
});

describe('isEmoji', () => {
  it.each(['👍', '▶️', '👩🏽‍🚒', '🇻🇳'])('knows %s', (text) => {
    expect(isEmoji(text)).toBe(true);
  });

  it.each(['', 'a', '1', '👍👍', '▶', ':smile:'])('does not take %j for one', (text) => {
    expect(isEmoji(text)).toBe(false);
  });
});
