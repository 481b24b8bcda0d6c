import { DatabaseError } from 'pg';
import { describe, expect, it, test } from 'vitest';
import { UserError } from '../../lib/errors.js';
import { databaseError, orDatabaseError, databasePlace } from './database.js';
import fc from 'fast-check';
import { parseSettings } from '../../config/settings.js';

const PLACE = 'db.example.org:5432/articles';

/** What the server says. */
function said(code: string, message = 'no'): DatabaseError {
  return Object.assign(new DatabaseError(message, 0, 'error'), { code });
}

/** What Node or pg says. */
function failed(message: string, code?: string): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

describe('databaseError', () => {
  it.each([
    [failed('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED'), 'database-unreachable'],
    [failed('getaddrinfo ENOTFOUND db.example.org', 'ENOTFOUND'), 'database-unreachable'],
    [failed('timeout expired'), 'database-unreachable'],
    [failed('Connection terminated unexpectedly'), 'database-unreachable'],
    [failed('Client has encountered a connection error and is not queryable'), 'database-unreachable'],
    [failed('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'), 'database-unreachable'],
    [failed('The server does not support SSL connections'), 'database-unreachable'],
    [said('53300', 'sorry, too many clients already'), 'database-unreachable'],
    [said('57014', 'canceling statement due to statement timeout'), 'database-unreachable'],
    [said('08006'), 'database-unreachable'],
    [said('28P01', 'password authentication failed for user "u"'), 'database-refused'],
    [said('3D000', 'database "articles" does not exist'), 'database-refused'],
    [said('42501', 'permission denied for schema dan_nguon'), 'database-refused'],
    [said('42P01', 'relation "dan_nguon.vectors" does not exist'), 'database-unprepared'],
    [said('53100', 'could not extend file: No space left on device'), 'index-unwritable'],
    [said('25006', 'cannot execute INSERT in a read-only transaction'), 'index-unwritable'],
  ])('knows %s', (error, code) => {
    const told = databaseError(error, PLACE);
    expect(told).toBeInstanceOf(UserError);
    expect(told).toMatchObject({ code, cause: error });
    expect((told as UserError).message).toContain(PLACE);
    expect((told as UserError).hint).not.toBe('');
  });

  it('passes on what nobody foresaw, and what is told already', () => {
    for (const error of [said('22012', 'division by zero'), failed('a defect'), 'a string']) {
      expect(databaseError(error, PLACE)).toBe(error);
    }
    const told = new UserError('index-locked', 'm', 'h');
    expect(databaseError(told, PLACE)).toBe(told);
  });
});

describe('orDatabaseError', () => {
  it('gives what the work gives, or the error for a person', async () => {
    expect(await orDatabaseError(PLACE, () => Promise.resolve(1))).toBe(1);
    const refused = orDatabaseError(PLACE, () => Promise.reject(said('28P01')));
    await expect(refused).rejects.toMatchObject({ code: 'database-refused' });
  });
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
