import { integerBelow, type Random } from '../chance/random.js';

/** Something that a disk may do to a file. */
export interface Damage {
  readonly name: string;
  /** What the file holds then; null when it is gone. */
  readonly done: (bytes: Buffer) => Buffer | null;
}

/** Bytes of noise at most: a sector. */
const NOISE = 512;

const FIXED: readonly Damage[] = [
  { name: 'removed', done: () => null },
  { name: 'emptied', done: () => Buffer.alloc(0) },
  { name: 'all zeros', done: (bytes) => Buffer.alloc(bytes.length) },
  { name: 'a byte more', done: (bytes) => Buffer.concat([bytes, Buffer.from('x')]) },
  { name: 'twice', done: (bytes) => Buffer.concat([bytes, bytes]) },
  { name: 'only its first byte left', done: (bytes) => bytes.subarray(0, 1) },
  { name: 'cut by its last byte', done: (bytes) => bytes.subarray(0, -1) },
  flipped(0, 0),
  flipped(1 - Number.EPSILON, 7),
];

/** Damages at the ends of a file, and `draws` of each kind at places drawn from `random`. */
export function damages(random: Random, draws: number): Damage[] {
  const drawn = Array.from({ length: draws }, () => [
    flipped(random(), integerBelow(random, 8)),
    cutAt(random()),
    overwrittenAt(random(), integerBelow(random, 256)),
  ]);
  return [...FIXED, ...drawn.flat()];
}

/** @param place - part of the file before it, from 0 to below 1 */
function flipped(place: number, bit: number): Damage {
  return {
    name: `bit ${bit} flipped at ${place}`,
    done: (bytes) => {
      const damaged = Buffer.from(bytes);
      const at = Math.floor(place * bytes.length);
      damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << bit), at);
      return damaged;
    },
  };
}

function cutAt(place: number): Damage {
  return { name: `cut at ${place}`, done: (bytes) => bytes.subarray(0, Math.floor(place * bytes.length)) };
}

function overwrittenAt(place: number, noise: number): Damage {
  return {
    name: `a sector overwritten at ${place} from ${noise} on`,
    done: (bytes) => {
      const at = Math.floor(place * bytes.length);
      return Buffer.from(
        bytes.map((byte, n) => (n < at || n >= at + NOISE ? byte : (noise + n * 167) % 256)),
      );
    },
  };
}
