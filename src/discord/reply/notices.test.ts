import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liveMarkupIn } from '../../../test/support/shown-text.js';
import { untrustedText } from '../../../test/support/untrusted-text.js';
import { UserError } from '../../lib/errors.js';
import { wordsIn } from '../../locales/catalogue.js';
import { replySchema } from '../../../test/support/reply-schema.js';
import { noticeView, type Notice } from './notices.js';

/** What a notice says in Vietnamese and in English. */
function said(notice: Notice): string[] {
  return (['vi', 'en'] as const).map((language) => {
    const reply = noticeView(notice, wordsIn(language));
    expect(replySchema.safeParse(reply).error).toBeUndefined();
    expect(reply.components).toEqual([]);
    return reply.content;
  });
}

const PLAIN = [
  'dead-button',
  'not-yours',
  'article-changed',
  'article-gone',
  'question-gone',
  'busy',
  'stopping',
  'nothing-asked',
  'needs-manage-server',
  'rated-good',
  'rated-bad',
] as const;

describe('noticeView', () => {
  it('says something else for each notice in each language', () => {
    const texts = PLAIN.flatMap((kind) => said({ kind }));
    expect(new Set(texts).size).toBe(PLAIN.length * 2);
  });

  it('counts the seconds to wait', () => {
    expect(said({ kind: 'cooldown', seconds: 4.2 })).toEqual([
      'Bạn hỏi hơi nhanh. Đợi 5 giây rồi hỏi tiếp nhé.',
      'That was quick. Wait 5 seconds before you ask again.',
    ]);
  });

  it('names the channels where the bot answers', () => {
    const channels = ['175928847299117063', '<@&1>'];
    expect(said({ kind: 'wrong-channel', channels })[1]).toMatch(/<#175928847299117063>$/u);
    expect(said({ kind: 'wrong-channel', channels: [] })).toEqual([
      'Ở đây bot không trả lời.',
      'The bot doesn’t answer here.',
    ]);
  });

  it('names missing permissions as Discord’s settings do', () => {
    const [vi, en] = said({ kind: 'missing-permissions', missing: ['EmbedLinks', 'ReadMessageHistory'] });
    expect(vi).toContain('Nhúng Liên Kết, Đọc Lịch Sử Tin Nhắn.');
    expect(en).toContain('Embed Links, Read Message History.');
  });

  it('tells since when a reindex runs', () => {
    expect(said({ kind: 'reindex-running', since: new Date(1_729_166_400_999) })[0]).toMatch(
      /bắt đầu <t:1729166400:R>\.$/u,
    );
  });

  it('says what is wrong with a filter and how to mend it', () => {
    expect(said({ kind: 'unknown-publisher', name: 'Báo Lạ' })[0]).toContain('“Báo Lạ”');
    expect(said({ kind: 'not-a-day', given: '31/02/2020' })[0]).toMatch(/“31\/02\/2020”.*17\/10\/2024/u);
    expect(said({ kind: 'days-reversed', from: '2020-12-31', to: '2019-01-01' })[0]).toMatch(
      /31\/12\/2020.*01\/01\/2019/u,
    );
  });

  it('tells what an expected error is about, but none of its own words, which may name folders', () => {
    const error = new UserError('index-damaged', 'The index is damaged: /srv/secret/index.', 'Look in /srv.');
    expect(said({ kind: 'error', error })).toEqual([
      'Chỉ mục bị hỏng. Chi tiết và cách xử lý nằm trong nhật ký của bot.',
      'The index is damaged. The bot’s log has the details and what to do.',
    ]);
  });

  it('tells nothing of any other error', () => {
    for (const error of [
      new Error('secret'),
      new UserError('usage', 'secret', 'secret'),
      'secret',
      undefined,
    ]) {
      const texts = said({ kind: 'error', error });
      expect(texts.join(' ')).not.toContain('secret');
      expect(texts[1]).toContain('unexpected');
    }
  });

  it('repeats what was typed without letting it mention anybody', () => {
    fc.assert(
      fc.property(untrustedText, (typed) => {
        for (const notice of [
          { kind: 'unknown-publisher', name: typed },
          { kind: 'not-a-day', given: typed },
        ] as const) {
          said(notice);
          expect(liveMarkupIn(noticeView(notice, wordsIn('vi')))).toEqual([]);
        }
      }),
    );
  });
});
