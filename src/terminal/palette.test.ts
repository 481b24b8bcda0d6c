import { describe, expect, it } from 'vitest';
import { paletteFor, supportsColour, type ColourStream } from './palette.js';

describe('supportsColour', () => {
  it.each<[string, ColourStream, boolean]>([
    ['a terminal with colours', { isTTY: true, hasColors: () => true }, true],
    ['a terminal whose owner switched them off', { isTTY: true, hasColors: () => false }, false],
    ['a pipe', { hasColors: () => true }, false],
    ['a stream that does not tell', { isTTY: true }, false],
  ])('knows %s', (_, stream, expected) => {
    expect(supportsColour(stream)).toBe(expected);
  });
});

describe('paletteFor', () => {
  it('leaves every text bare without colour, and dresses all but plain ones with it', () => {
    for (const paint of Object.values({ ...paletteFor(false) })) expect(paint('chữ')).toBe('chữ');
    const { plain, ...others } = paletteFor(true);
    expect(plain('chữ')).toBe('chữ');
    for (const paint of Object.values(others)) expect(paint('chữ')).toContain('\u001B[');
  });
});
