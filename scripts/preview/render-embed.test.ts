import { expect, test } from 'vitest';
import { renderEmbed } from './render-embed.js';

const READER = { language: 'vi', now: new Date('2024-10-17T07:00:00Z') } as const;

/** Without the blanks between elements. */
const rendered = (embed: Parameters<typeof renderEmbed>[0]) =>
  renderEmbed(embed, READER).toString().replace(/>\s+</gu, '><');

test('title and description are markdown, the footer is not', () => {
  const source = rendered({
    color: 0x00ff09,
    title: String.raw`\*a\* <b>`,
    description: '**c**',
    footer: { text: '**d** <e>' },
  });
  expect(source).toContain('<discord-embed slot="embeds" color="#00ff09">');
  expect(source).toContain('class="embed-title">*a* &lt;b&gt;</div>');
  expect(source).toContain('class="embed-description"><strong>c</strong></div>');
  expect(source).toContain('class="embed-footer">**d** &lt;e&gt;</div>');
});

test('parts that an embed lacks leave nothing behind', () => {
  expect(rendered({ description: 'a' })).toBe(
    '<discord-embed slot="embeds" ><div slot="description" class="embed-description">a</div></discord-embed>',
  );
});

test('refuses what it would leave out', () => {
  expect(() => rendered({ image: { url: 'https://example.invalid/a.png' } })).toThrow(/image/u);
});
