import fc from 'fast-check';
import { ORDER_STATUSES, type Order, type OrderLine, type OrderPayment } from '../../src/catalog/order.js';
import {
  ALLOCATIONS,
  type ApologyForm,
  type ApologyPolicy,
  type RemedyPolicy,
} from '../../src/catalog/remedy-policy.js';
import type { IncidentSubject } from '../../src/incident/incident.js';
import type { CurrencyCode } from '../../src/money/currency.js';
import { makePolicy, SOLD_AT } from '../unit/remedy/remedy-fixtures.js';

/** An incident's subject, a policy, and orders of every kind that a shop has. */
export interface RemedyWorld {
  readonly subject: IncidentSubject;
  readonly policy: RemedyPolicy;
  readonly orders: readonly Order[];
}

const SKUS = ['A', 'B', 'C', 'X'] as const;
const WRONG_PROMOTION = 'bad';
const INTENDED: Readonly<Record<string, number>> = { A: 100_000, B: 50_001 };
const SHOWN: Readonly<Record<string, number>> = { A: 10_000, B: 5_001 };

function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

/** What a shop's export has once in a while; never in a tidy one. */
function seldom(isTidy: boolean): fc.Arbitrary<boolean> {
  if (isTidy) return fc.constant(false);
  return fc.integer({ min: 0, max: 11 }).map((value) => value === 11);
}

function subjectArbitrary(): fc.Arbitrary<IncidentSubject> {
  const price = (sku: 'A' | 'B'): IncidentSubject['prices'][number] => ({
    sku,
    priceList: 'default',
    shownMinor: [SHOWN[sku] ?? 0],
    intendedMinor: INTENDED[sku] ?? 0,
  });
  return fc
    .record({
      prices: fc.subarray(['A', 'B'] as const),
      hasPromotion: fc.boolean(),
      short: fc.subarray(['A', 'C'] as const),
      allotments: fc.tuple(fc.nat(12), fc.nat(12)),
      until: fc.option(fc.constant(SOLD_AT + 90), { nil: undefined }),
    })
    .filter(({ prices, hasPromotion, short }) => prices.length + short.length > 0 || hasPromotion)
    .map(({ prices, hasPromotion, short, allotments, until }) => ({
      prices: prices.map(price),
      promotions: hasPromotion ? [{ promotionId: WRONG_PROMOTION }] : [],
      shortfalls: short.map((sku, index) => ({
        sku,
        priceList: 'default',
        allotmentUnits: allotments[index] ?? 0,
      })),
      from: SOLD_AT,
      until,
    }));
}

function formArbitraries(): Readonly<Record<'some' | 'any', fc.Arbitrary<ApologyForm>>> {
  const rate = fc.record({
    kind: fc.constant('rate' as const),
    rateBps: fc.integer({ min: 1, max: 5_000 }),
    capMinor: fc.integer({ min: 1, max: 100_000 }),
    base: fc.constantFrom('paid-price' as const, 'intended-price' as const),
    unitMinor: fc.constantFrom(1, 10, 1_000),
  });
  const amount = fc.record({
    kind: fc.constant('amount' as const),
    amountMinor: fc.integer({ min: 1, max: 9_999 }),
  });
  return {
    some: fc.oneof(rate, amount),
    any: fc.oneof(rate, amount, fc.constant({ kind: 'none' as const })),
  };
}

/** What everybody is offered and, once in a while, another apology for some tiers: then nobody is left without one. */
function offersArbitrary(): fc.Arbitrary<Pick<ApologyPolicy, 'form' | 'byTier'>> {
  const { some, any } = formArbitraries();
  const tiers = fc.record({ gold: rarely(some), silver: fc.option(some, { nil: undefined }) });
  return fc.oneof(
    fc.record({ form: any }),
    fc.record({ form: some, tiers }).map(({ form, tiers: { gold, silver } }) => {
      const byTier = [
        ...(gold === undefined ? [] : [{ tier: 'gold', form: gold }]),
        ...(silver === undefined ? [] : [{ tier: 'silver', form: silver }]),
      ];
      return { form, byTier: byTier.length === 0 ? undefined : byTier };
    }),
  );
}

