import type { Allocation, RemedyPolicy } from '../catalog/remedy-policy.js';
import { assert } from '../core/assert.js';
import type { EpochMs } from '../core/clock.js';
import { GuardError } from '../core/errors.js';
import type { IncidentSubject, Shortfall } from '../incident/incident.js';
import { allocate } from '../money/allocate.js';
import { money } from '../money/money.js';
import { lotteryTicket } from './lottery.js';
import { keepsItsUnits, wantsUnits } from './may-keep.js';
import type { LineFacts, OrderFacts, PaymentFacts } from './order-facts.js';
import { put, type Runs } from './runs.js';
import { AFTER_NUMBERS, pairKey, sortableNumber } from './sort-keys.js';
import type { SortRow, SortRun } from './sorter.js';

/** What an allocation is made by. */
export interface AllocationInput {
  readonly subject: Pick<IncidentSubject, 'shortfalls'>;
  readonly policy: RemedyPolicy;
  /** Only of a lottery. */
  readonly lotterySeed: string | undefined;
}

/** An order of which it is known whether its wrong prices are honoured. */
export interface HonouredOrder {
  readonly facts: OrderFacts;
  readonly isHonoured: boolean;
}

/** A line that waits for units. */
interface Claim {
  readonly shortfall: number;
  readonly keepsItsUnits: boolean;
  readonly orderId: string;
  /** Place of the line among those of the order in the cohort. */
  readonly line: number;
  readonly units: number;
  readonly tier: string;
}

/** Words for tiers that one shop may have; more are no tiers, and a share for each would be nobody's. */
const TIERS_MAX = 1_000;

/**
 * Shares out what is there of each SKU that was oversold. Orders that are packed or out of the shop keep their units first. The rest
 * stands in line: by the time of the order (`reservation-order`), of its first payment (`paid-order`, unpaid ones last: those
 * without a payment, and those that still wait for a transfer), or by lot (`seeded-lottery`); ties by order id. Each gets all its units, or as many as are left where the policy allows a part; where it does
 * not, an order that what is left cannot serve is passed over, and the next is asked, so that no unit stays behind that somebody waits
 * for. `tier-weighted` gives every tier its share of the units, in proportion to the units it ordered (largest remainder, ties to the
 * tier first by name), and within the tier the time of the order decides; what a tier cannot use goes to all, by time.
 *
 * @returns rows of order id and {@link servedOf}; undefined for an incident without a shortfall.
 */
export async function shareOutShortfalls(
  orders: AsyncIterable<HonouredOrder>,
  input: AllocationInput,
  runs: Runs,
): Promise<SortRun | undefined> {
  if (input.subject.shortfalls.length === 0) return undefined;
  const claims = runs.open();
  for await (const order of orders) {
    for (const row of claimsOf(order, input)) await put(claims, row);
  }
  const served = runs.open();
  const isTiered = input.policy.shortfall.allocation === 'tier-weighted';
  const rests = isTiered ? await restsOf(claims, input) : undefined;
  for await (const { claim, units } of serve(claims, input, rests)) {
    await put(served, { key: claim.orderId, text: JSON.stringify([claim.line, units]) });
  }
  await runs.close(claims);
  return served;
}

/** Units of each line of an order that took part, by the place of the line. */
export function servedOf(texts: readonly string[]): ReadonlyMap<number, number> {
  return new Map(texts.map((text) => JSON.parse(text) as [number, number])); // written by shareOutShortfalls
}

function claimsOf({ facts, isHonoured }: HonouredOrder, input: AllocationInput): readonly SortRow[] {
  const { policy } = input;
  const rows: SortRow[] = [];
  for (const [index, line] of facts.lines.entries()) {
    if (line.shortfall === undefined || !wantsUnits({ facts, line, isHonoured }, policy)) continue;
    const keeps = keepsItsUnits(facts, policy);
    const place = keeps ? '0' : `1${rankOf(facts, line, input)}`;
    const key = [sortableNumber(line.shortfall), place, facts.id, sortableNumber(index)].join(' ');
    const claim: Claim = {
      shortfall: line.shortfall,
      keepsItsUnits: keeps,
      orderId: facts.id,
      line: index,
      units: line.units,
      tier: facts.tier ?? '',
    };
    rows.push({ key, text: JSON.stringify(claim) });
  }
  return rows;
}

function rankOf(facts: OrderFacts, line: LineFacts, { policy, lotterySeed }: AllocationInput): string {
  const placed = sortableNumber(facts.placedAt);
  switch (policy.shortfall.allocation) {
    case 'reservation-order':
    case 'tier-weighted':
      return placed;
    case 'paid-order': {
      const paidAt = paidAtOf(facts, policy);
      return pairKey(paidAt === undefined ? AFTER_NUMBERS : sortableNumber(paidAt), { then: placed });
    }
    case 'seeded-lottery':
      return lotteryTicket(requireSeed(policy.shortfall.allocation, lotterySeed), {
        sku: line.sku,
        priceList: line.priceList,
        orderId: facts.id,
      });
  }
}

/**
 * Undefined for an order that is not paid. A card that is authorised is: its money is set aside. An account to pay into is named long
 * before anybody pays into it, and often nobody does.
 */
