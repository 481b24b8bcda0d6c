import { expect, test } from 'vitest';
import { parseHtmlDocument } from './html-document.js';
import { measureTree } from './tree-size.js';

const measure = (html: string) => measureTree(parseHtmlDocument(`<html><body>${html}</body></html>`).body);

test.each([
  ['nothing', '', { nodes: 1, depth: 0, pairs: 0 }],
  ['a text', 'a', { nodes: 2, depth: 1, pairs: 1 }],
  ['siblings, a comment among them', '<b></b><!-- c --><b></b>', { nodes: 4, depth: 1, pairs: 3 }],
  ['attributes', '<b id="a" hidden></b>', { nodes: 4, depth: 1, pairs: 1 }],
  ['what is nested', '<div><p>a</p></div>', { nodes: 4, depth: 3, pairs: 6 }],
])('measures %s', (_, html, size) => {
  expect(measure(html)).toEqual(size);
});

test('measures a page that is nested more deeply than the call stack', () => {
  expect(measure('<div>'.repeat(30_000))).toMatchObject({ nodes: 30_001, depth: 30_000 });
});
