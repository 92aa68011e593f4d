import { usage } from './usage.js';

/** What a flag may say: a whole number in an inclusive range of at most five digits. */
export interface WholeRange {
  readonly least: number;
  readonly most: number;
  /** What is counted; for messages. */
  readonly what?: string;
}

/** The whole number of a flag; undefined where it is not given. @throws GuardError `usage` naming the flag and the range. */
export function wholeFlag(
  flag: string,
  text: string | undefined,
  { least, most, what }: WholeRange,
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (value >= least && value <= most) return value;
  const number = what === undefined ? 'a whole number' : `a whole number of ${what}`;
  throw usage(`${flag}: expected ${number} from ${least} to ${most}`);
}
