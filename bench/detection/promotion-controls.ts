import { PreviousTable } from '../../src/audit/previous-table.js';
import { auditCatalog } from '../../src/audit/audit.js';
import type { AuditResult } from '../../src/audit/result.js';
import type { HistoryLookup } from '../../src/audit/row-facts.js';
import { offersSource } from '../../src/audit/source.js';
import { isAtLeast } from '../../src/catalog/finding.js';
import type { Offer } from '../../src/catalog/offer.js';
import { offerKey } from '../../src/catalog/offer-key.js';
import { makePromotion, type Promotion, type PromotionInit } from '../../src/catalog/promotion.js';
import { DAY_MS } from '../../src/core/clock.js';
import { builtInPolicy } from '../../src/wire/policy.js';
import { approvalsFor, type Approvals } from './promotion-approvals.js';
import { promotionsOf } from './promotion-calendar.js';
import type { Shop } from './promotion-shop.js';

/** What the whole audit said of an honest catalogue with promotions. */
export interface PromotionControl {
  readonly title: string;
  readonly rowCount: number;
  readonly blockCount: number;
  readonly holdCount: number;
  readonly warnCount: number;
  /** Promotions held or blocked by their terms. */
  readonly promotionCount: number;
  /** Rules that hold or block the batch. */
  readonly batchRules: readonly string[];
}

interface Control {
  readonly title: string;
  readonly offers: readonly Offer[];
  readonly promotions: readonly Promotion[];
  readonly isApproved: boolean;
}

/** Audits the honest catalogues. The first has no promotions, to compare the others with. */
export async function measurePromotionControls(shop: Shop): Promise<PromotionControl[]> {
  const offers = shop.rows.map(({ offer }) => offer);
  const half = offers.map((offer) => ({ ...offer, priceMinor: Math.round(offer.priceMinor / 20) * 10 }));
  const plain = { offers, isApproved: false };
  const controls: readonly Control[] = [
    { title: 'no promotions', promotions: [], ...plain },
    { title: '2 for the price of 1.8, as tier prices', promotions: tiers(shop, [[2, 0.9]]), ...plain },
    {
      title: 'quantity tiers: from 10 at 5 % less, from 50 at 12 % less',
      promotions: tiers(shop, [
        [10, 0.95],
        [50, 0.88],
      ]),
      ...plain,
    },
    { title: '2+1 on everything, alone', promotions: [TWO_PLUS_ONE].map(made), ...plain },
    { title: 'sale 7 %, coupon 15 %, cart 5,000 won from 70,000, card 5 %', promotions: stack(), ...plain },
    { title: 'the same and 2+1: about half off', promotions: [...stack(), made(TWO_PLUS_ONE)], ...plain },
    { title: 'a sale of 50 %, not approved', promotions: [made(HALF_OFF)], ...plain },
    {
      title: 'the same, approved to 60 % below the reference',
      promotions: [made(HALF_OFF)],
      offers,
      isApproved: true,
    },
    { title: 'prices halved, not approved', promotions: [], offers: half, isApproved: false },
    {
      title: 'the same, approved to 60 % below the reference',
      promotions: [],
      offers: half,
      isApproved: true,
    },
  ];
  const outcomes: PromotionControl[] = [];
  for (const control of controls) outcomes.push(await audited(control, shop));
  return outcomes;
}

const TWO_PLUS_ONE: PromotionInit = {
  id: 'two-plus-one',
  kind: 'buy-x-get-y',
  buy: 2,
  get: 1,
  offBps: 10_000,
};
const HALF_OFF: PromotionInit = { id: 'half', kind: 'percent', rateBps: 5000, capMinor: undefined };

function made(init: PromotionInit): Promotion {
  return makePromotion({ ...init, currency: 'KRW' });
}

/** Goods coupon, cart coupon and card of the usual three groups, on top of a sale. */
function stack(): Promotion[] {
  const counted = { isCoupon: true, perCustomerMax: 1, usesMax: 1000 };
  return [
    made({ id: 'sale', kind: 'percent', rateBps: 700, capMinor: undefined }),
    made({
      id: 'goods',
      kind: 'percent',
      rateBps: 1500,
      capMinor: 20_000,
      minSpendMinor: 20_000,
      group: 'goods',
      ...counted,
    }),
    made({
      id: 'cart',
      kind: 'fixed',
      amountMinor: 5000,
      per: 'order',
      minSpendMinor: 70_000,
      group: 'cart',
      ...counted,
    }),
    made({
      id: 'card',
      kind: 'percent',
      rateBps: 500,
      capMinor: 20_000,
      minSpendMinor: 50_000,
      group: 'card',
      ...counted,
    }),
  ];
}

/** Unit prices of every row from quantities on. */
function tiers(shop: Shop, breaks: readonly (readonly [quantityMin: number, share: number])[]): Promotion[] {
  return shop.rows.map(({ offer: { sku, priceList, priceMinor } }, at) =>
    made({
      id: `tier-${at}`,
      kind: 'tier-price',
      steps: breaks.map(([quantityMin, share]) => ({
        quantityMin,
        unitPriceMinor: Math.round(priceMinor * share),
      })),
      scope: {
        isListedOnly: false,
        skus: [sku],
        categories: undefined,
        priceLists: [priceList],
        channels: undefined,
        tiers: undefined,
      },
    }),
  );
}

async function audited(control: Control, shop: Shop): Promise<PromotionControl> {
  const found = await audit(control, shop, undefined);
  if (!control.isApproved) return outcomeOf(control, found);
  return outcomeOf(control, await audit(control, shop, approvalsFor(found, shop)));
}

function audit(
  { offers, promotions }: Control,
  shop: Shop,
  approvals: Approvals | undefined,
): Promise<AuditResult> {
  const previous = new PreviousTable({ seed: 0 });
  for (const { offer } of shop.rows) previous.see(offer);
  return auditCatalog({
    catalog: [offersSource('catalogue', offers)],
    policy: { ...builtInPolicy(), approvals: approvals?.policy },
    now: shop.now,
    history: historyOf(shop),
    previous,
    promotions: promotions.length === 0 ? undefined : promotionsOf(promotions),
    approvals: approvals === undefined ? undefined : { signed: approvals.signed, at: shop.now },
  });
}

function historyOf({ rows, now }: Shop): HistoryLookup {
  const statistics = new Map(rows.map(({ offer, history }) => [offerKey(offer), history]));
  return {
    endsOn: now / DAY_MS - 1,
    find: (sku, priceList, currency) => statistics.get(offerKey({ sku, priceList, currency })),
  };
}

function outcomeOf({ title, offers }: Control, { findings }: AuditResult): PromotionControl {
  const ranks = ['block', 'hold', 'warn'] as const;
  const worstOf = new Map<number, number>();
  for (const { line, severity, subject } of findings) {
    const rank = ranks.findIndex((one) => one === severity);
    if (subject !== 'offer' || line === undefined || rank < 0) continue;
    worstOf.set(line, Math.min(rank, worstOf.get(line) ?? rank));
  }
  const countOf = (rank: number): number => [...worstOf.values()].filter((one) => one === rank).length;
  const held = findings.filter(({ severity }) => isAtLeast(severity, 'hold'));
  return {
    title,
    rowCount: offers.length,
    blockCount: countOf(0),
    holdCount: countOf(1),
    warnCount: countOf(2),
    promotionCount: held.filter(({ subject }) => subject === 'promotion').length,
    batchRules: [
      ...new Set(held.filter(({ subject }) => subject === 'batch').map((one) => one.ruleId)),
    ].sort(),
  };
}
