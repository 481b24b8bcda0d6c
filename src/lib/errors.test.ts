import { describe, expect, test } from 'vitest';
import { messageOf, UserError } from './errors.js';

describe('UserError', () => {
  test('carries its code, what is wrong, what to do and the cause', () => {
    const cause = new Error('ENOENT');
    const error = new UserError('index-missing', 'There is no index.', 'Make one.', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      code: 'index-missing',
      message: 'There is no index.',
      hint: 'Make one.',
      cause,
    });
  });

  test('names itself in a log', () => {
    expect(String(new UserError('usage', 'Too many words.', 'Use fewer.'))).toBe(
      'UserError: Too many words.',
    );
  });
});

test.each([
  ['an error', new Error('broken'), 'broken'],
  ['a string', 'broken', 'broken'],
  ['a number', 404, '404'],
  ['nothing', undefined, 'undefined'],
  ['null', null, 'null'],
])('messageOf gives the text of %s', (_, thrown, text) => {
  expect(messageOf(thrown)).toBe(text);
});
