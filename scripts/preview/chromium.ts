import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Path of a Chromium or Chrome that is on the PATH; null when there is none. */
export async function findChromium(): Promise<string | null> {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  for (const name of NAMES) {
    const found = await promisify(execFile)(finder, [name]).catch(() => null);
    const [path] = found?.stdout.split(/\r?\n/u) ?? [];
    if (path) return path;
  }
  return null;
}

/** Starts a browser without a window, and (Playwright's default) without Chromium's sandbox, which fails for root and in containers. */
export async function launchChromium(executablePath: string): Promise<Browser> {
  return await chromium.launch({ executablePath });
}
