import { describe, expect, it } from 'vitest';
import { titleOf } from './article-title.js';

describe('titleOf', () => {
  it('is the title on one line without what cannot be seen', () => {
    expect(titleOf({ title: ' Họp\nmặt\u202E ', path: 'a.md' })).toBe('Họp mặt');
  });

  it('is the path where nothing of the title can be seen', () => {
    expect(titleOf({ title: '\u200B', path: 'tin/hop-mat.md' })).toBe('tin/hop-mat.md');
  });
});
