import { expect, test } from 'vitest';
import { parseArticle } from './parse-article.js';

const BODY = 'Chợ nổi họp từ 5 giờ sáng, và khách phải gọi thuyền trước một ngày.';
const PAGE = `<html><head><title>Chợ nổi họp lại</title></head><body><h1>Chợ nổi họp lại</h1><p>${BODY}</p></body></html>`;
const FRAME = '<html><body><p>Mời bạn bấm thích trang này.</p></body></html>';

function quotedPrintable(text: string | Buffer): string {
  const encoded = [...Buffer.from(text)].map((byte) =>
    byte === 0x3d || byte > 0x7e ? `=${byte.toString(16).toUpperCase()}` : String.fromCharCode(byte),
  );
  return encoded.join('').replace(/((?:=[\dA-F]{2}|[^=]){1,60})/gu, '$1=\r\n');
}

/** A web archive as browsers write it: the page, then its frames and pictures. */
function archive(content: string, headers: string): string {
  return [
    'From: <Saved by Blink>',
    'Snapshot-Content-Location: https://cho.example/hop-lai.html',
    'Subject: =?utf-8?Q?Ch=E1=BB=A3?=',
    'Date: Thu, 4 Apr 2024 10:00:00 +0700',
    'MIME-Version: 1.0',
    'Content-Type: multipart/related;',
    '\ttype="text/html";',
    '\tboundary="----Ranh--gioi----"',
    '',
    '',
    '------Ranh--gioi----',
    headers,
    'Content-Location: https://cho.example/hop-lai.html',
    '',
    content,
    '------Ranh--gioi----',
    'Content-Type: text/html',
    'Content-Location: cid:khung@mhtml.blink',
    '',
    FRAME,
    '------Ranh--gioi------',
    '',
  ].join('\r\n');
}

test.each([
  [
    'quoted-printable',
    quotedPrintable(PAGE),
    'Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable',
  ],
  [
    'base64',
    Buffer.from(PAGE).toString('base64'),
    'Content-Type: text/html\r\nContent-Transfer-Encoding: base64',
  ],
  [
    '8bit',
    Buffer.from(PAGE).toString('latin1'),
    'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit',
  ],
  [
    'UTF-16 in base64',
    Buffer.from(PAGE, 'utf16le').toString('base64'),
    'Content-Type: text/html; charset=utf-16le\r\nContent-Transfer-Encoding: base64',
  ],
])('reads a web archive in %s, whatever it is called, without its frames', (_, content, headers) => {
  const bytes = Buffer.from(archive(content, headers), 'latin1');
  for (const path of ['cho.mhtml', 'cho.mht', 'cho.html', 'cho.htm']) {
    expect(parseArticle(path, { bytes, contentHash: '' })).toMatchObject({
      ok: true,
      value: {
        title: 'Chợ nổi họp lại',
        text: BODY,
        url: 'https://cho.example/hop-lai.html',
        publishedAt: null,
      },
    });
  }
});

test('reads one with a byte order mark before its headers', () => {
  const text = `\uFEFF${archive(quotedPrintable(PAGE), 'Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable')}`;
  expect(parseArticle('cho.mhtml', { bytes: Buffer.from(text), contentHash: '' })).toMatchObject({
    ok: true,
    value: { text: BODY },
  });
});

test('one that breaks off within its page is a problem, behind it none', () => {
  const whole = archive(Buffer.from(PAGE).toString('latin1'), 'Content-Type: text/html');
  const outcomeOf = (end: string) =>
    parseArticle('cho.mhtml', { bytes: Buffer.from(whole.split(end)[0] ?? '', 'latin1'), contentHash: '' });
  expect(outcomeOf('</p>')).toMatchObject({
    ok: false,
    problem: { message: expect.stringContaining('breaks off') as string },
  });
  expect(outcomeOf(FRAME)).toMatchObject({ ok: true, value: { text: BODY } });
  expect(
    outcomeOf('\r\n------Ranh--gioi----\r\nContent-Type: text/html\r\nContent-Location: cid'),
  ).toMatchObject({
    ok: true,
  });
});

test('a page that is called a web archive is read as a page', () => {
  expect(parseArticle('cho.mhtml', { bytes: Buffer.from(PAGE), contentHash: '' })).toMatchObject({
    ok: true,
    value: { text: BODY },
  });
});

test('an archive without a page is a problem', () => {
  const bytes = Buffer.from(
    archive('', 'Content-Type: image/png')
      .split(FRAME)[0]
      ?.replace(/text\/html$/mu, 'image/png') ?? '',
  );
  const outcome = parseArticle('cho.mhtml', {
    bytes: Buffer.from(bytes.toString().replaceAll('Content-Type: text/html', 'Content-Type: image/png')),
    contentHash: '',
  });
  expect(outcome).toMatchObject({
    ok: false,
    problem: { message: expect.stringContaining('no page') as string },
  });
});

test('takes a megabyte of boundaries, headers and folds in linear time', () => {
  const head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="a"\r\n';
  for (const piece of [
    '\r\n--a\r\n',
    'a: b\r\n',
    ' \r\n',
    '=\r\n',
    '\r\n--a\r\nContent-Type: multipart/related; boundary="a"\r\n\r\n',
  ]) {
    const bytes = Buffer.from(`${head}\r\n${piece.repeat(1_000_000 / piece.length)}`);
    expect(parseArticle('cho.mhtml', { bytes, contentHash: '' })).toMatchObject({ ok: false });
  }
});
