import { expect, test } from 'vitest';
import { UnansweredMessages } from './unanswered-messages.js';

const message = (id: string, s: number) => ({ t: 'MESSAGE_CREATE', s, d: { id } });

test('what is kept goes back to before the oldest message that is not dealt with', () => {
  const messages = new UnansweredMessages();
  expect(messages.dealtWithUpTo(3)).toBe(3);
  messages.received(message('a', 4));
  messages.received({ t: 'TYPING_START', s: 5, d: {} });
  messages.received(message('b', 6));
  expect([messages.begin('a'), messages.begin('b')]).toEqual([true, true]);
  expect(messages.dealtWithUpTo(9)).toBe(3);
  messages.done('a');
  expect(messages.dealtWithUpTo(9)).toBe(5);
  messages.done('b');
  expect(messages.dealtWithUpTo(9)).toBe(9);
});

test('a message that comes again is not dealt with again, nor waited for', () => {
  const messages = new UnansweredMessages();
  messages.receivedBefore(message('a', 900));
  expect(messages.begin('a')).toBe(true);
  messages.received(message('a', 2));
  expect(messages.begin('a')).toBe(false);
  expect(messages.dealtWithUpTo(5)).toBe(1);
  messages.done('a');
  expect(messages.dealtWithUpTo(5)).toBe(5);
  messages.received(message('a', 6));
  expect(messages.dealtWithUpTo(7)).toBe(7);
});

test('the session of the process before is needed while something of it is not dealt with', () => {
  const messages = new UnansweredMessages();
  expect(messages.isCaughtUp).toBe(true);
  messages.receivedBefore(message('a', 900));
  expect(messages.isCaughtUp).toBe(false);
  // Its number there says nothing about this session.
  expect(messages.dealtWithUpTo(5)).toBe(5);
  // It has come over this session, too.
  messages.received(message('a', 3));
  expect(messages.isCaughtUp).toBe(true);
  messages.receivedBefore(message('a', 900));
  expect(messages.isCaughtUp).toBe(true);
  expect(messages.dealtWithUpTo(5)).toBe(2);
});

test('a message that nobody deals with is given up after a while', () => {
  let now = 0;
  const messages = new UnansweredMessages(() => now);
  messages.received(message('a', 4));
  messages.receivedBefore(message('b', 4));
  now = 120_001;
  expect(messages.dealtWithUpTo(9)).toBe(9);
  expect(messages.isCaughtUp).toBe(true);
});

test.each([[null], [{}], [{ id: 7 }]])('what is no message is passed over: %o', (d) => {
  const messages = new UnansweredMessages();
  messages.received({ t: 'MESSAGE_CREATE', s: 4, d });
  messages.received({ t: 'MESSAGE_DELETE', s: 5, d: { id: 'a' } });
  expect(messages.dealtWithUpTo(9)).toBe(9);
});
