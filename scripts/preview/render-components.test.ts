import { describe, expect, test } from 'vitest';
import type { ComponentAction } from '../../src/discord/interactions/custom-id.js';
import { buildReply, type RowDraft } from '../../src/discord/reply/build-reply.js';
import { renderComponents } from './render-components.js';

const rate: ComponentAction = { kind: 'rate', good: true };

/** Rows as the bot sends them, without the blanks between elements. */
const rendered = (...rows: RowDraft[]) =>
  renderComponents(buildReply({ rows, owner: null }).components)
    .toString()
    .replace(/\s+(?=[<>])|(?<=>)\s+/gu, '')
    .replace(/\s+/gu, ' ');

describe('renderComponents', () => {
  test('a button with its emphasis, emoji and label', () => {
    expect(
      rendered([{ kind: 'button', label: 'a & b', emoji: '👍', emphasis: 'primary', action: rate }]),
    ).toBe(
      '<div slot="components"><discord-action-row><discord-button type="primary">' +
        '<span class="emoji">👍</span><span>a &amp; b</span></discord-button></discord-action-row></div>',
    );
  });

  test('a button that cannot be pressed', () => {
    expect(rendered([{ kind: 'button', label: 'a', disabled: true, action: rate }])).toMatch(/disabled>/u);
  });

  test('a link', () => {
    expect(rendered([{ kind: 'link', label: 'a', url: 'https://example.invalid/?b&c' }])).toContain(
      '<discord-button url="https://example.invalid/?b&amp;c">',
    );
  });

  test('a menu with its entries', () => {
    const source = rendered({
      kind: 'menu',
      placeholder: 'a "b"',
      action: { kind: 'open', articleId: null },
      options: [{ label: 'c', description: 'd', value: 'e' }],
    });
    expect(source).toContain('<discord-string-select-menu placeholder="a &quot;b&quot;">');
    expect(source).toContain('<discord-string-select-menu-option label="c" description="d">');
  });

  test('nothing where there is nothing', () => {
    expect(rendered()).toBe('');
  });
});
