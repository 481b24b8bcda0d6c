import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium, takePictures } from '../scripts/preview/take-pictures.js';
import { runScript, type ScriptRun } from './support/run-script.js';
import { temporaryFolder } from './support/temporary-folder.js';

const chromium = await findChromium();

let folder: string;
let run: ScriptRun;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dan-nguon-'));
  run = await runScript('scripts/preview.ts', { args: ['--out', folder], settings: {} });
}, 180_000);

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('npm run preview', () => {
  test('writes a page and prints its address', async () => {
    const address = pathToFileURL(path.join(folder, 'index.html')).href;
    expect(run).toEqual({ exitCode: 0, stdout: `${address}\n`, stderr: '' });
    expect(await readdir(folder)).toEqual(['index.html']);
  });

  test('names what to install when a picture is wanted and there is no browser', async () => {
    const { exitCode, stdout, stderr } = await runScript('scripts/preview.ts', {
      args: ['--picture', '--out', path.join(await temporaryFolder(), 'none')],
      settings: { PATH: '' },
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/chromium.*--browser/su);
  });
});

if (chromium === null) {
  test('NO CHROMIUM ON THE PATH: the page is not looked at, only read', async () => {
    const source = await readFile(path.join(folder, 'index.html'), 'utf8');
    expect(source).toContain('<section id="vi-answer">');
    expect(source).toContain('<section id="vi-nasty">');
  });
}

describe.runIf(chromium !== null)('the page in a browser', () => {
  const executable = chromium ?? '';
  /** What the page said or asked for that it should not have. */
  const incidents: string[] = [];
  const requests: string[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium(executable);
    page = await browser.newPage({ viewport: { width: 760, height: 800 } });
    page.on('console', (message) => incidents.push(message.text()));
    page.on('pageerror', (error) => incidents.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(run.stdout.trim());
  });

  afterAll(async () => {
    await browser.close();
  });

  test('loads nothing but itself, and reports nothing', () => {
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([run.stdout.trim()]);
    expect(incidents).toEqual([]);
  });

  test('shows every scene, and the title of every embed', async () => {
    for (const scene of await page.locator('section').all()) {
      expect(await scene.locator('discord-message').count()).toBeGreaterThan(0);
    }
    const titles = page.locator('.embed-title');
    expect(await titles.count()).toBeGreaterThan(20);
    for (const title of await titles.all()) {
      expect(await title.isVisible()).toBe(true);
      expect(await title.innerText()).toMatch(/\S/u);
    }
  });

  test.each([760, 400])('fits a window %i pixels wide', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(OVERFLOWING)).toEqual([]);
  });

  test('sets off what was searched for in bold', async () => {
    const description = page.locator('#vi-search .embed-description').first();
    const bold = (await description.locator('strong').allInnerTexts()).map((text) => text.toLowerCase());
    expect(bold).toContain('huân chương lao động');
    expect(await page.evaluate(`getComputedStyle(document.querySelector('strong')).fontWeight`)).toBe('700');
  });

  test('shows what an article says as it is written: no mention, link, code or emphasis of its own', async () => {
    const nasty = page.locator('#vi-nasty');
    expect(withoutJoiners(await nasty.innerText())).toContain(
      '@everyone **GIẢM GIÁ** [Bấm vào đây](https://',
    );
    const special = 'discord-mention, discord-spoiler, discord-time, a, code, em, u, s';
    expect(await nasty.locator(special).count()).toBe(0);
    const bold = await nasty.locator('.embed-description strong').allInnerTexts();
    expect(bold.filter((text) => /đậm|cả hai/u.test(text))).toEqual([]);
  });

  test('mentions nobody but the bot', async () => {
    const mentions = await page.locator('discord-mention').allInnerTexts();
    expect(new Set(mentions)).toEqual(new Set(['Dẫn Nguồn']));
  });

  test('can be taken a picture of', async () => {
    const pictures = await takePictures({
      page: path.join(folder, 'index.html'),
      scenes: [{ id: 'vi-answer' }],
      folder: await temporaryFolder(),
      chromium: executable,
    });
    expect(pictures.map((file) => path.basename(file))).toEqual(['vi-answer.png']);
    const [picture = ''] = pictures;
    // A PNG has its width in its first chunk: the page's 728 pixels, at two device pixels each.
    expect((await readFile(picture)).readUInt32BE(16)).toBe(2 * 728);
  });
});

/** Text without the characters that keep Discord from seeing more in it. */
function withoutJoiners(text: string): string {
  return text.replaceAll('\u200B', '');
}

/**
 * Lists every element, also those within components, that reaches out of the window or whose content reaches out of it. What
 * a reply answers stands on one line, which is cut to fit.
 */
const OVERFLOWING = `(() => {
  const found = [];
  const visit = (root) => {
    for (const element of root.querySelectorAll('*:not(discord-reply, discord-reply *)')) {
      const { left, right, width } = element.getBoundingClientRect();
      const isOut = width > 0 && (left < -0.5 || right > innerWidth + 0.5);
      const isFull = element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
      if (isOut || isFull) found.push(element.outerHTML.slice(0, 200));
      if (element.shadowRoot !== null) visit(element.shadowRoot);
    }
  };
  visit(document);
  return found;
})()`;
