import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../config/settings.js';
import { UNREAD, whyUnread } from '../corpus/formats/file-kinds.js';
import { UserError } from '../lib/errors.js';
import { wordsIn } from './catalogue.js';
import { translator, VIETNAMESE_MESSAGES } from './vietnamese-errors-help.js';

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

  test('has words for all that a setting may be expected to be', () => {
    const expected = sources()
      .filter((file) => file.startsWith(path.join('src', 'config')))
      .flatMap((file) => expectationsIn(path.join(PROJECT_ROOT, file)));
    expect(expected.length).toBeGreaterThan(20);
    // What is given as it is, and an address whose parts have names of their own.
    const inAnyLanguage = ['X', 'postgres://USER:PASSWORD@HOST:PORT/DATABASE'];
    const untranslated = expected.filter((what) => wordsIn('vi').message(what) === what);
    expect([...new Set(untranslated)].sort()).toEqual(inAnyLanguage);
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

  test('has words for all that is wrong with a file, and for what to do about it', () => {
    const untranslated = sources()
      .flatMap((file) => fileMessagesIn(path.join(PROJECT_ROOT, file)))
      .filter((message) => wordsIn('vi').message(message) === message);
    expect(untranslated).toEqual([]);
  }, 120_000);

  test('has words for every kind of file that is passed over, and no English beside them', () => {
    for (const extension of [...Object.keys(UNREAD), '', '.md~']) {
      const reason = wordsIn('vi').message(whyUnread(`a${extension}`) ?? '');
      expect(reason).not.toMatch(/(?<!\p{L})(?:is|read|save|it|as|an?|put|unpack)(?!\p{L})/iu);
    }
  });
});

function sources(): string[] {
  return readdirSync(path.join(PROJECT_ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.ts$/u.test(file))
    .map((file) => path.join('src', file));
}

/** The messages of the UserErrors that are made in a file, with X for what they name. */
function messagesIn(file: string): string[] {
  return argumentsIn(file, /^(?:UserError|asUserError)$/u).flatMap(([, message]) => textsOf(message));
}

/** What stands after “expected” in the texts of a file, with X for what they name. */
function expectationsIn(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    for (const text of textsOf(node as ts.Expression)) {
      if (text.startsWith('expected ')) found.push(text.slice('expected '.length));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

/** What a file finds wrong with articles, and its hints. */
function fileMessagesIn(file: string): string[] {
  return [
    ...argumentsIn(file, /^fail$/u).flatMap(([message, hint]) => [...textsOf(message), ...textsOf(hint)]),
    ...argumentsIn(file, /^#problem$/u).flatMap(([, message, hint]) => [
      ...textsOf(message),
      ...textsOf(hint),
    ]),
  ];
}

/** What calls of a name are given in a file; a constant of the file stands for its value. */
function argumentsIn(file: string, called: RegExp): (ts.Expression | undefined)[][] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const constants = new Map<string, ts.Expression>();
  const found: ts.NodeArray<ts.Expression>[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined)
      constants.set(node.name.text, node.initializer);
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && called.test(nameOf(node.expression)))
      found.push(node.arguments ?? ts.factory.createNodeArray());
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.map((given) =>
    given.map((value) => (ts.isIdentifier(value) ? (constants.get(value.text) ?? value) : value)),
  );
}

function nameOf(called: ts.Expression): string {
  if (ts.isPropertyAccessExpression(called)) return called.name.text;
  return ts.isIdentifier(called) ? called.text : '';
}

function textsOf(node: ts.Expression | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [node.head.text + node.templateSpans.map(({ literal }) => `X${literal.text}`).join('')];
  }
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  return [];
}