function paidAtOf({ payments }: OrderFacts, { refund }: RemedyPolicy): EpochMs | undefined {
  const isTransferOpen = ({ isCaptured, method }: PaymentFacts): boolean =>
    !isCaptured && refund.accountMethods.includes(method);
  if (payments.some((payment) => isTransferOpen(payment) && payment.leftMinor > 0)) return undefined;
  const paid = payments.filter((payment) => !isTransferOpen(payment)).map(({ at }) => at);
  return paid.length === 0 ? undefined : Math.min(...paid);
}

/** @throws GuardError `invalid-argument` for a lottery without a seed. */
export function requireSeed(allocation: Allocation, seed: string | undefined): string {
  if (seed !== undefined) return seed;
  throw new GuardError({
    code: 'invalid-argument',
    message: `the policy shares a shortfall out by ${allocation}: hand in the seed whose commitment was published`,
  });
}

/** What is left of one shortfall. */
interface Rest {
  /** Units nobody has. */
  units: number;
  /** Of those, by tier, what is set aside for it; undefined where no tier has a share of its own. */
  readonly byTier: Map<string, number> | undefined;
  /** What no tier can use, for all; known once every claim was asked. */
  readonly spare: number;
}

interface Served {
  readonly claim: Claim;
  readonly units: number;
}

async function* serve(
  claims: SortRun,
  { subject, policy }: AllocationInput,
  tiered: readonly Rest[] | undefined,
): AsyncGenerator<Served, void, undefined> {
  const rests = tiered ?? subject.shortfalls.map(restOf);
  const spare = rests.map((rest) => rest.spare);
  for await (const { text } of claims.sorted()) {
    const claim = JSON.parse(text) as Claim; // written by claimsOf
    const rest = rests[claim.shortfall];
    assert(rest !== undefined, 'a claim is of a shortfall of the incident');
    if (claim.keepsItsUnits) {
      if (rest.byTier === undefined) rest.units = Math.max(0, rest.units - claim.units);
      yield { claim, units: claim.units };
      continue;
    }
    const units = take(rest, claim, policy);
    const left = spare[claim.shortfall] ?? 0;
    if (units === 0 && left >= claim.units) {
      spare[claim.shortfall] = left - claim.units;
      yield { claim, units: claim.units };
    } else yield { claim, units };
  }
}

/** What a claim gets of the rest, which it is taken from. */
function take(rest: Rest, { units: wanted, tier }: Claim, policy: RemedyPolicy): number {
  const left = rest.byTier === undefined ? rest.units : (rest.byTier.get(tier) ?? 0);
  const isEnough = left >= wanted;
  const units = isEnough ? wanted : policy.shortfall.partial === 'allow' ? left : 0;
  if (rest.byTier === undefined) rest.units -= units;
  else rest.byTier.set(tier, left - units);
  return units;
}

function restOf({ allotmentUnits }: Shortfall): Rest {
  return { units: allotmentUnits, byTier: undefined, spare: 0 };
}

/** The shares of the tiers, and what is left of them when every claim has been asked once. */
async function restsOf(claims: SortRun, input: AllocationInput): Promise<readonly Rest[]> {
  const wanted = input.subject.shortfalls.map(() => new Map<string, number>());
  const free = input.subject.shortfalls.map(({ allotmentUnits }) => allotmentUnits);
  for await (const { text } of claims.sorted()) {
    const { shortfall, keepsItsUnits: keeps, units, tier } = JSON.parse(text) as Claim; // written by claimsOf
    if (keeps) free[shortfall] = Math.max(0, (free[shortfall] ?? 0) - units);
    else addTo(wanted[shortfall], tier, units);
  }
  const shares = wanted.map((byTier, index) => sharesOf(byTier, free[index] ?? 0));
  if (input.policy.shortfall.partial === 'allow')
    return shares.map((byTier) => ({ units: 0, byTier, spare: 0 }));
  // Where a part is refused, what is left of a share is known only when its whole tier was asked.
  const trial = shares.map((byTier) => ({ units: 0, byTier: new Map(byTier), spare: 0 }));
  for await (const _served of serve(claims, input, trial)) continue;
  return shares.map((byTier, index) => {
    const spare = [...(trial[index]?.byTier.values() ?? [])].reduce((sum, units) => sum + units, 0);
    return { units: 0, byTier, spare };
  });
}

function addTo(byTier: Map<string, number> | undefined, tier: string, units: number): void {
  byTier?.set(tier, (byTier.get(tier) ?? 0) + units);
  if ((byTier?.size ?? 0) > TIERS_MAX)
    throw new GuardError({
      code: 'input',
      message: `the orders name more than ${TIERS_MAX} tiers: tier-weighted shares a shortfall out among a few`,
    });
}

function sharesOf(byTier: ReadonlyMap<string, number>, free: number): Map<string, number> {
  const tiers = [...byTier.keys()].sort();
  const wanted = tiers.map((tier) => byTier.get(tier) ?? 0);
  const total = wanted.reduce((sum, units) => sum + units, 0);
  if (total <= free) return new Map(byTier);
  // The way an amount is shared out is the way units are: the currency says nothing here.
  const shares = allocate(money(free, 'KRW'), wanted);
  return new Map(tiers.map((tier, index) => [tier, shares[index]?.minor ?? 0]));
}
