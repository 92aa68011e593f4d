import type { Judgement } from './judge.js';

/** What one lane measured. */
export interface Figure {
  readonly fault: string;
  /** Client, server or the part of the lane. */
  readonly setup: string;
  readonly trials: number;
  /** What the naive counter did under the same fault, in a few words with the number. */
  readonly naive: string;
  readonly ours: Pick<Judgement, 'doubled' | 'lost' | 'oversold' | 'hung'>;
  /** What else is to be said, with the number: losses noticed, false alarms. */
  readonly also?: string;
}

/** Prints a figure as one line; `docs/reliability.md` is written from these. */
export function tell({ fault, setup, trials, naive, ours, also }: Figure): void {
  const { doubled, lost, oversold, hung } = ours;
  const saleguard = `${doubled} doubled, ${lost} lost, ${oversold} oversold, ${hung} hung${also === undefined ? '' : `, ${also}`}`;
  console.log(`FAULT ${fault} | ${setup} | ${trials} trials | naive: ${naive} | saleguard: ${saleguard}`);
}

/** A whole number from the environment, for soak runs; the default is for CI. @throws Error for anything else. */
export function countFrom(name: string, countDefault: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return countDefault;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new Error(`${name}=${text} is not a whole number above 0`);
}
