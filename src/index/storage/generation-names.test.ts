import { describe, expect, it } from 'vitest';
import { isGenerationName, newGenerationName } from './generation-names.js';

const at = (second: number) => new Date(Date.UTC(2024, 9, 17, 21, 19, second));

describe('newGenerationName', () => {
  it('tells the second and is never the same twice', () => {
    const names = [newGenerationName(at(1), []), newGenerationName(at(1), [])];
    for (const name of names) {
      expect(name).toMatch(/^20241017T211901Z-/);
      expect(isGenerationName(name)).toBe(true);
    }
    expect(new Set(names).size).toBe(2);
  });

  it.each([
    ['of the same second', at(59)],
    ['after the clock was set back', new Date(0)],
  ])('sorts behind the generations that are there, %s', (_, builtAt) => {
    const existing = ['20241017T211959Z-ffffff', '20241017T211901Z-000000', 'lost+found'];
    const name = newGenerationName(builtAt, existing);
    expect(name).toMatch(/^20241017T212000Z-/);
  });

  it('passes over names that no time has made', () => {
    const name = newGenerationName(at(1), ['20249999T999999Z-ffffff', '20251017T211959Z-ffffff.building']);
    expect(name).toMatch(/^20241017T211901Z-/);
  });
});
