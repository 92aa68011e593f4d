import { readFileSync } from 'node:fs';
import type { ReservationState } from '../../src/stock/reservation.js';
import type {
  CommitVerdict,
  ExtendVerdict,
  ReleaseVerdict,
  ReserveVerdict,
} from '../../src/stock/verdict.js';
import type { Buyer, BuyerKind } from './stampede-process.js';

/** What one buyer was answered, in the order it came. */
export interface BuyerLog extends Buyer {
  /** Id of its order. */
  readonly id: string;
  /** Id that must never hold anything: that of the order beyond the limit, whether or not this buyer tried. */
  readonly spareId: string;
  /** Times it was told that units may come back, and asked again. */
  readonly waits: number;
  /** Times its order was sent again because there was no answer. */
  readonly resent: number;
  /** Last answer to its order. */
  readonly verdict: ReserveVerdict;
  /** Answer to the second click, where there was one. */
  readonly other?: ReserveVerdict;
  /** What became of the reservation: payment, commit, release. */
  readonly answers: readonly (ExtendVerdict | CommitVerdict | ReleaseVerdict)[];
  /** Answer to its other order, where it sent two at once: together they are beyond the customer limit. */
  readonly second?: ReserveVerdict;
}

/** Every line of the processes' logs. */
export function readLogs(paths: readonly string[]): readonly BuyerLog[] {
  return paths.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      // Written by the program of this test.
      .map((line) => JSON.parse(line) as BuyerLog),
  );
}

/** What the store must say of an order in the end, judged by the answers alone; undefined: it must not know the order. */
export function owedState(log: BuyerLog): ReservationState | undefined {
  if (!isReserved(log.verdict)) return undefined;
  if (log.kind === 'release') return 'released';
  return log.kind === 'lapse' ? 'expired' : 'committed';
}

/** Whether an answer means that the order holds its units. */
export function isReserved(verdict: ReserveVerdict | undefined): boolean {
  return verdict?.kind === 'reserved' || verdict?.kind === 'replayed';
}

/** Kinds of the answers after the reservation; `already` when the first one came too late and the request was sent again. */
const OWED_ANSWERS: Readonly<Record<BuyerKind, RegExp>> = {
  plain: /^(?:committed|already)$/,
  'double-click': /^(?:committed|already)$/,
  greedy: /^(?:committed|already)$/,
  pays: /^extended (?:committed|already)$/,
  release: /^(?:released|already)$/,
  lapse: /^$/,
};

/** What is wrong with the answers of one buyer, without asking the store; empty when each is one it may get. */
export function wrongAnswers(log: BuyerLog): readonly string[] {
  const wrong = (what: string): string => `buyer ${log.number} (${log.kind}) ${what}`;
  const found: string[] = [];
  if (!isReserved(log.verdict) && !isSoldOut(log.verdict))
    found.push(wrong(`was answered ${wordOf(log.verdict)}`));
  if (log.kind === 'double-click' && log.other !== undefined && !isFairTwin(log)) {
    found.push(wrong(`clicked twice: ${wordOf(log.verdict)} and ${wordOf(log.other)}`));
  }
  if (log.second !== undefined && !['customer_limit', 'insufficient'].includes(wordOf(log.second))) {
    found.push(wrong(`was answered ${wordOf(log.second)} beyond the limit`));
  }
  const kinds = log.answers.map(({ kind }) => kind).join(' ');
  if (isReserved(log.verdict) && !OWED_ANSWERS[log.kind].test(kinds))
    found.push(wrong(`was answered "${kinds}" after the reservation`));
  return found;
}

/** Refused for good: nobody holds a unit that could come back, and what is left is not enough. */
function isSoldOut(verdict: ReserveVerdict): boolean {
  if (verdict.kind !== 'refused' || verdict.reason !== 'insufficient') return false;
  const [shortage, ...others] = verdict.shortages;
  if (shortage === undefined || others.length > 0) return false;
  return shortage.reserved === 0 && shortage.available < shortage.requested;
}

/** Of two clicks one reserves and the other one finds it, or came before units were free again. */
const FAIR_TWINS: readonly string[] = [
  'reserved replayed',
  'replayed reserved',
  'reserved insufficient',
  'insufficient insufficient',
];
/** Also fair where an answer came too late: the click that reserved was sent again, and found its own reservation. */
const FAIR_RESENT_TWINS: readonly string[] = ['replayed replayed', 'replayed insufficient'];

function isFairTwin({ verdict, other, resent }: BuyerLog): boolean {
  const words = `${wordOf(verdict)} ${wordOf(other)}`;
  return FAIR_TWINS.includes(words) || (resent > 0 && FAIR_RESENT_TWINS.includes(words));
}

/** `kind`, or the reason of a refusal. */
export function wordOf(verdict: ReserveVerdict | undefined): string {
  if (verdict === undefined) return 'nothing';
  return verdict.kind === 'refused' ? verdict.reason : verdict.kind;
}
