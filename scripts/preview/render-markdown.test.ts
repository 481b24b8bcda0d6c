import { describe, expect, test } from 'vitest';
import { renderMarkdown, type Reader } from './render-markdown.js';
import { BOT_MENTION } from './scene.js';

const rendered = (markdown: string) => renderMarkdown(markdown, READER).toString();

const READER: Reader = { language: 'vi', now: new Date('2024-10-17T07:00:00Z') };

describe('renderMarkdown', () => {
  test.each([
    ['bold within a word', 'ph**ở**i', 'ph<strong>ở</strong>i'],
    [
      'emphasis of other kinds',
      '*a* __b__ ~~c~~ ||d||',
      '<em>a</em> <u>b</u> <s>c</s> <discord-spoiler>d</discord-spoiler>',
    ],
    ['what is escaped', String.raw`\*a\* 1\. \<b>`, '*a* 1. &lt;b&gt;'],
    ['a quotation to the end of its lines', '> a\n> b\nc', '<blockquote>a<br />b<br /></blockquote>c'],
    ['small print', 'a\n-# b\nc', 'a<br /><small>b</small>c'],
    ['small print below a quotation', '> a\n-# b', '<blockquote>a<br /></blockquote><small>b</small>'],
    [
      'a list',
      'a\n- b\n- **c**',
      'a<br /><div class="list-item">b</div><div class="list-item"><strong>c</strong></div>',
    ],
    ['a heading', '## a\nb', '<div class="heading level-2">a</div>b'],
    ['no list, small print or heading amid a line', 'a - b -# c # d', 'a - b -# c # d'],
    ['a masked link without a card', '[a](<https://b.c/d_e>)', '<a href="https://b.c/d_e">a</a>'],
    ['a bare address', 'https://b.c/', '<a href="https://b.c/">https://b.c/</a>'],
    ['code', '`a` ```\n*b*\n```', '<code>a</code> <pre><code>*b*</code></pre>'],
    ['the bot', BOT_MENTION, '<discord-mention type="user">Dẫn Nguồn</discord-mention>'],
    ['a mention of everyone', '@everyone', '<discord-mention type="role">everyone</discord-mention>'],
    [
      'a mention of a role',
      '<@&100000000000000002>',
      '<discord-mention type="role">unknown-role</discord-mention>',
    ],
    ['how long ago', '<t:1729144800:R>', '<discord-time>1 giờ trước</discord-time>'],
    ['a command', '</ask:100000000000000003>', '<discord-mention type="slash">ask</discord-mention>'],
  ])('%s', (_, markdown, expected) => {
    expect(rendered(markdown)).toBe(expected);
  });

  test('refuses what it would leave out', () => {
    expect(() => rendered('<#100000000000000004>')).toThrow(/channel/u);
  });
});
