import { vectraStore } from '../../src/index/vectra/vectra-store.js';
import type { Settings } from '../../src/settings.js';
import { Printer } from '../../src/terminal/printer.js';
import { renderRollback } from '../../src/terminal/render-rollback.js';
import { outputView } from '../output-view.js';

/** Makes the index before the one in use again, and prints which that is. Needs no model. */
export async function rollBack(
  { indexDir, language }: Settings,
  { json }: { readonly json: boolean },
): Promise<void> {
  const store = vectraStore(indexDir, () => new Date());
  const rolledBack = await store.exclusively(() => store.rollBack());
  const text = json ? JSON.stringify(rolledBack) : renderRollback(rolledBack, outputView(language));
  await new Printer(process.stdout).print(`${text}\n`);
}
