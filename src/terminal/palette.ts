import { Chalk } from 'chalk';

/** Dresses a text in colour, or gives it back as it is. */
export type Paint = (text: string) => string;

/** What the parts of a screen look like. Only the terminal's own 16 colours: its owner chose them to be legible. */
export interface Palette {
  readonly plain: Paint;
  /** Titles and headings. */
  readonly strong: Paint;
  /** Less important than what is around it. */
  readonly faint: Paint;
  /** The program's own accents: its name, the prompt, commands. */
  readonly accent: Paint;
  /** The number of a citation. */
  readonly number: Paint;
  /** A word of the question in a sentence that answers it. */
  readonly keyword: Paint;
  /** A word of the question in the text around such a sentence. */
  readonly aside: Paint;
  readonly trouble: Paint;
}

/** The palette for a terminal with colours, or one that leaves every text bare. */
export function paletteFor(colour: boolean): Palette {
  const chalk = new Chalk({ level: colour ? 1 : 0 });
  return {
    plain: (text) => text,
    strong: chalk.bold,
    faint: chalk.dim,
    accent: chalk.cyan,
    number: chalk.bold.cyan,
    // Magenta, for yellow cannot be read on a white ground, and some terminals make bold yellow brighter still.
    keyword: chalk.bold.magenta,
    aside: chalk.magenta,
    trouble: chalk.red,
  };
}

/** The part of a terminal's stream that tells whether it has colours. */
export interface ColourStream {
  readonly isTTY?: boolean | undefined;
  /** As `tty.WriteStream.hasColors`, which knows TERM, NO_COLOR and FORCE_COLOR. */
  hasColors?(): boolean;
}

/** True when `stream` is a terminal with at least 16 colours and its owner has not switched them off. */
export function supportsColour(stream: ColourStream): boolean {
  return stream.isTTY === true && (stream.hasColors?.() ?? false);
}
