import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type After, Printer, showWhile } from './printer.js';

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
