import { build } from 'esbuild';
import { PROJECT_ROOT } from '../../src/config/settings.js';
import { COMPONENT_STYLES } from './theme.js';

/** The components a page uses, themselves using others. */
const COMPONENTS = [
  'messages',
  'message',
  'reply',
  'command',
  'embed',
  'action-row',
  'button',
  'string-select-menu',
  'string-select-menu-option',
  'mention',
  'spoiler',
  'time',
];

/**
 * One script that defines Discord's components, in our theme. It must run before the page's body is read: what a
 * component's styles are is asked when its first element appears.
 */
export async function bundleComponents(): Promise<string> {
  const imports = COMPONENTS.map((name) => `import '@skyra/discord-components-core/discord-${name}.js';`);
  const result = await build({
    stdin: { contents: [...imports, addStyles].join('\n'), resolveDir: PROJECT_ROOT },
    bundle: true,
    format: 'iife',
    minify: true,
    target: 'es2022',
    legalComments: 'none',
    write: false,
  });
  return result.outputFiles.map(({ text }) => text).join('');
}

const addStyles = `
  for (const [name, css] of Object.entries(${JSON.stringify(COMPONENT_STYLES)})) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    customElements.get(name).elementStyles.push(sheet);
  }
`;
