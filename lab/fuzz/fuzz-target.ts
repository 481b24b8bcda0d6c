import type fc from 'fast-check';

/** Files of a case, by their path below its folder. */
export type CaseFiles = Readonly<Record<string, Buffer>>;

/** Something that reads files which anyone may have written. */
export interface FuzzTarget {
  readonly name: string;
  /** How often it is tried, beside the others. */
  readonly weight: number;
  readonly files: fc.Arbitrary<CaseFiles>;
  /**
   * Reads the files as the program does. Whatever it throws must be a `UserError` that names a file of the folder, unless
   * {@link names} says what else will do.
   */
  read(folder: string): Promise<void>;
  /** Whether an error's words say enough; when left out, they must hold the folder's path. */
  names?(words: string): boolean;
}
