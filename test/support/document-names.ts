import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../../src/config/settings.js';

/** A command of ours that a document names, with the options that it gives. */
export interface NamedCommand {
  /** The package whose script it is, from the project's folder: `lab/package.json`. */
  readonly file: string;
  readonly script: string;
  /** Without dashes. */
  readonly options: readonly string[];
}

/** What is not ours, or is made by using the program. */
const NOT_LISTED = new Set([
  'node_modules',
  '.git',
  '.venv',
  '.training-cache',
  '__pycache__',
  'dist',
  'coverage',
]);

const NPM_RUN =
  /npm(?: --silent)?(?: --prefix (?<prefix>\S+))? run (?:--silent )?(?<script>[a-z][\w:-]*)(?: -- (?<given>(?:\\\n|[^\n`|])*))?/gu;

/** Paths of all files and folders of the project, from its folder; a folder's end in `/`. */
export function projectPaths(folder = ''): string[] {
  return readdirSync(path.join(PROJECT_ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !NOT_LISTED.has(name))
    .flatMap((entry) => {
      const name = path.posix.join(folder, entry.name);
      return entry.isDirectory() ? [`${name}/`, ...projectPaths(name)] : [name];
    });
}

export const readDocument = (name: string): string => readFileSync(path.join(PROJECT_ROOT, name), 'utf8');

/** The commands `npm run …` in a text that are to be typed in `folder`, which is from the project's folder. */
export function commandsIn(text: string, folder: string): NamedCommand[] {
  return [...text.matchAll(NPM_RUN)].map(({ groups = {} }) => {
    const { prefix, script = '', given = '' } = groups;
    const place = prefix === undefined ? '' : path.posix.join(folder, prefix);
    // A remark in a shell's line is no part of it.
    const [line = ''] = given.split(' #');
    return { file: path.posix.join(place, 'package.json'), script, options: optionsIn(line) };
  });
}

/** Names of the options in a text, without dashes. */
export function optionsIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w-])--([a-z][a-z-]*)/gu)].map(([, name = '']) => name);
}

/** What stands in code in a Markdown text: the spans, and the lines of the blocks. */
export function codeIn(text: string): { spans: string[]; blocks: string[] } {
  const blocks: string[] = [];
  const prose = text.replaceAll(/^```.*?\n(.*?)^```/gmsu, (_, block: string) => {
    blocks.push(block);
    return '';
  });
  return { spans: [...prose.matchAll(/`([^`\n]+)`/gu)].map(([, span = '']) => span), blocks };
}

/** The addresses of the links of a Markdown text, but those to other sites. */
export function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/gu)].map(([, address = '']) => address);
}

/** The anchors of a Markdown text's headings, as GitHub makes them. */
export function anchorsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gmu)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
