import { describe, expect, it } from 'vitest';
import { isAllowedPlace } from './refusals.js';

const place = { isDirect: false, channelId: '1', parentId: null };

describe('isAllowedPlace', () => {
  it.each([
    [place, [], true],
    [place, ['1', '2'], true],
    [place, ['2'], false],
    [{ ...place, parentId: '2' }, ['2'], true],
    [{ ...place, isDirect: true }, ['2'], true],
  ])('%j within %j: %s', (where, allowed, expected) => {
    expect(isAllowedPlace(where, allowed)).toBe(expected);
  });
});
