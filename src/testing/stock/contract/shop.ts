import type {
  Allotment,
  CommitRequest,
  OpenRequest,
  ReserveRequest,
  SetModeRequest,
} from '../../../stock/request.js';
import type { Reservation, ReservationState, StockLine } from '../../../stock/reservation.js';
import type { StockStore } from '../../../stock/store.js';
import type { ReserveVerdict, SaleSnapshot, StockCounters } from '../../../stock/verdict.js';
import type { StockHarness } from './harness.js';
import { expectSame, ofKind } from './expect.js';

/** The stock key checks sell unless they say otherwise. */
export const KEY = 'EP-100';
/** A second one. */
export const OTHER_KEY = 'EP-200';
/** The shortest a reservation can be asked for, ms. */
export const SHORT_MS = 1_000;
/** Long enough for a reservation of {@link SHORT_MS} to be due, however the store's clock is read. */
export const PAST_SHORT_MS = 1_050;
/** Who buys unless told. */
export const ANN = 'k1.ann';
/** Somebody else. */
export const BOB = 'k1.bob';

/** Units of {@link KEY}. */
export function units(quantity: number, stockKey: string = KEY): StockLine {
  return { stockKey, quantity };
}

/** One sale under check: the store with what checks do again and again. */
export class Shop {
  readonly harness: StockHarness;
  readonly store: StockStore;

  constructor(harness: StockHarness, store: StockStore) {
    this.harness = harness;
    this.store = store;
  }

  /** Opens the sale with this many units of {@link KEY}; a reservation stands long. */
  async open(
    quantity: number,
    change: Partial<OpenRequest> & { readonly key?: Partial<Allotment> } = {},
  ): Promise<void> {
    const { key, ...others } = change;
    const allotments = [{ ...units(quantity), ...key }];
    ofKind(await this.store.open({ allotments, ttlMs: 60_000, ...others }), 'opened');
  }

  /** Reserves one unit for {@link ANN} unless told otherwise. */
  async reserve(id: string, change: Partial<ReserveRequest> = {}): Promise<ReserveVerdict> {
    return this.store.reserve({ id, owners: [ANN], lines: [units(1)], ...change });
  }

  /** Reserves, and takes nothing else for an answer. */
  async hold(id: string, change: Partial<ReserveRequest> = {}): Promise<void> {
    ofKind(await this.reserve(id, change), 'reserved');
  }

  /** Reserves and begins to pay. */
  async beginToPay(
    id: string,
    change: Partial<ReserveRequest> & { readonly payMs?: number } = {},
  ): Promise<void> {
    const { payMs, ...others } = change;
    await this.hold(id, others);
    ofKind(await this.store.beginPayment({ id, ttlMs: payMs ?? 60_000 }), 'extended');
  }

  /** Reserves and commits. */
  async sell(id: string, change: Partial<ReserveRequest> = {}): Promise<void> {
    await this.hold(id, change);
    ofKind(await this.commit(id), 'committed');
  }

  /** Commits with payment `pay-<id>` unless told otherwise. */
  async commit(id: string, change: Partial<CommitRequest> = {}): ReturnType<StockStore['commit']> {
    return this.store.commit({ id, paymentRef: `pay-${id}`, ...change });
  }

  /** Sets the mode of the sale, with an approver, and takes nothing else for an answer. */
  async setMode(mode: SetModeRequest['mode'], scope?: string): Promise<void> {
    const people = { actor: 'ops.kim', approver: 'ops.lee', reason: 'a check of the contract' };
    const verdict = await this.store.setMode({ mode, ...people, ...(scope === undefined ? {} : { scope }) });
    ofKind(verdict, 'changed');
  }

  /** Makes a reservation of one unit lapse without anybody looking at it. */
  async lapse(id: string, change: Partial<ReserveRequest> = {}): Promise<void> {
    await this.hold(id, { ttlMs: SHORT_MS, ...change });
    await this.harness.clock.advance(PAST_SHORT_MS);
  }

  async snapshot(): Promise<SaleSnapshot> {
    return ofKind(await this.store.snapshot(), 'found').snapshot;
  }

  async reservation(id: string): Promise<Reservation> {
    return ofKind(await this.store.status(id), 'found').reservation;
  }

  /** @throws Error unless the reservation is in this state. */
  async expectState(id: string, state: ReservationState): Promise<void> {
    expectSame(`state of ${id}`, (await this.reservation(id)).state, state);
  }

  /** @throws Error unless these counters of a stock key have these values. */
  async expectCounters(expected: Partial<StockCounters>): Promise<void> {
    const { counters } = await this.snapshot();
    const found = counters.find((one) => one.stockKey === (expected.stockKey ?? KEY));
    const names = Object.keys(expected) as readonly (keyof StockCounters)[];
    const got = Object.fromEntries(names.map((name) => [name, found?.[name]]));
    expectSame(`counters of ${expected.stockKey ?? KEY}`, got, expected);
  }

  /** Runs something that must leave the sale as it was. @throws Error when a counter, the loss or the sequence moved. */
  async unchanged(run: () => Promise<void>): Promise<void> {
    const before = await this.snapshot();
    await run();
    expectSame('the sale', await this.snapshot(), before);
  }
}
