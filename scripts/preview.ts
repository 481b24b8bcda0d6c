/**
 * Shows what the bot replies to sample questions about the articles in data/articles, as Discord shows it:
 *
 *     npm run preview -- [--out DIR] [--picture] [--browser PATH]
 *
 * Writes index.html to DIR (the project's folder preview/) and prints its address. With --picture, takes a picture of each
 * scene, too, by a Chromium or Chrome on the PATH or the one named. Exit code 2 when nothing could be done.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { UserError } from '../src/lib/errors.js';
import { runProgram } from '../src/terminal/run-program.js';
import { PROJECT_ROOT } from '../src/config/settings.js';
import { allScenes } from './preview/all-scenes.js';
import { bundleComponents } from './preview/bundle-components.js';
import { findChromium } from './preview/chromium.js';
import { renderPage } from './preview/render-page.js';
import { takePictures } from './preview/take-pictures.js';

await runProgram(async (settings) => {
  const { values: options } = parseArgs({
    options: {
      out: { type: 'string', default: path.join(PROJECT_ROOT, 'preview') },
      picture: { type: 'boolean', default: false },
      browser: { type: 'string' },
    },
  });
  const chromium = options.picture ? (options.browser ?? (await requireChromium())) : null;
  const folder = path.resolve(options.out);
  const scratch = await mkdtemp(path.join(tmpdir(), 'dan-nguon-preview-'));
  try {
    const scenes = await allScenes(settings, scratch);
    const page = path.join(folder, 'index.html');
    await mkdir(folder, { recursive: true });
    await writeFile(page, renderPage(scenes, { script: await bundleComponents(), now: new Date() }));
    print(pathToFileURL(page).href);
    if (chromium !== null) {
      for (const picture of await takePictures({ page, scenes, folder, chromium })) print(picture);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
});

async function requireChromium(): Promise<string> {
  const chromium = await findChromium();
  if (chromium !== null) return chromium;
  throw new UserError(
    'usage',
    'Taking pictures needs Chromium or Chrome, and none is on the PATH.',
    'Install the package chromium (Debian, Fedora) or chromium-browser (Ubuntu), or name one with --browser PATH.',
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
