import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../config/settings.js';
import { UserError } from '../lib/errors.js';
import { wordsIn } from './catalogue.js';
import { translator } from './message-translator.js';
import { VIETNAMESE_MESSAGES } from './vietnamese-messages.js';

describe('translator', () => {
  const translate = translator({
    'There is no {}.': 'Không có {}.',
    'There is no index in {}.': 'Chưa có chỉ mục trong {}.',
    '{}: {}.': '{} – {}.',
    'the disk is full': 'đĩa đã đầy',
    'Two things:': 'Hai điều:',
  });

  test.each([
    ['There is no index in /srv/a.b.', 'Chưa có chỉ mục trong /srv/a.b.'],
    ['There is no $& $1.', 'Không có $& $1.'],
    ['/srv: the disk is full.', '/srv – đĩa đã đầy.'],
    ['/srv: EIO.', '/srv – EIO.'],
    ['Two things:\nThere is no a.\nnonsense', 'Hai điều:\nKhông có a.\nnonsense'],
    ['nonsense', null],
    [`There is no ${'x'.repeat(10_000)}.`, null],
  ])('%j', (message, expected) => {
    expect(translate(message)).toBe(expected);
  });
});

describe('Vietnamese', () => {
  test('names in a translation as much as there is to name', () => {
    const count = (text: string) => text.split('{}').length;
    expect(Object.entries(VIETNAMESE_MESSAGES).filter(([from, to]) => count(from) !== count(to))).toEqual([]);
  });

  test('has no English left in a message about settings', () => {
    const error = new UserError(
      'settings-invalid',
      'Wrong settings:\nCOOLDOWN: expected a number of seconds; found “soon”.\nGUILD_ID: expected an id of Discord, 17 to 20 digits.',
      'Mend it.',
    );
    expect(wordsIn('vi').error(error).wrong.split('\n')).toEqual([
      'Các thiết lập chưa đúng:',
      'COOLDOWN: phải là một số giây; đang là “soon”.',
      'GUILD_ID: phải là một ID của Discord, gồm 17 đến 20 chữ số.',
    ]);
  });

  test('has words for every message that an error of the program is made with', () => {
    const untranslated: string[] = [];
    for (const file of sources()) {
      for (const message of messagesIn(path.join(PROJECT_ROOT, file))) {
        const { wrong } = wordsIn('vi').error(new UserError('model-broken', message, ''));
        if (wrong.endsWith(`: ${message}`)) untranslated.push(`${file}: ${message}`);
      }
    }
    expect(untranslated).toEqual([]);
  }, 120_000);
});

function sources(): string[] {
  return readdirSync(path.join(PROJECT_ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.ts$/u.test(file))
    .map((file) => path.join('src', file));
}

/** The messages of the UserErrors that are made in a file, with X for what they name. */
function messagesIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const messages: string[] = [];
  const visit = (node: ts.Node) => {
    const isError =
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      ts.isIdentifier(node.expression) &&
      /^(?:UserError|asUserError)$/u.test(node.expression.text);
    const message = isError ? node.arguments?.[1] : undefined;
    if (message !== undefined) messages.push(...textsOf(message));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return messages;
}

function textsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [node.head.text + node.templateSpans.map(({ literal }) => `X${literal.text}`).join('')];
  }
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  return [];
}
