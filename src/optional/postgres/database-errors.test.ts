import { DatabaseError } from 'pg';
import { describe, expect, it, test } from 'vitest';
import { UserError } from '../../lib/errors.js';
import { databaseError, DatabaseSilent, isSilence, passwordMissing } from './database-errors.js';

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
    [new DatabaseSilent(8_000), 'database-unreachable'],
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

describe('what is said of TLS', () => {
  it.each([
    [failed('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'), 'sslrootcert=FILE'],
    [failed('The server does not support SSL connections'), 'sslmode=disable'],
    [
      said('28000', 'no pg_hba.conf entry for host "10.0.0.7", user "u", database "d", no encryption'),
      'sslmode=verify-full',
    ],
  ])('names what to write in INDEX_URL: %s', (error, hint) => {
    expect((databaseError(error, PLACE) as UserError).hint).toContain(hint);
  });

  it('names a file of certificates that is not there', () => {
    const missing = Object.assign(failed('ENOENT: no such file, open "/etc/ca.pem"', 'ENOENT'), {
      syscall: 'open',
    });
    expect(databaseError(missing, '')).toMatchObject({
      code: 'database-refused',
      hint: expect.stringContaining('sslrootcert') as string,
    });
  });
});

describe('passwordMissing', () => {
  const asked = failed('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string');

  it('tells of a server that asks for one where none is named', () => {
    for (const error of [asked, said('28P01', 'password authentication failed for user "u"')]) {
      expect(passwordMissing(error, PLACE, false)).toMatchObject({
        code: 'database-refused',
        message: expect.stringContaining(PLACE) as string,
      });
    }
  });

  it('says nothing of a wrong one, nor of another trouble', () => {
    expect(passwordMissing(said('28P01'), PLACE, true)).toBeNull();
    expect(passwordMissing(failed('connect ECONNREFUSED', 'ECONNREFUSED'), PLACE, false)).toBeNull();
  });
});

test('what took its time is told from what failed at once', () => {
  for (const message of [
    'timeout expired',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
  ]) {
    expect(isSilence(failed(message))).toBe(true);
  }
  expect(isSilence(new DatabaseSilent(1))).toBe(true);
  expect(isSilence(failed('connect ECONNREFUSED', 'ECONNREFUSED'))).toBe(false);
});
