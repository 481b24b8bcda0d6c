import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { launchChromium } from './chromium.js';
import type { Scene } from './scene.js';

/** Width of the page in pictures, in CSS pixels: the least at which an embed has its full width, with some air. */
const WIDTH = 760;
/** Device pixels to a CSS pixel, for sharp text on today's screens. */
const SCALE = 2;

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
