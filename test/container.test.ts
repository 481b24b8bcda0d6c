import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mistakenSettings, PROJECT_ROOT } from '../src/config/settings.js';
import { ASKED } from './support/invented-articles.js';
import { environmentWith } from './support/run-script.js';

const read = (file: string) => readFileSync(path.join(PROJECT_ROOT, file), 'utf8');

/** One `COPY` of the Dockerfile. */
interface Copy {
  readonly from: string | null;
  readonly sources: readonly string[];
  readonly target: string;
}

/** What the stages of the Dockerfile copy, in their order. */
const STAGES: readonly (readonly Copy[])[] = read('Dockerfile')
  .split(/^FROM /mu)
  .slice(1)
  .map((stage) =>
    Array.from(stage.matchAll(/^COPY (?:--from=(?<from>\S+) )?(?<what>.+)$/gmu), ({ groups }) => {
      const words = groups?.['what']?.split(' ') ?? [];
      return { from: groups?.['from'] ?? null, sources: words.slice(0, -1), target: words.at(-1) ?? '' };
    }),
  );

/** The files that `docker build` is given: those that .dockerignore leaves, of those that git would have. */
function contextFiles(): string[] {
  const rules = read('.dockerignore')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const pattern = line.replace(/^!/u, '').replace(/[.]/gu, String.raw`\.`);
      const form = pattern.replaceAll('**/', '(?:.+/)?').replace(/(?<![.)])\*/gu, '[^/]*');
      return { isKept: line.startsWith('!'), form: new RegExp(`^${form}(?:/|$)`, 'u') };
    });
  const all = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
  });
  return all
    .split('\0')
    .filter((file) => file !== '' && existsSync(path.join(PROJECT_ROOT, file)))
    .filter((file) => rules.findLast(({ form }) => form.test(file))?.isKept ?? true);
}

/** The commands `node dist/….js` that a document gives. */
function programsNamedIn(file: string): string[] {
  return Array.from(
    read(file).matchAll(/(?<program>dist\/[\w/-]+\.js)/gu),
    ({ groups }) => groups?.['program'] ?? '',
  );
}

const DOCUMENTS = [
  'Dockerfile',
  'compose.yaml',
  'deploy/dan-nguon.service',
  'deploy/dan-nguon@.service',
  'docs/discord.md',
  'docs/vi/discord.md',
  'docs/scaling.md',
];

let root: string;
let app: string;
const context = contextFiles();

/** Does what `docker build` does, but for installing the packages, which are those of this project. */
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'dan-nguon-image-'));
  const folders = { build: path.join(root, 'build'), app: path.join(root, 'app') };
  app = folders.app;
  const [built = [], final = []] = STAGES;
  copyContext(built, folders.build);
  symlinkSync(path.join(PROJECT_ROOT, 'node_modules'), path.join(folders.build, 'node_modules'));
  await compile(folders.build);
  copyContext(final, folders.app);
  for (const { from, sources, target } of final) {
    if (from === null) continue;
    for (const source of sources) {
      const place = path.join(folders.build, path.relative('/app', source));
      if (source.endsWith('node_modules')) symlinkSync(place, path.join(folders.app, target));
      else cpSync(place, path.join(folders.app, target), { recursive: true });
    }
  }
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

function copyContext(copies: readonly Copy[], to: string): void {
  mkdirSync(to, { recursive: true });
  for (const { from, sources, target } of copies) {
    for (const source of from === null ? sources : []) {
      for (const file of context.filter((one) => one === source || one.startsWith(`${source}/`))) {
        const place = target.endsWith('/')
          ? path.join(to, target, file)
          : path.join(to, target, path.relative(source, file));
        mkdirSync(path.dirname(place), { recursive: true });
        cpSync(path.join(PROJECT_ROOT, file), place);
      }
    }
  }
}

