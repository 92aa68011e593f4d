import { parseArgs } from 'node:util';

/** What can be soaked. */
export const LANES = ['sales', 'apply'] as const;

/** One of {@link LANES}. */
export type Lane = (typeof LANES)[number];

/** What, how long, and with which random numbers. */
export interface SoakOptions {
  readonly lane: Lane;
  readonly minutes: number;
  readonly seed: string;
}

const MINUTES_MAX = 7 * 24 * 60;

/** What `--help` prints. */
export const USAGE = `Sales, or plans of remedy, under a nemesis; all that was acknowledged is compared with what happened.

  npm run soak                            sales, 60 minutes
  npm run soak -- --lane apply            plans carried out by processes that are killed, 60 minutes
  npm run soak -- --minutes 5             shorter; also a part of a minute, 0.2
  npm run soak -- --seed 7                the same random numbers; when they meet which call is up to the machine

Ctrl-C ends the running sale or plan and judges it. Exit code 1 on any breach; then logs, plans and ledgers are kept, and where is said.`;

/**
 * @returns undefined when only {@link USAGE} is asked for.
 * @throws RangeError when the command line says something else.
 */
export function parseOptions(words: readonly string[]): SoakOptions | undefined {
  const { values } = parseArgs({
    args: [...words],
    options: {
      help: { type: 'boolean', default: false },
      lane: { type: 'string', default: LANES[0] },
      minutes: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Date.now()) },
    },
  });
  if (values.help) return undefined;
  const lane = LANES.find((one) => one === values.lane);
  if (lane === undefined) throw new RangeError(`--lane ${values.lane} is none of ${LANES.join(', ')}`);
  const minutes = Number(values.minutes);
  if (!/^\d+(?:\.\d+)?$/.test(values.minutes) || minutes <= 0 || minutes > MINUTES_MAX)
    throw new RangeError(`--minutes ${values.minutes} is not a number above 0 and up to ${MINUTES_MAX}`);
  if (!/^[\w.-]{1,64}$/.test(values.seed))
    throw new RangeError('--seed is 1 to 64 letters, digits, _ . and -');
  return { lane, minutes, seed: values.seed };
}
