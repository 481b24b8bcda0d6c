import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from './html.js';

test('a string ends no element and no quoted attribute, and reads as it was', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', ' ', '<', '>', '&', '"', "'", '#', '3', '9', ';') }),
      (text) => {
        const source = html`${text}`.toString();
        expect(source).not.toMatch(/[<>"']/u);
        expect(decoded(source)).toBe(text);
      },
    ),
  );
});

test('markup passes, lists are joined, nothing is left of null and false', () => {
  const items = ['a', 'b & c'].map((item) => html`<b>${item}</b>`);
  expect(html`<i title="${1}">${items}${null}${false}</i>`.toString()).toBe(
    '<i title="1"><b>a</b><b>b &amp; c</b></i>',
  );
});

/** What HTML's own entities stand for, each read once. */
function decoded(source: string): string {
  const characters: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
  return source.replace(/&([^;]+);/gu, (entity, name: string) => characters[name] ?? entity);
}
