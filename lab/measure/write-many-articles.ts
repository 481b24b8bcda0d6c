import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes articles made of the paragraphs of those in `from`, each beginning with a number of its own so that no two passages are
 * the same.
 */
export async function writeManyArticles(from: string, to: string, count: number): Promise<void> {
  const paragraphs: string[] = [];
  for (const name of (await readdir(from)).filter((file) => file.endsWith('.md'))) {
    const [, body = ''] = (await readFile(path.join(from, name), 'utf8')).split(/^---$/mu).slice(1);
    paragraphs.push(...body.split(/\n{2,}/u).filter((paragraph) => paragraph.trim() !== ''));
  }
  await mkdir(to, { recursive: true });
  for (let article = 1; article <= count; article++) {
    const length = 8 + (article % 9);
    const chosen = Array.from({ length }, (_, at) => paragraphs[(article * 31 + at * 7) % paragraphs.length]);
    const text = chosen
      .map((paragraph, at) => `Tin số ${article * 100 + at}. ${paragraph ?? ''}`)
      .join('\n\n');
    await writeFile(path.join(to, `tin-${article}.md`), `# Bản tin ${article}\n\n${text}\n`);
  }
}
