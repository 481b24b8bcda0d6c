import { PermissionsBitField } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { INVITE_PERMISSIONS, missingPermissions } from './bot-permissions.js';

describe('missingPermissions', () => {
  it('names what is missing, and in a thread what threads need', () => {
    const given = new PermissionsBitField(['ViewChannel', 'SendMessages', 'ReadMessageHistory']);
    expect(missingPermissions(given)).toEqual(['EmbedLinks']);
    expect(missingPermissions(given, true).sort()).toEqual(['EmbedLinks', 'SendMessagesInThreads']);
  });

  it('misses nothing of what the invite asks for, nor with an administrator', () => {
    for (const given of [
      new PermissionsBitField(INVITE_PERMISSIONS),
      new PermissionsBitField('Administrator'),
    ]) {
      expect([...missingPermissions(given), ...missingPermissions(given, true)]).toEqual([]);
    }
  });
});
