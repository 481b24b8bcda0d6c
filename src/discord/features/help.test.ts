import { describe, expect, it } from 'vitest';
import { wordsIn } from '../../locales/catalogue.js';
import { COMMANDS } from '../interactions/commands.js';
import { replySchema } from '../../../test/support/reply-schema.js';
import { helpView } from './help.js';

const botId = '175928847299117063';

describe('helpView', () => {
  it('tells how to ask, names the commands as Discord offers them to the reader, and explains the buttons', () => {
    const reply = helpView(wordsIn('vi'), COMMANDS, botId);
    const shown = reply.embeds[0]?.description ?? '';
    expect(replySchema.safeParse(reply).error).toBeUndefined();
    expect(shown).toContain(`- <@${botId}> kèm câu hỏi của bạn`);
    expect(shown).toContain('- **/hỏi** ');
    expect(shown).toContain('- **/tìm** ');
    expect(shown).toContain('Ngữ cảnh');
  });

  it('does so in English', () => {
    const shown = helpView(wordsIn('en'), COMMANDS, botId).embeds[0]?.description ?? '';
    expect(shown).toContain('- **/ask** ');
    expect(shown).not.toContain('/hỏi');
  });
});
