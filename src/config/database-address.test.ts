import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addressTrouble, databasePlace, hasPassword, readDatabaseAddress } from './database-address.js';
import { parseSettings } from './settings.js';

describe('an address of several servers', () => {
  const address = 'postgres://u:p%2C1@primary:6432,stand-by,[::1]:5433/articles?sslmode=verify-full';

  it('is one for each', () => {
    expect(addressTrouble(address)).toBeNull();
    expect(readDatabaseAddress(address)).toEqual({
      servers: [
        'postgres://u:p%2C1@primary:6432/articles?sslmode=verify-full',
        'postgres://u:p%2C1@stand-by/articles?sslmode=verify-full',
        'postgres://u:p%2C1@[::1]:5433/articles?sslmode=verify-full',
      ],
      isForWriting: false,
    });
    expect(databasePlace(address)).toBe('primary:6432,stand-by:5432,[::1]:5433/articles');
  });

  it.each([
    ['read-write', true],
    ['primary', true],
    ['any', false],
  ])('is for %s sessions', (wanted, isForWriting) => {
    const { isForWriting: is } = readDatabaseAddress(`postgres://a,b/db?target_session_attrs=${wanted}`);
    expect(is).toBe(isForWriting);
  });
});

it.each([
  ['mysql://u:p@host/db', 'expected postgres://USER:PASSWORD@HOST:PORT/DATABASE'],
  ['postgres://u:p@/db', 'expected postgres://USER:PASSWORD@HOST:PORT/DATABASE'],
  ['postgres://u:p@a,,b/db', 'expected postgres://USER:PASSWORD@HOST:PORT/DATABASE'],
  ['postgres://u:p@a:1x,b/db', 'expected postgres://USER:PASSWORD@HOST:PORT/DATABASE'],
  [
    'postgres://u:p@a/db?sslmode=prefer',
    'expected an address whose sslmode is one of disable, require, verify-ca, verify-full, no-verify',
  ],
  [
    'postgres://u:p@a,b/db?target_session_attrs=standby',
    'expected an address whose target_session_attrs is one of any, read-write, primary',
  ],
  [
    'postgres://u:p@a/db?channel_binding=require',
    'expected no parameters after the question mark but sslmode, sslrootcert, sslcert, sslkey, target_session_attrs',
  ],
])('%s is refused by name', (address, trouble) => {
  expect(addressTrouble(address)).toBe(trouble);
});

test.each([
  ['postgres://u:p@host/db', true],
  ['postgres://u@host/db', false],
  ['postgres://host', false],
])('%s names a password: %s', (address, has) => {
  expect(hasPassword(address)).toBe(has);
});

test.each([
  ['postgres://u:p@db.example.org:6432/articles', 'db.example.org:6432/articles'],
  ['postgresql://u@db.example.org', 'db.example.org:5432'],
  ['postgres://u:p@db.example.org/?sslmode=verify-full', 'db.example.org:5432'],
  ['postgres://u:p@[::1]/b%C3%A0i?password=hidden', '[::1]:5432/bài'],
  ['postgres://u@%2Frun%2Fpostgresql/articles', '/run/postgresql:5432/articles'],
  ['postgres://u@host/100%', 'host:5432/100%'],
])('%s is at %s', (url, place) => {
  expect(databasePlace(url)).toBe(place);
});

test('no password is ever part of it, nor of the error for a wrong setting', () => {
  const characters = ['1', '2', 'a', '/', '@', ':', '?', '#', '%', '&', '=', '[', ']', ' ', '\\', ','];
  const letters = fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(letters, fc.boolean(), (end, isEncoded) => {
      const secret = `Geheim${end}`;
      const url = `postgres://u:12${isEncoded ? encodeURIComponent(secret) : secret}@host:5432/db`;
      let shown: string;
      try {
        shown = databasePlace(parseSettings({ INDEX_URL: url }).indexUrl ?? '');
      } catch (error) {
        shown = JSON.stringify(error) + String(error);
      }
      expect(shown).not.toContain('Geheim');
      if (isEncoded) expect(shown).toBe('host:5432/db');
    }),
  );
});
