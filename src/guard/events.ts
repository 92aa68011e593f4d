import { channel, type Channel } from 'node:diagnostics_channel';
import type { Trip } from '../catalog/trip.js';
import type { EpochMs } from '../core/clock.js';
import type { SaleMode } from '../stock/mode.js';
import type {
  CommitVerdict,
  ExtendVerdict,
  ReleaseVerdict,
  ResolveReviewVerdict,
  SaleActivity,
} from '../stock/verdict.js';
import type { ReplaceVerdict } from './guard.js';
import type { LatePayment, Regression, Shortfall } from './options.js';
import type { AdmitVerdict, ResumeVerdict } from './verdict.js';

/**
 * Names of the `node:diagnostics_channel` channels a guard publishes on. The first eight are the calls of a guard, each published
 * once, when the call has settled, in the asynchronous context of its caller. Where nobody listens nothing is made.
 */
export const GUARD_CHANNELS = {
  admit: 'saleguard:admit',
  commit: 'saleguard:commit',
  release: 'saleguard:release',
  extend: 'saleguard:extend',
  beginPayment: 'saleguard:begin-payment',
  resume: 'saleguard:resume',
  resolveReview: 'saleguard:resolve-review',
  replacePriceBook: 'saleguard:replace-price-book',
  store: 'saleguard:store',
  activity: 'saleguard:activity',
  mode: 'saleguard:mode',
  trip: 'saleguard:trip',
  latePayment: 'saleguard:late-payment',
  shortfall: 'saleguard:shortfall',
  regression: 'saleguard:regression',
  error: 'saleguard:error',
} as const;

/** Name of an event of a guard; a key of {@link GUARD_CHANNELS}. */
export type GuardEventName = keyof typeof GUARD_CHANNELS;

/** A call of a guard that settled. None carries the reference of a customer, or of a payment that the verdict does not name. */
export interface CallEvent<Verdict> {
  readonly saleId: string;
  readonly mode: 'enforce' | 'shadow';
  /** Epoch ms, with fractions. */
  readonly startedAt: number;
  /** Ms, with fractions, from the call to its verdict. */
  readonly durationMs: number;
  /** Of these, ms spent waiting for the store; 0 when it was not asked. */
  readonly storeMs: number;
  /** Epoch of the price book this process judges by. */
  readonly epoch: number;
  /** How the customer came; undefined where the call does not say, or the order cannot be read. */
  readonly channel: string | undefined;
  readonly verdict: Verdict;
}

/** One question a guard put to the store, answered. */
export interface StoreEvent {
  readonly saleId: string;
  readonly operation: StoreOperation;
  readonly startedAt: number;
  readonly durationMs: number;
  /** Kind of the verdict; `threw` where the store threw. */
  readonly kind: string;
  /** Reason of a refusal, cause of an `unknown`, code of an error; undefined otherwise. */
  readonly reason: string | undefined;
}

/** Operations of the store that a guard uses. */
export type StoreOperation =
  | 'reserve'
  | 'commit'
  | 'release'
  | 'extend'
  | 'beginPayment'
  | 'status'
  | 'signal'
  | 'resolveReview'
  | 'setEpoch'
  | 'activity'
  | 'snapshot';

/** What is published on each channel. Objects are shared with the caller: listeners do not change them. */
export interface GuardEvents {
  readonly admit: CallEvent<AdmitVerdict>;
  readonly commit: CallEvent<CommitVerdict>;
  readonly release: CallEvent<ReleaseVerdict>;
  readonly extend: CallEvent<ExtendVerdict>;
  readonly beginPayment: CallEvent<ExtendVerdict>;
  readonly resume: CallEvent<ResumeVerdict>;
  readonly resolveReview: CallEvent<ResolveReviewVerdict>;
  readonly replacePriceBook: CallEvent<ReplaceVerdict>;
  readonly store: StoreEvent;
  /** After each good poll, once soon after the guard was made. */
  readonly activity: { readonly saleId: string; readonly activity: SaleActivity };
  /** The mode of the whole sale is another than at the poll before; `previous` is undefined at the first. */
  readonly mode: {
    readonly saleId: string;
    readonly at: EpochMs;
    readonly previous: SaleMode | undefined;
    readonly mode: SaleMode;
  };
  /** As the handlers hear them, at the moment they are called. */
  readonly trip: { readonly saleId: string; readonly trip: Trip };
  readonly latePayment: { readonly saleId: string; readonly payment: LatePayment };
  readonly shortfall: { readonly saleId: string; readonly shortfall: Shortfall };
  readonly regression: { readonly saleId: string; readonly regression: Regression };
  readonly error: { readonly saleId: string; readonly error: unknown };
}

/** Events that stand for a call of a guard. */
export type CallName =
  | 'admit'
  | 'commit'
  | 'release'
  | 'extend'
  | 'beginPayment'
  | 'resume'
  | 'resolveReview'
  | 'replacePriceBook';

const CHANNELS: Readonly<Record<GuardEventName, Channel>> = {
  admit: channel(GUARD_CHANNELS.admit),
  commit: channel(GUARD_CHANNELS.commit),
  release: channel(GUARD_CHANNELS.release),
  extend: channel(GUARD_CHANNELS.extend),
  beginPayment: channel(GUARD_CHANNELS.beginPayment),
  resume: channel(GUARD_CHANNELS.resume),
  resolveReview: channel(GUARD_CHANNELS.resolveReview),
  replacePriceBook: channel(GUARD_CHANNELS.replacePriceBook),
  store: channel(GUARD_CHANNELS.store),
  activity: channel(GUARD_CHANNELS.activity),
  mode: channel(GUARD_CHANNELS.mode),
  trip: channel(GUARD_CHANNELS.trip),
  latePayment: channel(GUARD_CHANNELS.latePayment),
  shortfall: channel(GUARD_CHANNELS.shortfall),
  regression: channel(GUARD_CHANNELS.regression),
  error: channel(GUARD_CHANNELS.error),
};

/** Whether anybody listens; an event that nobody hears is not made. */
export function isHeard(name: GuardEventName): boolean {
  return CHANNELS[name].hasSubscribers;
}

/** Publishes an event to whoever listens. What a listener throws never reaches the caller (Node reports it by itself). */
export function publish<Name extends GuardEventName>(name: Name, event: GuardEvents[Name]): void {
  CHANNELS[name].publish(event);
}