function policyArbitrary(): fc.Arbitrary<RemedyPolicy> {
  return fc
    .record({
      currency: fc.constantFrom<CurrencyCode>('KRW', 'USD', 'KWD'),
      honourMinor: fc.oneof(fc.constant(0), fc.nat(1_000_000)),
      unitsMax: rarely(fc.integer({ min: 1, max: 12 })),
      allocation: fc.constantFrom(...ALLOCATIONS),
      partial: fc.constantFrom('allow' as const, 'refuse' as const),
      offers: offersArbitrary(),
      budgetMinor: fc.option(fc.nat(60_000), { nil: undefined }),
      split: fc.constantFrom('proportional' as const, 'money-first' as const),
    })
    .map((drawn) => {
      const base = makePolicy();
      return {
        ...base,
        currency: drawn.currency,
        honour: { ...base.honour, budgetMinor: drawn.honourMinor },
        review: { ...base.review, unitsPerCustomerMax: drawn.unitsMax },
        shortfall: { allocation: drawn.allocation, partial: drawn.partial },
        apology: {
          ...base.apology,
          ...drawn.offers,
          minimumSpendMinor: 20_000,
          budgetMinor: drawn.budgetMinor,
          whenOver: 'scale' as const,
        },
        refund: { ...base.refund, split: drawn.split },
      };
    });
}

function lineArbitrary(): fc.Arbitrary<Omit<OrderLine, 'lineId'>> {
  return fc
    .record({
      sku: fc.constantFrom(...SKUS),
      isWrong: fc.boolean(),
      quantity: fc.integer({ min: 1, max: 4 }),
      cuts: fc.subarray([WRONG_PROMOTION, 'good'], { maxLength: 2 }),
      cutMinor: fc.nat(2_000),
      returned: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(4) }),
      storedOff: rarely(fc.integer({ min: 0, max: 2 })),
      earnedPoints: rarely(fc.nat(500)),
      earnedMiles: rarely(fc.nat(50)),
    })
    .map((drawn) => {
      const unitPriceMinor = drawn.isWrong ? (SHOWN[drawn.sku] ?? 7_777) : (INTENDED[drawn.sku] ?? 8_888);
      const returnedQuantity = Math.min(drawn.returned, drawn.quantity);
      const paid = unitPriceMinor * drawn.quantity - drawn.cuts.length * drawn.cutMinor;
      const left = Math.floor((paid * (drawn.quantity - returnedQuantity)) / drawn.quantity);
      return {
        sku: drawn.sku,
        priceList: 'default',
        quantity: drawn.quantity,
        unitPriceMinor,
        reductions: drawn.cuts.map((promotionId) => ({ promotionId, amountMinor: drawn.cutMinor })),
        returnedQuantity: returnedQuantity === 0 ? undefined : returnedQuantity,
        // The shop's own figure need not be ours.
        refundMinor: drawn.storedOff === undefined ? undefined : left + drawn.storedOff,
        earnedPoints: drawn.earnedPoints,
        earnedMiles: drawn.earnedMiles,
      };
    });
}

/** What the units still there are worth; as the shop states it, or in exact shares where no unit came back. */
export function worthLeft(line: OrderLine): number {
  const { quantity, returnedQuantity = 0, unitPriceMinor, reductions, refundMinor } = line;
  if (returnedQuantity === quantity) return 0;
  if (refundMinor !== undefined) return refundMinor;
  const paid = reductions.reduce((sum, { amountMinor }) => sum - amountMinor, unitPriceMinor * quantity);
  const left = quantity - returnedQuantity;
  // Largest remainder of two shares: the larger remainder gets the unit, on a tie the units that are left.
  const floor = Math.floor((paid * left) / quantity);
  const remainder = (paid * left) % quantity;
  return remainder * 2 >= quantity ? floor + 1 : floor;
}

interface Tidiness {
  /** Without what a person has to look at. */
  readonly isTidy: boolean;
}

const METHODS = ['card', 'virtual-account', 'points', 'gift-card', 'phone'] as const;

