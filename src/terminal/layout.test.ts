import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import {
  box,
  type ColourStream,
  layoutWidth,
  paintSpans,
  paletteFor,
  supportsColour,
  wrapHanging,
} from './layout.js';
import { printable } from '../lib/printable.js';

const bare = (text: string) => text;
const colours = paletteFor(true);

describe('layoutWidth', () => {
  it.each([
    [undefined, 80],
    [60, 60],
    [200, 100],
    [10, 24],
  ])('of %s columns is %s', (columns, expected) => {
    expect(layoutWidth(columns)).toBe(expected);
  });
});

describe('wrapHanging', () => {
  it('indents the lines after the first', () => {
    expect(wrapHanging('một hai ba bốn năm', 12, '1. ')).toBe('1. một hai\n   ba bốn\n   năm');
  });

  it('repeats what it is told to repeat', () => {
    expect(wrapHanging('một hai ba', 9, '▌ ', '▌ ')).toBe('▌ một hai\n▌ ba');
  });
});

describe('box', () => {
  it('draws around wide characters and keeps blank lines', () => {
    expect(box('漢字 a\n\nbé', 11, bare)).toBe(
      ['╭─────────╮', '│ 漢字 a  │', '│         │', '│ bé      │', '╰─────────╯'].join('\n'),
    );
  });

  it('is as wide as it should be on every line, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 24, max: 100 }), (text, width) => {
        const painted = colours.strong(printable(text));
        for (const line of box(painted, width, colours.faint).split('\n')) {
          expect(stringWidth(line)).toBe(width);
        }
      }),
    );
  });
});

describe('paintSpans', () => {
  const shout = (text: string) => text.toUpperCase();

  it('paints spans by their place in the text as given, control characters and all', () => {
    const text = '\u001B[1mmột\u200B hai ba';
    const start = text.indexOf('hai');
    expect(paintSpans(text, bare, [{ span: { start, end: start + 3 }, paint: shout }])).toBe('một HAI ba');
  });

  it('lets the later of two spans win', () => {
    const marks = [
      { span: { start: 0, end: 7 }, paint: shout },
      { span: { start: 4, end: 7 }, paint: (text: string) => `<${text}>` },
    ];
    expect(paintSpans('một hai ba', bare, marks)).toBe('MỘT <hai> ba');
  });

  it('changes no letter, wherever the spans lie', () => {
    const span = fc.record({ start: fc.nat(30), end: fc.nat(30) });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 30 }), fc.array(span), (text, spans) => {
        const marks = spans.map((each) => ({ span: each, paint: colours.keyword }));
        expect(stripVTControlCharacters(paintSpans(text, colours.faint, marks))).toBe(text);
      }),
    );
  });
});

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
