import { describe, expect, it } from 'vitest';
import { excerptCheck, publisherKey } from './keys.js';

describe('publisherKey', () => {
  it('is the same however the name is typed', () => {
    expect(publisherKey(' báo  Điện Biên ')).toBe(publisherKey('Bao dien bien'.normalize('NFD')));
    expect(publisherKey('Báo Điện Biên Phủ')).not.toBe(publisherKey('Báo Điện Biên'));
  });

  it('is short', () => {
    expect(publisherKey('Báo Điện Biên Phủ')).toMatch(/^[0-9a-f]{8}$/u);
  });
});

describe('excerptCheck', () => {
  it('changes with the text', () => {
    expect(excerptCheck('Một câu.')).toMatch(/^[0-9a-f]{8}$/u);
    expect(excerptCheck('Một câu.')).not.toBe(excerptCheck('Một câu!'));
  });
});
