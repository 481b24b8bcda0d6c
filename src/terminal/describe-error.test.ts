import { describe, expect, it } from 'vitest';
import { UserError, type ErrorCode } from '../lib/errors.js';
import { describeError } from './describe-error.js';

const CODES: readonly ErrorCode[] = [
  'settings-invalid',
  'articles-folder-missing',
  'articles-folder-empty',
  'model-not-found',
  'model-unreachable',
  'model-broken',
  'index-missing',
  'index-incompatible',
  'index-damaged',
  'index-locked',
  'index-unwritable',
  'rollback-impossible',
  'metrics-unavailable',
  'usage',
];

describe('describeError', () => {
  it('gives an expected error in English as it words itself', () => {
    const error = new UserError(
      'index-missing',
      'There is no index in data/index.',
      'Run `npm run reindex`.',
    );
    expect(describeError(error, 'en')).toBe('✗ There is no index in data/index.\n→ Run `npm run reindex`.');
  });

  it.each(CODES)('words %s in Vietnamese, with what the error names', (code) => {
    const [wrong = '', todo = '', ...rest] = describeError(
      new UserError(code, 'FOLDER is wrong.', 'Mend it.'),
      'vi',
    ).split('\n');
    expect(rest).toEqual([]);
    expect(wrong).toMatch(/^✗ \p{Lu}.*: FOLDER is wrong\.$/u);
    expect(todo).toMatch(/^→ Hãy .*\.$/u);
  });

  it('has words of its own for each code', () => {
    const leads = CODES.map((code) => describeError(new UserError(code, '', ''), 'vi'));
    expect(new Set(leads).size).toBe(CODES.length);
  });

  it('leaves a command’s usage, which only the error knows, in its hint', () => {
    expect(describeError(new UserError('usage', 'no', 'ask "question"'), 'vi')).toContain('ask "question"');
  });

  it('shows the stack of an unexpected error only when asked to', () => {
    const error = new TypeError('x is not a function');
    expect(describeError(error, 'vi').split('\n')).toEqual([
      '✗ Đã có lỗi ngoài dự tính: x is not a function',
      '→ Hãy thử lại; đặt LOG_LEVEL=debug để xem chi tiết.',
    ]);
    expect(describeError(error, 'en', { stack: true })).toContain('describe-error.test');
    expect(describeError('chuỗi', 'vi', { stack: true })).toContain('chuỗi');
  });

  it('defuses what the error quotes', () => {
    const error = new UserError('usage', 'No file \u001B[2J\na.md.', 'hint');
    expect(describeError(error, 'en')).toBe('✗ No file a.md.\n→ hint');
  });
});