/** `npm run build` without its checks: the files that tsc would compile. */
async function compile(folder: string): Promise<void> {
  const file = path.join(folder, 'tsconfig.build.json');
  const config = ts.getParsedCommandLineOfConfigFile(
    file,
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (problem) => {
        throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
      },
    },
  );
  await build({
    absWorkingDir: folder,
    outbase: folder,
    outdir: path.join(folder, 'dist'),
    entryPoints: config?.fileNames ?? [],
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
}

function run(program: string, args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: app,
    env: environmentWith(settings),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the image', () => {
  test('is copied from what is there and .dockerignore leaves', () => {
    const copied = STAGES.flat().filter(({ from }) => from === null);
    expect(copied.length).toBeGreaterThan(3);
    for (const source of copied.flatMap(({ sources }) => sources)) {
      expect({
        source,
        files: context.filter((file) => file === source || file.startsWith(`${source}/`)),
      }).toEqual({
        source,
        files: expect.arrayContaining([expect.any(String)]) as string[],
      });
    }
  });

  test('holds no secret, test or index', () => {
    const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter(
      (file) => !file.startsWith('node_modules'),
    );
    expect(files.filter((file) => /(?:^|\/)\.env|\.test\.|^data\/(?:index|feedback)/u.test(file))).toEqual(
      [],
    );
  });

  test('holds every program that the documents start', () => {
    const named = [...new Set(DOCUMENTS.flatMap(programsNamedIn))];
    expect(named).toEqual(expect.arrayContaining(['dist/src/main.js', 'dist/scripts/health.js']));
    for (const program of named) {
      expect({ program, ...run(program, ['--help']) }).toMatchObject({ program, status: 0, stderr: '' });
    }
  }, 120_000);

  test('has all that answering needs', () => {
    const settings = { INDEX_DIR: path.join(root, 'index') };
    const { status, stdout, stderr } = run(
      'dist/scripts/ask.js',
      ['--json', ASKED.nowhere.question],
      settings,
    );
    expect({ status, unread: stderr.includes('✗') }).toEqual({ status: 0, unread: false });
    expect(JSON.parse(stdout)).toMatchObject({ confidence: expect.any(Number) as number });
  }, 300_000);

  test('sets only what are settings', () => {
    const names = Array.from(
      read('Dockerfile').matchAll(/^(?:ENV)?\s+([A-Z_]+)=/gmu),
      ([, name = '']) => name,
    );
    const variables = Object.fromEntries(names.map((name) => [name, 'x']));
    expect(names.length).toBeGreaterThan(3);
    expect(mistakenSettings({ variables, ofFile: names, oddLines: [] })).toEqual([]);
  });
});

test('documents keep what the image keeps where the image keeps it', () => {
  const kept = /INDEX_DIR=(?<folder>\S+)\/index/u.exec(read('Dockerfile'))?.groups?.['folder'] ?? '';
  const mounts = ['Dockerfile', 'compose.yaml', 'docs/discord.md', 'docs/vi/discord.md'].flatMap((file) =>
    Array.from(
      read(file).matchAll(/(?:-v|-) "?(?<from>[\w./$-]+):(?<to>\/[\w./-]+)/gu),
      ({ groups }) => groups?.['to'],
    ),
  );
  expect(mounts).toContain(kept);
  const others = [
    '/app/data/articles',
    '/var/lib/postgresql/data',
    '/etc/prometheus/prometheus.yml',
    '/etc/prometheus/prometheus-alerts.yml',
    '/prometheus',
  ];
  expect(mounts.filter((to) => to !== kept && !others.includes(to ?? ''))).toEqual([]);
});

describe.each(['deploy/dan-nguon.service', 'deploy/dan-nguon@.service'])('%s', (unitFile) => {
  const unit = read(unitFile);

  test('sets only what are settings', () => {
    const names = Array.from(unit.matchAll(/^Environment=([A-Z_]+)=/gmu), ([, name = '']) => name);
    const variables = Object.fromEntries(names.map((name) => [name, 'x']));
    expect(names.length).toBeGreaterThan(2);
    expect(mistakenSettings({ variables, ofFile: names, oddLines: [] })).toEqual([]);
  });

  test('is set up by steps that may be done again, and keep the environment file', () => {
    for (const file of ['deploy/dan-nguon.service', 'docs/discord.md', 'docs/vi/discord.md']) {
      const lines = read(file).split('\n');
      expect(lines.filter((line) => line.includes('install -m 600 .env.example'))).toEqual([
        expect.stringContaining('test -e /etc/dan-nguon.env ||'),
      ]);
    }
    const overwriting = ['README.md', 'README.vi.md', 'compose.yaml', ...DOCUMENTS].filter((file) =>
      /\bcp (?!-n)[^\n]*\.env/u.test(read(file)),
    );
    expect(overwriting).toEqual([]);
  });

  const analyze = spawnSync('systemd-analyze', ['--version']);
  test.runIf(analyze.status === 0)('is one that systemd takes', () => {
    const { stderr } = spawnSync('systemd-analyze', ['verify', path.join(PROJECT_ROOT, unitFile)], {
      encoding: 'utf8',
    });
    // Where it is not installed, neither are its user and its program.
    expect(
      stderr
        .split('\n')
        .filter((line) => line !== '' && !/not executable|User|Failed to prepare/u.test(line)),
    ).toEqual([]);
  });
});
