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
  type After,
  Printer,
  showWhile,
} from './layout.js';
import { printable } from '../lib/printable.js';
import { PassThrough, Writable } from 'node:stream';

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

/** A stream that fails with `code` at every write. */
function failing(code: string): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => {
      done(Object.assign(new Error(code), { code }));
    },
  });
}

describe('Printer', () => {
  it('hands the text over', async () => {
    const output = new PassThrough();
    expect(await new Printer(output).print('chữ\n')).toBe(true);
    expect(String(output.read())).toBe('chữ\n');
  });

  it('takes a reader who went away for an end, not a failure', async () => {
    const printer = new Printer(failing('EPIPE'));
    expect(await printer.print('một')).toBe(false);
    expect(await printer.print('hai')).toBe(false);
  });

  it('says so when the stream was closed before', async () => {
    const output = new PassThrough();
    output.destroy();
    expect(await new Printer(output).print('chữ')).toBe(false);
  });

  it('passes every other failure on', async () => {
    await expect(new Printer(failing('ENOSPC')).print('chữ')).rejects.toThrow('ENOSPC');
  });
});

/** A clock that strikes only when told to. */
function fakeClock() {
  let pending: (() => void) | null = null;
  const after: After = (_milliseconds, run) => {
    pending = run;
    return () => {
      pending = null;
    };
  };
  return { after, strike: () => pending?.(), isPending: () => pending !== null };
}

function fakeHint() {
  const seen: string[] = [];
  const hint = () => {
    seen.push('shown');
    return () => {
      seen.push('taken off');
    };
  };
  return { seen, hint };
}

describe('showWhile', () => {
  it('shows nothing when the work is quick', async () => {
    const [clock, { seen, hint }] = [fakeClock(), fakeHint()];
    expect(await showWhile(Promise.resolve(7), hint, clock.after)).toBe(7);
    expect(clock.isPending()).toBe(false);
    expect(seen).toEqual([]);
  });

  it('shows the hint when the work takes longer, and takes it off when it is done', async () => {
    const [clock, { seen, hint }] = [fakeClock(), fakeHint()];
    const { promise, resolve } = deferred();
    const shown = showWhile(promise, hint, clock.after);
    clock.strike();
    expect(seen).toEqual(['shown']);
    resolve();
    await shown;
    expect(seen).toEqual(['shown', 'taken off']);
  });

  it('takes it off when the work fails, too', async () => {
    const [clock, { seen, hint }] = [fakeClock(), fakeHint()];
    const { promise, reject } = deferred();
    const shown = showWhile(promise, hint, clock.after);
    clock.strike();
    reject(new Error('hỏng'));
    await expect(shown).rejects.toThrow('hỏng');
    expect(seen).toEqual(['shown', 'taken off']);
  });
});

function deferred() {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((onDone, onFailed) => {
    resolve = onDone;
    reject = onFailed;
  });
  return { promise, resolve, reject };
}
