import { describe, expect, it } from 'vitest';
import { webAddress } from './web-address.js';

describe('webAddress', () => {
  it.each([
    ['https://vnexpress.net/bai-viet-1.html', 'https://vnexpress.net/bai-viet-1.html'],
    ['http://Example.com', 'http://example.com/'],
    ['https://example.com:8080/a?b=c&d#e', 'https://example.com:8080/a?b=c&d#e'],
    ['https://example.com/a (b) [c]<d>*|\\', 'https://example.com/a%20%28b%29%20%5Bc%5D%3Cd%3E%2A%7C/'],
    ['https://báo.vn/đường', 'https://xn--bo-mia.vn/%C4%91%C6%B0%E1%BB%9Dng'],
  ])('gives %s as %s', (text, expected) => {
    expect(webAddress(text)).toBe(expected);
  });

  it.each([
    '',
    'example.com',
    '/bai-viet',
    'javascript:alert(1)',
    'data:text/html,a',
    'ftp://example.com/',
    'file:///etc/passwd',
    'https://bank.example@evil.example/',
    'https://:mật-khẩu@evil.example/',
    'http://localhost:3000/',
    'http://127.0.0.1/',
    'http://[::1]/',
    'https://example.com./',
    'https://a_b.example.com/',
  ])('refuses %j', (text) => {
    expect(webAddress(text)).toBeNull();
  });

  it('refuses what is too long for Discord', () => {
    const longest = `https://example.com/${'a'.repeat(492)}`;
    expect(webAddress(longest)).toBe(longest);
    expect(webAddress(`${longest}a`)).toBeNull();
  });
});
