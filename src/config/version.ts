import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from './settings.js';

const packageSchema = z.object({ version: z.string() });

/** The program's version, as package.json names it. */
export const VERSION = packageSchema.parse(
  JSON.parse(readFileSync(path.join(PROJECT_ROOT, 'package.json'), 'utf8')),
).version;
