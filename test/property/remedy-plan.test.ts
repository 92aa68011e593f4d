import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order, OrderLine } from '../../src/catalog/order.js';
import type { ApologyForm, ApologyPolicy } from '../../src/catalog/remedy-policy.js';
import type { IncidentSubject } from '../../src/incident/incident.js';
import type { PlannedLine, PlanRecord } from '../../src/remedy/plan.js';
import { planLineText } from '../../src/remedy/plan-text.js';
import { readPlan } from '../../src/wire/plan.js';
import { makeIncident, planOf, type WholePlan } from '../unit/remedy/remedy-fixtures.js';
import { remedyWorldArbitrary, worthLeft, type RemedyWorld } from './remedy-arbitraries.js';

const SEED = 'a seed of more than thirty-two bytes, kept';
const KEY = 'a key for coupon codes of more than 32 bytes';

function plan({ subject, policy, orders }: RemedyWorld): Promise<WholePlan> {
  const incident = makeIncident({ subject, currency: policy.currency });
  return planOf(orders, { incident, policy, lotterySeed: SEED, couponKey: KEY });
}

/** Holds a plan against what went into it. */
function holds(check: (plan: WholePlan, world: RemedyWorld) => void): Promise<void> {
  const property = fc.asyncProperty(remedyWorldArbitrary(), async (world) => check(await plan(world), world));
  return fc.assert(property, { numRuns: 200 });
}

/** The orders of an id that say different things. */
function ordersOf({ orders }: RemedyWorld, id: string): readonly Order[] {
  const texts = new Map(
    orders.filter((order) => order.id === id).map((order) => [JSON.stringify(order), order]),
  );
  return [...texts.values()];
}

/** Whether the incident is about a line, in the words of the specification. */
function isMember(line: OrderLine, order: Order, { subject, policy }: RemedyWorld): boolean {
  const isOf = (goods: { readonly sku: string; readonly priceList: string }): boolean =>
    goods.sku === line.sku && goods.priceList === line.priceList;
  const hasPrice = subject.prices.some(
    (price) =>
      isOf(price) && (price.shownMinor.includes(line.unitPriceMinor) || order.currency !== policy.currency),
  );
  const hasPromotion = subject.promotions.some(({ promotionId }) =>
    line.reductions.some((cut) => cut.promotionId === promotionId && cut.amountMinor > 0),
  );
  return hasPrice || hasPromotion || subject.shortfalls.some(isOf);
}

