/** A set of positions, one bit each: position 0 is the lowest bit of the first word. */
export type Positions = Uint32Array;

/** The set of some positions below `count`; one that is named twice is in it once. */
export function positionsFrom(positions: readonly number[], count: number): Positions {
  const words = new Uint32Array((count + 31) >>> 5);
  for (const position of positions)
    words[position >>> 5] = (words[position >>> 5] ?? 0) | (1 << (position & 31));
  return words;
}

/** Positions of a set, ascending. */
export function listOf(words: Positions): number[] {
  const positions: number[] = [];
  for (let index = 0; index < words.length; index++) {
    let word = words[index] ?? 0;
    while (word !== 0) {
      positions.push(index * 32 + 31 - Math.clz32(word & -word));
      word &= word - 1;
    }
  }
  return positions;
}

/** Leaves in `words` only what is also in `other`. */
export function keepCommon(words: Positions, other: Positions): void {
  for (let index = 0; index < words.length; index++) words[index] = (words[index] ?? 0) & (other[index] ?? 0);
}

/** Adds to `words` all of `other`. */
export function addAll(words: Positions, other: Positions): void {
  for (let index = 0; index < words.length; index++) words[index] = (words[index] ?? 0) | (other[index] ?? 0);
}

export function hasPosition(words: Positions, position: number): boolean {
  return (((words[position >>> 5] ?? 0) >>> (position & 31)) & 1) === 1;
}

/** Gives each different set of positions a number, from 0 on. */
export class PositionClasses {
  readonly #count: number;
  readonly #numbers = new Map<string, number>();
  readonly #sets: Positions[] = [];

  /** @param count positions are below it. */
  constructor(count: number) {
    this.#count = count;
  }

  classOf(positions: readonly number[]): number {
    const words = positionsFrom(positions, this.#count);
    const key = words.join();
    let found = this.#numbers.get(key);
    if (found === undefined) {
      found = this.#sets.push(words) - 1;
      this.#numbers.set(key, found);
    }
    return found;
  }

  positionsOf(classNumber: number): Positions {
    return this.#sets[classNumber] ?? new Uint32Array(0);
  }
}
