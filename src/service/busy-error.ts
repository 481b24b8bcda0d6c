/** So many questions wait already that one more is turned away: the asker may try again in a while. */
export class BusyError extends Error {
  override readonly name = 'BusyError';

  /** @param waiting - how many wait */
  constructor(waiting: number) {
    super(`${waiting} questions are waiting already.`);
  }
}
