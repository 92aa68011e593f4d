/** FNV-1a over UTF-16 code units, finished so that near texts land far apart: 0 to 2^32 - 1. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A small repeatable source of random numbers (mulberry32): the same name gives the same numbers on every machine. */
export class Random {
  #state: number;

  constructor(name: string) {
    this.#state = hashText(name);
  }

  /** At least 0, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, at least 0 and below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** Between two positive bounds, every factor equally likely. */
  factor(bounds: { readonly low: number; readonly high: number }): number {
    return bounds.low * (bounds.high / bounds.low) ** this.next();
  }

  /** One of a list, which may not be empty. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** `count` different items, or all of them, in random order. */
  sample<T>(items: readonly T[], count: number): T[] {
    const left = [...items];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) {
      const at = this.below(left.length);
      const last = left.pop();
      const item = at === left.length ? last : left[at];
      if (at < left.length && last !== undefined) left[at] = last;
      if (item !== undefined) taken.push(item);
    }
    return taken;
  }
}
