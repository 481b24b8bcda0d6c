import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionFor, wayOf, type IncomingMessage } from './handle-message.js';
import { questionOf } from './conversation.js';
import { withoutQuestion } from '../../guards/preconditions.js';

const BOT = '112233445566778899';
const inChannel = { fromMachine: false, isDirect: false, repliesToBot: false };
const questionIn = (content: string, more: Partial<IncomingMessage> = {}) =>
  questionFor({ ...inChannel, ...more, content }, BOT);

describe('questionFor', () => {
  it.each([
    ['a mention', `<@${BOT}> Ai phát biểu?`, {}, 'Ai phát biểu?'],
    ['a mention by nickname, at the end', `Ai phát biểu? <@!${BOT}>`, {}, 'Ai phát biểu?'],
    ['a direct message', 'Ai phát biểu?', { isDirect: true }, 'Ai phát biểu?'],
    ['a reply to the bot', 'còn năm 2016 thì sao?', { repliesToBot: true }, 'còn năm 2016 thì sao?'],
    ['a mention of others, too', `<@${BOT}> <@991122334455667788> hỏi ai?`, {}, 'hỏi ai?'],
    ['a name under an answer', 'Hòn Mây', { repliesToBot: true }, 'Hòn Mây'],
    ['a wish for more under an answer', 'chi tiết hơn đi', { repliesToBot: true }, 'chi tiết hơn đi'],
    ['one without diacritics', 'ro hon', { repliesToBot: true }, 'ro hon'],
    ['an office under an answer', 'Thành ủy Hải Phòng', { repliesToBot: true }, 'Thành ủy Hải Phòng'],
    ['a place and a year under an answer', 'hải phòng 2031', { repliesToBot: true }, 'hải phòng 2031'],
    ['a question about the bot under an answer', 'bạn là ai', { repliesToBot: true }, 'bạn là ai'],
    ['a greeting that calls it', `<@${BOT}> chào bạn`, {}, 'chào bạn'],
    ['thanks that call it', 'cảm ơn nhé', { isDirect: true }, 'cảm ơn nhé'],
    ['thanks with a question', 'cảm ơn, còn ở Cần Thơ?', { repliesToBot: true }, 'cảm ơn, còn ở Cần Thơ?'],
  ])('answers %s', (_, content, more, question) => {
    expect(questionIn(content, more)).toBe(question);
  });

  it.each([
    ['talk among people', 'Ai phát biểu?', {}],
    ['a mention of somebody else', '<@991122334455667788> Ai phát biểu?', {}],
    ['another bot', `<@${BOT}> Ai phát biểu?`, { fromMachine: true }],
    ['thanks under an answer', 'cảm ơn bot nhiều nhé!', { repliesToBot: true }],
    ['thanks in English', 'Thanks, great', { repliesToBot: true }],
    ['that it is clear', 'rõ', { repliesToBot: true }],
    ['a remark that begins like a request', 'Chợ này đông ghê', { repliesToBot: true }],
    ['laughter under an answer', 'hihi', { repliesToBot: true }],
    ['a remark under an answer', 'bài này mình xem hôm trước', { repliesToBot: true }],
    ['a remark without diacritics', 'de mai doc', { repliesToBot: true }],
    ['a smile under an answer', '👍', { repliesToBot: true }],
  ])('ignores %s', (_, content, more) => {
    expect(questionIn(content, more)).toBeNull();
  });

  it.each([
    ['a bare mention', `<@${BOT}>`, {}],
    ['a mention with a sign', `<@${BOT}> ???`, {}],
    ['a picture sent directly', '', { isDirect: true }],
  ])('gives a hint for %s', (_, content, more) => {
    expect(withoutQuestion(questionIn(content, more) ?? 'ignored')).toEqual({ kind: 'nothing-asked' });
  });
});

describe('questionOf', () => {
  it('leaves text without tokens as it is, but for its blanks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('<'));
        expect(questionOf(text)).toBe(text.replace(/\s+/gu, ' ').trim());
      }),
    );
  });

  it('takes out commands, emoji and timestamps', () => {
    expect(questionOf('</ask:123456789012345678> a <:ok:1> b <t:1700000000:R> c <#12>')).toBe('a b c');
  });
});

describe('wayOf', () => {
  it.each([
    ['a mention', {}, 'mention'],
    ['a direct message', { isDirect: true }, 'direct'],
    ['a reply', { repliesToBot: true }, 'reply'],
    ['a reply in direct messages', { isDirect: true, repliesToBot: true }, 'reply'],
  ])('tells of %s', (_, more, way) => {
    expect(wayOf({ ...inChannel, ...more })).toBe(way);
  });
});
