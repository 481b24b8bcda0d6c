import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AnswerService } from '../../../src/service/answer-service.js';
import { Application } from '../../../src/application.js';
import type { SizeFolder } from '../size-folder.js';
import type { Contender } from './contender.js';

/**
 * The program itself, as the bot runs it: a thread that answers, and a process with the models.
 *
 * @param reads - whether what is found is read; otherwise passages are found, as the peers find them
 */
export async function danNguon(place: SizeFolder, reads: boolean): Promise<Contender> {
  const { settings } = place;
  const application = await Application.open(settings);
  let answering: AnswerService | undefined;
  return {
    build: async () => {
      await application.reindex({ full: true });
    },
    prepare: () => Promise.resolve(),
    open: async () => {
      answering = await application.openAnswering();
      if (reads) await application.reader?.open();
    },
    ask: async (question) =>
      reads
        ? ((await answering?.answer(question))?.citations.length ?? 0)
        : ((await answering?.search(question))?.found.length ?? 0),
    storedBytes: async () => {
      const { generation } = await application.openIndex();
      return await bytesOf(path.join(settings.indexDir, 'generations', generation));
    },
    close: async () => {
      await answering?.close();
      await application.close();
    },
  };
}

async function bytesOf(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