function isInTime({ placedAt, saleId }: Order, { from, until }: IncidentSubject): boolean {
  return saleId === 'himart' && placedAt >= from && (until === undefined || placedAt < until);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function allLines(whole: WholePlan): readonly PlannedLine[] {
  return whole.records.flatMap(({ lines }) => lines);
}

function leftOf(order: Order): number {
  return sum(order.payments.map(({ capturedMinor, refundedMinor = 0 }) => capturedMinor - refundedMinor));
}

describe('a plan over random incidents', () => {
  it('gives back exactly what the cancelled lines and the shipping are worth, and no payment more than was captured', () =>
    holds((whole, world) => {
      for (const record of whole.records) {
        const back = sum(record.payments.map(({ amountMinor }) => amountMinor));
        expect(back).toBe(record.shippingMinor + sum(record.lines.map(({ refundMinor }) => refundMinor)));
        if (back === 0) continue;
        const [order] = ordersOf(world, record.id);
        if (order === undefined) throw new Error('a record is of an order');
        for (const { ref, amountMinor } of record.payments) {
          const paid = order.payments.find((payment) => payment.ref === ref);
          expect(amountMinor).toBeGreaterThan(0);
          expect(amountMinor).toBeLessThanOrEqual((paid?.capturedMinor ?? 0) - (paid?.refundedMinor ?? 0));
        }
        for (const line of record.lines) {
          const own = order.lines.find(({ lineId }) => lineId === line.lineId);
          if (own === undefined) throw new Error('a planned line is of its order');
          const worth = worthLeft(own);
          if (line.cancelledUnits === line.quantity) expect(line.refundMinor).toBe(worth);
          else expect(line.refundMinor).toBeLessThanOrEqual(worth);
        }
        expect(worthLeftOf(order)).toBe(leftOf(order));
      }
    }));

  it('gives every payment back whole where nothing of an order is kept, and no shipping where something is', () =>
    holds((whole, world) => {
      for (const record of whole.records.filter(({ decision }) => decision !== 'review')) {
        const [order] = ordersOf(world, record.id);
        if (order === undefined) throw new Error('a record is of an order');
        const cancelled = new Set(
          record.lines.filter((line) => line.cancelledUnits === line.quantity).map(({ lineId }) => lineId),
        );
        const isWhole = order.lines.every(
          ({ lineId, quantity, returnedQuantity = 0 }) =>
            quantity === returnedQuantity || cancelled.has(lineId),
        );
        const back = sum(record.payments.map(({ amountMinor }) => amountMinor));
        if (isWhole) expect(back).toBe(leftOf(order));
        else expect(record.shippingMinor).toBe(0);
      }
    }));

  it('names a line once, and none that the incident is not about', () =>
    holds((whole, world) => {
      const seen = new Set<string>();
      for (const record of whole.records) {
        const orders = ordersOf(world, record.id);
        for (const { lineId } of record.lines) {
          expect(seen.has(`${record.id} ${lineId}`)).toBe(false);
          seen.add(`${record.id} ${lineId}`);
          const isAbout = orders.some(
            (order) =>
              isInTime(order, world.subject) &&
              order.lines.some((line) => line.lineId === lineId && isMember(line, order, world)),
          );
          expect(isAbout).toBe(true);
        }
      }
    }));

  it('has every order that the incident is about, or counts why not', () =>
    holds(({ trailer: { cohort }, records }, world) => {
      expect(cohort.ordersRead).toBe(world.orders.length);
      expect(cohort.ordersIn).toBe(records.length);
      expect(cohort.ordersRead).toBe(cohort.ordersIn + cohort.repeated + sum(Object.values(cohort.excluded)));
      expect(cohort.repeated).toBe(world.orders.length - new Set(world.orders.map(({ id }) => id)).size);
      const ids = new Set(records.map(({ id }) => id));
      for (const order of world.orders) {
        const isAbout =
          isInTime(order, world.subject) &&
          (order.status !== 'cancelled' || leftOf(order) !== 0) &&
          order.lines.some(
            (line) => line.quantity > (line.returnedQuantity ?? 0) && isMember(line, order, world),
          );
        if (isAbout) expect(ids.has(order.id)).toBe(true);
      }
    }));

  it('lets a person look where the amounts, the currency or the order itself are in doubt, and touches nothing of it', () =>
    holds((whole, world) => {
      for (const record of whole.records) {
        const orders = ordersOf(world, record.id);
        const isInDoubt =
          orders.length > 1 || orders.some(({ currency }) => currency !== world.policy.currency);
        if (isInDoubt) expect(record.decision).toBe('review');
        expect(record.reviewDueAt !== undefined).toBe(record.decision === 'review');
        if (record.decision !== 'review') continue;
        expect(record).toMatchObject({ payments: [], shippingMinor: 0, earnedPoints: 0, couponRefs: [] });
        expect([record.coupon, record.dueAt, record.partnerMiles]).toEqual([undefined, undefined, undefined]);
        expect(
          record.lines.every(({ cancelledUnits, refundMinor }) => cancelledUnits + refundMinor === 0),
        ).toBe(true);
      }
    }));

  it('takes nothing from a customer for signals alone: what they flag waits for a person, the delivered stays theirs', () =>
    fc.assert(
      fc.asyncProperty(remedyWorldArbitrary(), fc.nat(19), async (world, number) => {
        const customer = `c-${number}`;
        const flag = (order: Order): Order =>
          order.customer[0] === customer ? { ...order, signals: ['hoarding', 'resale'] } : order;
        const [before, after] = [await plan(world), await plan({ ...world, orders: world.orders.map(flag) })];
        expect(after.records.map(({ id }) => id)).toEqual(before.records.map(({ id }) => id));
        for (const [index, record] of after.records.entries()) {
          if (record.customer !== customer) continue;
          expect(['review', 'honour']).toContain(record.decision);
          expect(record).toMatchObject({ payments: [], couponRefs: [], earnedPoints: 0, shippingMinor: 0 });
          expect([record.coupon, record.noticeFor]).toEqual([undefined, undefined]);
          if (record.decision === 'honour') expect(before.records[index]?.decision).toBe('honour');
          if (
            before.records[index]?.lines.every(({ reasons }) => reasons.includes('already-delivered')) ===
            true
          )
            expect(record.lines).toEqual(before.records[index].lines);
        }
      }),
      { numRuns: 100 },
    ));

  it('grants a customer one coupon at most, only for something cancelled, and keeps within the budget', () =>
    holds((whole, { policy: { apology } }) => {
      const granted = whole.records.filter(({ coupon }) => coupon !== undefined);
      expect(new Set(granted.map(({ customer }) => customer)).size).toBe(granted.length);
      expect(new Set(granted.map(({ coupon }) => coupon?.codeSha256)).size).toBe(granted.length);
      const worst = sum(granted.map(({ coupon }) => coupon?.amountMinor ?? 0));
      if (apology.budgetMinor !== undefined) expect(worst).toBeLessThanOrEqual(apology.budgetMinor);
      for (const { coupon, lines } of granted) {
        expect(coupon?.amountMinor).toBeGreaterThan(0);
        expect(sum(lines.map(({ cancelledUnits }) => cancelledUnits))).toBeGreaterThan(0);
        const form = formOf(apology, coupon?.tier);
        if (form.kind === 'rate') {
          expect(coupon?.amountMinor).toBeLessThanOrEqual(form.capMinor);
          expect((coupon?.amountMinor ?? 0) % form.unitMinor).toBe(0);
        } else expect(coupon?.amountMinor).toBeLessThanOrEqual(form.kind === 'amount' ? form.amountMinor : 0);
      }
    }));

  it('offers a customer only what a tier of the own cancelled orders is offered, and none of them more', () =>
    holds((whole, world) => {
      const { apology } = world.policy;
      const named = new Set(apology.byTier?.map(({ tier }) => tier));
      const tierOf = (id: string): string | undefined => {
        const [order] = ordersOf(world, id);
        return named.has(order?.tier ?? '') ? order?.tier : undefined;
      };
      for (const record of whole.records) {
        // Of two orders of one id nobody knows which is right.
        if (ordersOf(world, record.id).length === 1) expect(record.tier).toBe(tierOf(record.id));
        if (record.coupon === undefined) continue;
        const cancelled = whole.records.filter(
          ({ customer, lines }) =>
            customer === record.customer && lines.some((line) => line.cancelledUnits > 0),
        );
        const tiers = new Set(cancelled.map(({ tier }) => tier));
        expect(tiers.has(record.coupon.tier)).toBe(true);
        for (const tier of tiers) {
          const form = formOf(apology, tier);
          if (form.kind !== 'amount' || whole.trailer.totals.couponScaleBps < 10_000) continue;
          expect(record.coupon.amountMinor).toBeGreaterThanOrEqual(form.amountMinor);
        }
      }
    }));

  it('shows by tier what its records say, nobody counted twice or left out', () =>
    holds(({ records, trailer: { totals } }, { policy: { apology } }) => {
      expect(totals.byTier === undefined).toBe(apology.byTier === undefined);
      const rows = totals.byTier ?? [];
      for (const row of rows) {
        const told = records.filter(
          ({ noticeFor, coupon, tier }) =>
            noticeFor !== undefined && (coupon === undefined ? tier : coupon.tier) === row.tier,
        );
        const worst = sum(told.map(({ coupon }) => coupon?.amountMinor ?? 0));
        expect([row.customers, row.couponWorstMinor]).toEqual([told.length, worst]);
        expect(row.ordersBy.cancel).toBe(
          records.filter(({ tier, decision }) => tier === row.tier && decision === 'cancel').length,
        );
        expect(row.couponRatioBps ?? 10_000).toBeGreaterThanOrEqual(10_000);
      }
      if (rows.length === 0) return;
      expect(sum(rows.map(({ customers }) => customers))).toBe(totals.notices);
      expect(sum(rows.map(({ couponWorstMinor }) => couponWorstMinor))).toBe(totals.couponWorstMinor);
      expect(sum(rows.flatMap(({ ordersBy }) => Object.values(ordersBy)))).toBe(totals.orders);
    }));

  it('tells every customer of whom something is cancelled once, and names all orders of the customer', () =>
    holds(({ records }) => {
      const byCustomer = new Map<string, PlanRecord[]>();
      for (const record of records)
        byCustomer.set(record.customer, [...(byCustomer.get(record.customer) ?? []), record]);
      for (const own of byCustomer.values()) {
        const notices = own.filter(({ noticeFor }) => noticeFor !== undefined);
        const isCancelled = own.some(({ lines }) => lines.some(({ cancelledUnits }) => cancelledUnits > 0));
        expect(notices.length).toBe(isCancelled ? 1 : 0);
        if (isCancelled) expect(notices[0]?.noticeFor).toEqual(own.map(({ id }) => id));
      }
    }));

  it('spends no more than the honour budget, on one order of a customer', () =>
    holds(({ records, trailer }, { policy }) => {
      const isPaidFor = (line: PlannedLine): boolean => line.reasons.includes('within-honour-budget');
      const honoured = records.filter(({ lines }) => lines.some(isPaidFor));
      const spent = sum(
        honoured.flatMap(({ lines }) => lines.filter(isPaidFor).map((line) => line.givenAwayMinor)),
      );
      expect(spent).toBeLessThanOrEqual(policy.honour.budgetMinor);
      expect(new Set(honoured.map(({ customer }) => customer)).size).toBe(honoured.length);
      expect(trailer.totals.honouredMinor).toBe(
        sum(records.flatMap(({ lines }) => lines.map((line) => line.givenAwayMinor))),
      );
    }));

  it('promises no more units than there are, and leaves none behind that somebody waits for', () =>
    holds((whole, { subject, policy }) => {
      for (const { sku, allotmentUnits } of subject.shortfalls) {
        const lines = allLines(whole).filter((line) => line.sku === sku);
        const gone = sum(
          whole.records
            .filter(({ status }) =>
              ['packed', 'shipped', 'delivered', 'collected', 'partly-returned'].includes(status),
            )
            .flatMap((record) =>
              record.lines.filter((line) => line.sku === sku).map(({ quantity }) => quantity),
            ),
        );
        const kept = sum(
          lines
            .filter(({ decision }) => decision !== 'review')
            .map(({ quantity, cancelledUnits }) => quantity - cancelledUnits),
        );
        expect(kept).toBeLessThanOrEqual(Math.max(allotmentUnits, gone));
        // Units that a person may still give to somebody are set aside: how many is then not to be seen from here.
        if (lines.some(({ decision }) => decision === 'review')) continue;
        const left = Math.max(0, allotmentUnits - kept);
        for (const line of lines.filter(({ reasons }) => reasons.includes('not-enough-units'))) {
          if (policy.shortfall.partial === 'allow') expect(left).toBe(0);
          else {
            expect(line.decision).toBe('cancel');
            expect(line.quantity).toBeGreaterThan(left);
          }
        }
      }
    }));

  it('is the same to the byte in whatever order the orders come', () =>
    fc.assert(
      fc.asyncProperty(
        remedyWorldArbitrary().chain((world) =>
          fc.tuple(
            fc.constant(world),
            fc.shuffledSubarray([...world.orders], { minLength: world.orders.length }),
          ),
        ),
        async ([world, shuffled]) => {
          expect(bytesOf(await plan({ ...world, orders: shuffled }))).toBe(bytesOf(await plan(world)));
        },
      ),
      { numRuns: 100 },
    ));

  it('is what the reader of plan files accepts, and reads back as it was', () =>
    fc.assert(
      fc.asyncProperty(remedyWorldArbitrary(), async (world) => {
        const whole = await plan(world);
        const bytes = Buffer.from(`${bytesOf(whole)}\n`);
        const read = await readPlan(() => piecesOf(bytes), { file: 'plan.jsonl' });
        const records = [];
        for await (const record of read.records()) records.push(record);
        expect(records.map(planLineText)).toEqual(whole.records.map(planLineText));
        expect(planLineText(read.trailer)).toBe(planLineText(whole.trailer));
      }),
      { numRuns: 100 },
    ));

  it('sums up what its records say', () =>
    holds(({ records, trailer: { totals, count } }) => {
      const paid = (...kinds: readonly string[]): number =>
        sum(
          records.flatMap(({ payments }) =>
            payments.filter(({ kind }) => kinds.includes(kind)).map((it) => it.amountMinor),
          ),
        );
      expect(count).toBe(records.length);
      expect(totals).toMatchObject({
        orders: records.length,
        customers: new Set(records.map(({ customer }) => customer)).size,
        unitsCancelled: sum(
          records.flatMap(({ lines }) => lines.map(({ cancelledUnits }) => cancelledUnits)),
        ),
        refundMinor: paid('refund', 'account-refund'),
        voidMinor: paid('void'),
        points: paid('restore-points'),
        earnedPoints: sum(records.map(({ earnedPoints }) => earnedPoints)),
        coupons: records.filter(({ coupon }) => coupon !== undefined).length,
        couponWorstMinor: sum(records.map(({ coupon }) => coupon?.amountMinor ?? 0)),
        notices: records.filter(({ noticeFor }) => noticeFor !== undefined).length,
      });
      const earliest = (dates: readonly (number | undefined)[]): number =>
        Math.min(...dates.flatMap((date) => date ?? []));
      expect(totals.firstDueAt ?? Infinity).toBe(earliest(records.map(({ dueAt }) => dueAt)));
      expect(totals.firstReviewDueAt ?? Infinity).toBe(
        earliest(records.map(({ reviewDueAt }) => reviewDueAt)),
      );
      for (const decision of ['honour', 'cancel', 'partial', 'review'] as const) {
        expect(totals.ordersBy[decision]).toBe(
          records.filter((record) => record.decision === decision).length,
        );
        const ofLines = records.flatMap(({ lines }) => lines).filter((line) => line.decision === decision);
        expect(totals.lines[decision]).toBe(ofLines.length);
      }
    }));
});

function formOf({ form, byTier }: ApologyPolicy, tier: string | undefined): ApologyForm {
  return byTier?.find((offer) => offer.tier === tier)?.form ?? form;
}

function worthLeftOf(order: Order): number {
  return sum(order.lines.map(worthLeft)) + order.shippingMinor;
}

function bytesOf({ header, records, trailer }: WholePlan): string {
  return [header, ...records, trailer].map(planLineText).join('\n');
}

// eslint-disable-next-line @typescript-eslint/require-await -- a file comes in pieces, this one at once
async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
