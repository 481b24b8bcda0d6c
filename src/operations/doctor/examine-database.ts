import type { Application } from '../../application.js';
import { compareWithArticles } from './examine-index.js';
import type { Finding } from './finding.js';
import type { Report } from './step-hint.js';

/**
 * Opens the index that is kept in a database, and compares it with the articles.
 *
 * @throws {@link UserError} `index-missing`, `index-incompatible`, and those of the database
 */
export async function examineDatabase(application: Application, report: Report): Promise<Finding[]> {
  const { modelName } = (await application.openIndex()).identity;
  const fits: Finding = { check: 'index', level: 'well', code: 'index-fits-model', facts: { modelName } };
  return [fits, ...(await compareWithArticles(application, report))];
}
