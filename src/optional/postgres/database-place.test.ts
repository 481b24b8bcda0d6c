import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSettings } from '../../config/settings.js';
import { databasePlace } from './database-place.js';

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
  const characters = ['1', '2', 'a', '/', '@', ':', '?', '#', '%', '&', '=', '[', ']', ' ', '\\'];
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
