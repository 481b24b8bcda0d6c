import { layoutWidth, supportsColour, type View } from '../src/terminal/layout.js';

/** How to show something on standard output. */
export function outputView(language: View['language']): View {
  const { stdout } = process;
  return { language, width: layoutWidth(stdout.columns), colour: supportsColour(stdout) };
}
