import { describe, expect, it } from 'vitest';
import { isAllowedPlace } from './preconditions.js';

const place = { isDirect: false, within: ['1'] };

describe('isAllowedPlace', () => {
  it.each([
    [place, [], true],
    [place, ['1', '2'], true],
    [place, ['2'], false],
    [{ ...place, within: ['1', '2'] }, ['2'], true],
    [{ ...place, within: ['1', '2', '3'] }, ['3'], true],
    [{ ...place, isDirect: true }, ['2'], true],
  ])('%j within %j: %s', (where, allowed, expected) => {
    expect(isAllowedPlace(where, allowed)).toBe(expected);
  });
});
