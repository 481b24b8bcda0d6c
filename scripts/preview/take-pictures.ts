import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Scene } from './scene.js';

/** Width of the page in pictures, in CSS pixels: the least at which an embed has its full width, with some air. */
const WIDTH = 760;
/** Device pixels to a CSS pixel, for sharp text on today's screens. */
const SCALE = 2;

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Path of a Chromium or Chrome that is on the PATH; null when there is none. */
export async function findChromium(): Promise<string | null> {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  for (const name of NAMES) {
    const found = await promisify(execFile)(finder, [name]).catch(() => null);
    const [file] = found?.stdout.split(/\r?\n/u) ?? [];
    if (file) return file;
  }
  return null;
}

/** Starts a browser without a window, and (Playwright's default) without Chromium's sandbox, which fails for root and in containers. */
export async function launchChromium(executablePath: string): Promise<Browser> {
  return await chromium.launch({ executablePath });
}

/** Where to find what {@link takePictures} needs. */
interface PictureOptions {
  /** Path of the HTML file. */
  readonly page: string;
  readonly scenes: readonly Pick<Scene, 'id'>[];
  /** Folder for the pictures. */
  readonly folder: string;
  /** Path of the browser. */
  readonly chromium: string;
}

/** Takes a picture of each scene, named by its id, and gives the paths. */
export async function takePictures(options: PictureOptions): Promise<string[]> {
  const browser = await launchChromium(options.chromium);
  try {
    const page = await browser.newPage({
      viewport: { width: WIDTH, height: 800 },
      deviceScaleFactor: SCALE,
    });
    await page.goto(pathToFileURL(options.page).href);
    const pictures: string[] = [];
    for (const { id } of options.scenes) pictures.push(await takePicture(page, id, options.folder));
    return pictures;
  } finally {
    await browser.close();
  }
}

async function takePicture(page: Page, id: string, folder: string): Promise<string> {
  const file = path.join(folder, `${id}.png`);
  await page.locator(`#${id} discord-messages`).screenshot({ path: file });
  return file;
}
