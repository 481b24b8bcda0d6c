import type { Answerer } from './answer/answer.js';
import type { Application } from './application.js';
import type { Embedder } from './embedding/embedder.js';
import type { DownloadProgress } from './models/model-files.js';
import { UserError } from './lib/errors.js';
import { openModels, type Models } from './open-models.js';
import type { Reader } from './reading/reader.js';
import type { Settings } from './config/settings.js';

interface OpenedAhead {
  readonly application: Application;
  /**
   * Answers from the published index. Null where it can't be opened or is not one of these models: whoever opens it by the
   * application is told why.
   */
  readonly answerer: Answerer | null;
}

/**
 * Opens the application and the published index at the same time: a model takes its process about as long to open as it
 * takes this one to load the rest of the program and to read ten thousand passages.
 *
 * @param onUnread - hears why passages could not be read, in whose place they are shown
 * @throws {@link UserError} as `Application.open`, and `database-unreachable`
 */
export async function openAhead(
  settings: Settings,
  onDownload?: (progress: DownloadProgress) => void,
  onUnread?: (error: unknown) => void,
): Promise<OpenedAhead> {
  const opening = openModels(settings, onDownload);
  // Heard of below, and at the first question; until then it is nobody's.
  opening.then(({ reader }) => reader?.open()).catch(() => undefined);
  // Loaded only now that the model's process is on its way: everything else needs it.
  const [{ Application }, { identityDifferences }] = await Promise.all([
    import('./application.js'),
    import('./index/passage-index.js'),
  ]);
  const [models, answerer] = await Promise.all([opening, answererAhead(settings, opening, onUnread)]).catch(
    async (error: unknown) => {
      await opening.then(({ embedder }) => embedder.close()).catch(() => undefined);
      throw error;
    },
  );
  const application = new Application(settings, models);
  const isOfItsModels =
    answerer !== null &&
    identityDifferences(answerer.retriever.index.identity, application.indexIdentity).length === 0;
  return { application, answerer: isOfItsModels ? answerer : null };
}

/**
 * An answerer whose questions wait until the models are open.
 *
 * @throws {@link UserError} `database-unreachable`: trying again would only take as long once more
 */
async function answererAhead(
  settings: Settings,
  opening: Promise<Models>,
  onUnread?: (error: unknown) => void,
): Promise<Answerer | null> {
  try {
    const [{ answererFor, readingOf }, { indexLocation, openIndex }] = await Promise.all([
      import('./service/answering.js'),
      import('./index/open-index.js'),
    ]);
    const index = await openIndex(indexLocation(settings), null);
    const embedder: Pick<Embedder, 'embedQueries'> = {
      embedQueries: async (texts) => (await opening).embedder.embedQueries(texts),
    };
    const reader: Pick<Reader, 'read'> = {
      read: async (...asked) => (await (await opening).reader?.read(...asked)) ?? [],
    };
    return answererFor(index, embedder, readingOf(settings, reader), onUnread);
  } catch (error) {
    if (error instanceof UserError && error.code === 'database-unreachable') throw error;
    return null;
  }
}
