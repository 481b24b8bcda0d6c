/** Runs something later; gives how to call it off. */
export type After = (milliseconds: number, run: () => void) => () => void;

/** Shows that something takes its time; gives how to take that off the screen again. */
export type Hint = () => () => void;

/** Up to here a wait feels like none (Nielsen's limit for "instant" is 100 ms, for an unbroken thought 1 s). */
const HINT_DELAY = 300;

/** Settles as `work` does, and shows `hint` from {@link HINT_DELAY} ms on until then. */
export async function showWhile<T>(work: Promise<T>, hint: Hint, after: After): Promise<T> {
  let takeOff = (): void => undefined;
  const callOff = after(HINT_DELAY, () => {
    takeOff = hint();
  });
  try {
    return await work;
  } finally {
    callOff();
    takeOff();
  }
}

/** {@link After} on the process's own clock. */
export const afterTimeout: After = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => {
    clearTimeout(timer);
  };
};
