import type { Observation } from './finding.js';

/** Who a writer's lock says holds it. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
  /** Names the run of the machine, where it has such a name (Linux). */
  readonly boot?: string | undefined;
}

/** This process and its machine. */
export interface ThisMachine {
  readonly pid: number;
  readonly host: string;
  readonly boot: string | undefined;
  isAlive(pid: number): boolean;
}

/**
 * What a writer's lock means, by the rules by which a writer takes it over (`index/writer-lock.ts`).
 *
 * @param holder - null when the lock does not say who holds it
 */
export function judgeLock(file: string, holder: LockHolder | null, machine: ThisMachine): Observation {
  if (holder === null) {
    return { check: 'index', level: 'warning', code: 'lock-unreadable', facts: { file } };
  }
  const { pid, host, since, boot } = holder;
  if (host !== machine.host) {
    const facts = { file, pid, host, since };
    return { check: 'index', level: 'warning', code: 'lock-of-another-machine', facts };
  }
  const isOfAnotherBoot = boot !== undefined && machine.boot !== undefined && boot !== machine.boot;
  // The doctor takes no lock: one of its own number is of a process that had the number before.
  const isDead = isOfAnotherBoot || pid === machine.pid || !machine.isAlive(pid);
  return isDead
    ? { check: 'index', level: 'warning', code: 'lock-left-behind', facts: { pid, since } }
    : { check: 'index', level: 'well', code: 'writer-at-work', facts: { pid, since } };
}
