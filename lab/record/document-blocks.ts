import { UserError } from '../../src/lib/errors.js';

/**
 * What a command has printed, in a document: from a line `<!-- made by: COMMAND -->` to a line `<!-- end -->`. A document shows in such a block
 * nothing but figures that the command named there gives.
 */
const BLOCK = /^<!-- made by: (?<command>npm [^\n]+?) -->\n(?<content>.*?)^<!-- end -->$/gmsu;
const FIRST_LINE = /^<!-- made by: /gmu;

/**
 * The commands of the blocks of a document, in their order.
 *
 * @throws {@link UserError} `usage` where a block has no end, or begins within another
 */
export function commandsIn(document: string, name: string): string[] {
  const blocks = [...document.matchAll(BLOCK)];
  const begun = document.match(FIRST_LINE)?.length ?? 0;
  if (begun !== blocks.length) {
    throw new UserError(
      'usage',
      `${name} has ${begun} lines <!-- made by: npm … -->, and ${blocks.length} blocks that end.`,
      'End each block with a line <!-- end -->.',
    );
  }
  return blocks.map(({ groups }) => groups?.['command'] ?? '');
}

/**
 * The document with the command and what it printed in every block that names it: as it is where it has a table in Markdown, else as plain text.
 */
export function withOutput(document: string, command: string, output: string): string {
  const printed = output.trimEnd();
  const shown = /^\| /mu.test(printed) ? printed : `\`\`\`text\n${printed}\n\`\`\``;
  return document.replaceAll(BLOCK, (block, named: string) =>
    named === command
      ? `<!-- made by: ${command} -->\n\n\`\`\`sh\n${command}\n\`\`\`\n\n${shown}\n\n<!-- end -->`
      : block,
  );
}
