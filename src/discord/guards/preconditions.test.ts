import type { Message } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { isAllowedPlace } from './preconditions.js';

/** A message in a channel that lies within others, named from the inside out. */
function messageIn(isServer: boolean, ...channels: string[]): Message {
  const channel = channels.slice(1).reduceRight<object | null>((parent, parentId) => ({ parentId, parent }), {
    parentId: null,
    parent: null,
  });
  return { inGuild: () => isServer, channelId: channels[0], channel } as unknown as Message;
}

describe('isAllowedPlace', () => {
  it.each([
    [true, ['1'], [], true],
    [true, ['1'], ['1', '2'], true],
    [true, ['1'], ['2'], false],
    [true, ['1', '2'], ['2'], true],
    [true, ['1', '2', '3'], ['3'], true],
    [false, ['1'], ['2'], true],
  ])('on a server (%j) %j within %j: %s', (isServer, channels, allowed, expected) => {
    expect(isAllowedPlace(messageIn(isServer, ...channels), allowed)).toBe(expected);
  });
});