/** Payments of an order, mostly worth what it is worth. */
function paymentsArbitrary(worthMinor: number, { isTidy }: Tidiness): fc.Arbitrary<readonly OrderPayment[]> {
  return fc
    .record({
      methods: fc.subarray([...METHODS], { minLength: 1, maxLength: 3 }),
      cut: fc.tuple(fc.nat(100), fc.nat(100)),
      isOff: seldom(isTidy),
      isNone: seldom(isTidy),
      refundedMinor: rarely(fc.nat(3_000)),
      isAuthorised: seldom(false),
      at: fc.nat(100),
    })
    .map(({ methods, cut, isOff, isNone, refundedMinor = 0, isAuthorised, at }) => {
      if (isNone) return [];
      let left = Math.max(0, worthMinor + (isOff ? (cut[0] % 2) * 2 - 1 : 0));
      return methods.map((method, index) => {
        const isLast = index === methods.length - 1;
        const part = isLast ? left : Math.floor((left * (cut[index] ?? 0)) / 100);
        left -= part;
        const gone = index === 0 && !isAuthorised ? refundedMinor : 0;
        return {
          ref: `pay-${index}`,
          method,
          capturedMinor: part + gone,
          at: SOLD_AT + at,
          state: isAuthorised && index === 0 ? ('authorised' as const) : undefined,
          refundedMinor: gone === 0 ? undefined : gone,
        };
      });
    });
}

function orderArbitrary(currency: CurrencyCode, { isTidy }: Tidiness): fc.Arbitrary<Omit<Order, 'id'>> {
  return fc
    .record({
      lines: fc.array(lineArbitrary(), { minLength: 1, maxLength: 3 }),
      shippingMinor: fc.constantFrom(0, 3_000),
      customer: fc.nat(19).map((number) => `c-${number}`),
      status: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom('paid' as const, 'placed' as const) },
        { weight: 1, arbitrary: fc.constantFrom(...ORDER_STATUSES) },
      ),
      placedAt: fc.integer({ min: -1, max: 95 }),
      isElsewhere: seldom(isTidy),
      isForeign: seldom(isTidy),
      isFlagged: seldom(isTidy),
      receiver: rarely(fc.constant('c-9')),
      tier: fc.constantFrom(undefined, 'gold', 'silver'),
      coupons: fc.subarray([
        { ref: 'cp-1', promotionId: 'good' },
        { ref: 'cp-2', promotionId: WRONG_PROMOTION },
      ]),
    })
    .chain((drawn) => {
      const lines = drawn.lines.map((line, index) => ({ ...line, lineId: String(index + 1) }));
      const worthMinor = lines.reduce<number>((sum, line) => sum + worthLeft(line), drawn.shippingMinor);
      return paymentsArbitrary(worthMinor, { isTidy }).map((payments) => ({
        saleId: drawn.isElsewhere ? 'other' : 'himart',
        customer: [drawn.customer],
        channel: 'app',
        currency: drawn.isForeign ? ('JPY' as const) : currency,
        placedAt: SOLD_AT + drawn.placedAt,
        taxBasis: 'included' as const,
        shippingMinor: drawn.shippingMinor,
        lines,
        payments,
        status: drawn.status,
        receiver: drawn.receiver,
        tier: drawn.tier,
        signals: drawn.isFlagged ? ['hoarding'] : undefined,
        coupons: drawn.coupons,
        milesPartner: 'air',
      }));
    });
}

/**
 * Incidents of every kind with up to 30 orders. Some ids come twice: with the same order, or with another one.
 */
export function remedyWorldArbitrary(): fc.Arbitrary<RemedyWorld> {
  const world = { subject: subjectArbitrary(), policy: policyArbitrary(), isTidy: fc.boolean() };
  return fc.record(world).chain(({ subject, policy, isTidy }) => {
    const how = isTidy
      ? fc.constant('new')
      : fc.constantFrom('new', 'new', 'new', 'new', 'new', 'new', 'again', 'other');
    return fc
      .array(fc.tuple(orderArbitrary(policy.currency, { isTidy }), how), { maxLength: 30, size: 'max' })
      .map((drawn) => {
        const orders: Order[] = [];
        for (const [index, [order, kind]] of drawn.entries()) {
          const earlier = orders[Math.floor(index / 2)];
          if (kind === 'new' || earlier === undefined) orders.push({ ...order, id: `o-${index}` });
          else orders.push(kind === 'again' ? { ...earlier } : { ...order, id: earlier.id });
        }
        return { subject, policy, orders };
      });
  });
}
