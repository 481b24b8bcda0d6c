import { layoutWidth, type View } from '../src/terminal/layout.js';
import { supportsColour } from '../src/terminal/palette.js';

/** How to show something on standard output. */
export function outputView(language: View['language']): View {
  const { stdout } = process;
  return { language, width: layoutWidth(stdout.columns), colour: supportsColour(stdout) };
}
