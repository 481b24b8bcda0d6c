import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '../src/lib/errors.js';
import { flag, text, runProgram } from '../src/terminal/run-program.js';
import { PROJECT_ROOT } from '../src/config/settings.js';
import { allScenes } from './preview/all-scenes.js';
import { bundleComponents } from './preview/bundle-components.js';
import { renderPage } from './preview/render-page.js';
import { findChromium, takePictures } from './preview/take-pictures.js';

const PROGRAM = {
  command: 'npm run preview',
  about:
    'Shows what the bot replies to sample questions about the articles in data/articles, as Discord shows it: writes a page and prints its address.',
  options: {
    out: text('DIR', 'folder of the page; default preview', path.join(PROJECT_ROOT, 'preview')),
    picture: flag('take a picture of each scene, too'),
    browser: text('PATH', 'the Chromium or Chrome to take pictures with; default: one on the PATH'),
  },
};

await runProgram(PROGRAM, async ({ settings, options }) => {
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
