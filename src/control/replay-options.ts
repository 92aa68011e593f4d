import type { PriceBook } from '../book/price-book.js';
import type { Trip } from '../catalog/trip.js';
import { GuardError } from '../core/errors.js';
import type { Policy } from '../wire/policy.js';
import type { LeftOut } from './replay-input.js';
import type { JudgedOrder } from './replay-report.js';
import type { MakeStock, ReplayPayment } from './replay-sale.js';

/** Which of the two policies something is of. */
export type ReplaySide = 'policy' | 'against';

/** Who is told of each thing while a replay runs, in order; what they throw ends it. */
export interface ReplayHandlers {
  /** Every order that was judged. */
  readonly order?: ((judged: JudgedOrder) => void) | undefined;
  /** Every row that was not. */
  readonly leftOut?: ((leftOut: LeftOut) => void) | undefined;
  readonly trip?: ((trip: Trip, side: ReplaySide) => void) | undefined;
  /** Every payment that would not have been taken. */
  readonly payment?: ((payment: ReplayPayment, side: ReplaySide) => void) | undefined;
}

/** How past orders are judged. */
export interface ReplayOptions {
  /** A verified price book: the one the sale was sold by. */
  readonly book: PriceBook;
  readonly policy: Policy;
  /** A second policy that the first is compared with. */
  readonly against?: Policy | undefined;
  /** `memoryStock` of `saleguard/memory`: judges stock, limits, budget and trips too. `ignored`: judges prices alone. */
  readonly stock: MakeStock | 'ignored';
  /** Takes every order as paid when it was placed, unless it says when: for exports that say nothing of payments. */
  readonly paid?: 'as-stated' | 'all' | undefined;
  /** Ms after which what a trip holds is lifted, as an operator would; never unless told. */
  readonly resumeAfterMs?: number | undefined;
  /** Orders kept as examples of each cause; 5 unless told. */
  readonly exampleMax?: number | undefined;
  readonly on?: ReplayHandlers | undefined;
}

/** Examples of each cause, unless told. */
export const EXAMPLE_MAX = 5;

/** The longest a trip stands before it is lifted: a day. */
const RESUME_MAX_MS = 86_400_000;
const EXAMPLES_LIMIT = 10_000;

/** @throws GuardError `invalid-argument` naming the option that is out of its range. */
export function checkReplayOptions({ resumeAfterMs, exampleMax = EXAMPLE_MAX }: ReplayOptions): void {
  if (resumeAfterMs !== undefined && !isWithin(resumeAfterMs, 1_000, RESUME_MAX_MS))
    throw outOfRange(`resumeAfterMs is ${resumeAfterMs}, expected whole ms from 1,000 to ${RESUME_MAX_MS}`);
  if (!isWithin(exampleMax, 0, EXAMPLES_LIMIT))
    throw outOfRange(`exampleMax is ${exampleMax}, expected a whole number from 0 to ${EXAMPLES_LIMIT}`);
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

function outOfRange(message: string): GuardError {
  return new GuardError({ code: 'invalid-argument', message: `replayOrders: ${message}` });
}
