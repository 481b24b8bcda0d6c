import { expect, test } from 'vitest';
import { commandsIn, withOutput } from './document-blocks.js';
import { markdownTable } from './markdown-table.js';

const DOCUMENT = `# Speed

<!-- made by: npm run slow -- --size 2 -->

| size | seconds |
| ---: | ------: |
|    2 |       9 |

<!-- end -->

Between.

<!-- made by: npm run slow -->
<!-- end -->
`;

test('what a command printed replaces the block that names it, and no other', () => {
  expect(commandsIn(DOCUMENT, 'speed.md')).toEqual(['npm run slow -- --size 2', 'npm run slow']);
  const once = withOutput(DOCUMENT, 'npm run slow -- --size 2', 'seconds $& 3\n');
  expect(once).toBe(`# Speed

<!-- made by: npm run slow -- --size 2 -->

\`\`\`sh
npm run slow -- --size 2
\`\`\`

\`\`\`text
seconds $& 3
\`\`\`

<!-- end -->

Between.

<!-- made by: npm run slow -->
<!-- end -->
`);
  expect(withOutput(once, 'npm run slow -- --size 2', 'seconds $& 3')).toBe(once);
});

test('a table in Markdown stays one', () => {
  const table = markdownTable(['size', 'seconds'], [['2', '9']]);
  expect(withOutput(DOCUMENT, 'npm run slow -- --size 2', `Sizes:\n\n${table}`)).toContain(
    `--size 2 -->\n\n\`\`\`sh\nnpm run slow -- --size 2\n\`\`\`\n\nSizes:\n\n| size | seconds |\n| ---- | ------: |\n| 2    |       9 |\n\n<!-- end -->`,
  );
});

test('a block without an end is named by its document', () => {
  const open = DOCUMENT.replace('<!-- end -->', '');
  expect(() => commandsIn(open, 'speed.md')).toThrow('speed.md has 2 lines');
});
