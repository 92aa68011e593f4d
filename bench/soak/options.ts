import { parseArgs } from 'node:util';

/** How long, and with which random numbers. */
export interface SoakOptions {
  readonly minutes: number;
  readonly seed: string;
}

const MINUTES_MAX = 7 * 24 * 60;

/** @throws RangeError when the command line says something else than documented in main.ts. */
export function parseOptions(words: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      minutes: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Date.now()) },
    },
  });
  const minutes = Number(values.minutes);
  if (!/^\d+(?:\.\d+)?$/.test(values.minutes) || minutes <= 0 || minutes > MINUTES_MAX)
    throw new RangeError(`--minutes ${values.minutes} is not a number above 0 and up to ${MINUTES_MAX}`);
  if (!/^[\w.-]{1,64}$/.test(values.seed))
    throw new RangeError('--seed is 1 to 64 letters, digits, _ . and -');
  return { minutes, seed: values.seed };
}
