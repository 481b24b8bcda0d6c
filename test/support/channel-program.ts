import { pathToFileURL } from 'node:url';
import { compiledProgram } from './compiled-program.js';

const imported = (file: string) => JSON.stringify(pathToFileURL(compiledProgram(file)[1]).href);

/** The first lines of a program written in a test that speaks with its starter as the real ones do. */
export const CHANNEL_IMPORTS = `
import { openChannel, starterPort } from ${imported('src/lib/channel.ts')};
import { UserError } from ${imported('src/lib/errors.ts')};
`;
