import { indexLocation, withIndexStore } from '../../src/index/index-location.js';
import type { Settings } from '../../src/config/settings.js';
import { Printer } from '../../src/terminal/printer.js';
import { renderRollback } from '../../src/terminal/render-reindex.js';
import { outputView } from '../output-view.js';

/** Makes the index before the one in use again, and prints which that is. Needs no model. */
export async function rollBack(settings: Settings, { json }: { readonly json: boolean }): Promise<void> {
  const rolledBack = await withIndexStore(
    indexLocation(settings),
    () => new Date(),
    (store) => store.exclusively(() => store.rollBack()),
  );
  const text = json ? JSON.stringify(rolledBack) : renderRollback(rolledBack, outputView(settings.language));
  await new Printer(process.stdout).print(`${text}\n`);
}
