/** Runs one contender as `ContenderClient` asks: `contender-process.js NAME FOLDER`. */
import { SizeFolder } from '../size-folder.js';
import type { Contender, ContenderName } from './contender.js';
import { askEach } from './ask-each.js';
import type { withEmbedder } from './peer.js';
import type { Reply, Request, Results } from './protocol.js';

const [, , name = '', folder = ''] = process.argv;
const contender = await open(name as ContenderName, new SizeFolder(folder));
process.on('message', (request) => void reply(request as Request));
process.on('disconnect', () => void contender.close().finally(() => process.exit()));
tell({ ready: true });

/** Only the contender itself is loaded: the others' code would be measured with it. */
async function open(named: ContenderName, place: SizeFolder): Promise<Contender> {
  switch (named) {
    case 'dan-nguon':
    case 'dan-nguon-finding':
      return await (await import('./dan-nguon.js')).danNguon(place, named === 'dan-nguon');
    case 'vectra':
    case 'vectra-bm25': {
      const { vectra } = await import('./vectra.js');
      return await peer(place, () => vectra(place, named === 'vectra-bm25'));
    }
    case 'langchain': {
      const { langchain } = await import('./langchain.js');
      return await peer(place, () => langchain());
    }
    case 'orama': {
      const { orama } = await import('./orama.js');
      return await peer(place, (dimensions) => orama(dimensions));
    }
  }
}

async function peer(...args: Parameters<typeof withEmbedder>): Promise<Contender> {
  return await (await import('./peer.js')).withEmbedder(...args);
}

async function reply(request: Request): Promise<void> {
  try {
    tell({ result: await perform(request) });
  } catch (error) {
    tell({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

async function perform(request: Request): Promise<Results[keyof Results]> {
  switch (request.kind) {
    case 'build':
      return await timed(() => contender.build());
    case 'prepare':
      return await timed(() => contender.prepare());
    case 'open':
      return await timed(() => contender.open());
    case 'ask':
      return await askEach(contender, request.questions, request.atMostSeconds);
    case 'ask-at-once':
      return (
        (await timed(() => Promise.all(request.questions.map((question) => contender.ask(question))))) * 1000
      );
    case 'settle':
      globalThis.gc?.();
      return null;
    case 'stored-bytes':
      return await contender.storedBytes();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function tell(message: Reply): void {
  process.send?.(message);
}
