import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Printer } from './printer.js';

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
