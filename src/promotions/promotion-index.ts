/**
 * promotions: the lowest payable price over every compatible set of promotions.
 * May import core, money and catalog. Invariant: pure; the same promotions and row give the same answer, whatever the order
 * of the file or of the rows, and no cart that follows the file goes below it.
 *
 * The model. An order holds `q` units of one SKU at its offer price `p`; its goods are worth `q x p`.
 *
 * A promotion may hold for a row when
 * - its scope does: the row meets every part that is given (a category holds for all below it; a row that states no channel
 *   or tier is sold in all of them), or the row names the promotion;
 * - its currency is the row's, or it has none;
 * - its window overlaps the sale window of the row, and has not passed yet.
 * It holds for an order of at least `quantityMin` units whose worth, before any promotion, is at least `minSpendMinor`.
 *
 * Promotions are used together as `combines` says: one a stacking group, exclusive ones alone, none beside what it
 * excludes, all at one instant. One with `perOrderMax` n may be used n times.
 *
 * Each changes the running total `x`, whole minor units, and never raises it:
 * - percent: less `x * rate / 10,000`, rounded up, at most its cap;
 * - fixed: less its amount, once or for each unit, down to 0;
 * - buy-x-get-y: for `floor(q / (x + y)) * y` of the `q` units less `offBps`, rounded up;
 * - tier price: at most `q` times the unit price of the best step reached;
 * - free shipping: nothing off the goods.
 * Shares are rounded up, in the customer's favour: a cart that rounds otherwise asks for more.
 *
 * Quantities: from the row's own `quantityMin`, 1 where it has none, to `quantityMax`; and beyond, up to 10,000, the smallest
 * that meets each `quantityMin`, `minSpendMinor` and tier step. What counts is the total over the quantity, compared as
 * fractions; of equal ones the fewer units, then the fewer uses, then the set first by its sorted ids.
 */
import type { Offer } from '../catalog/offer.js';
import type { Promotions, PromotionScope } from '../catalog/promotion.js';
import type { EpochMs } from '../core/clock.js';
import { AnswerMemory } from './answer-memory.js';
import { ClassStates } from './class-states.js';
import { compareTexts } from './compare.js';
import { CompiledPromotion } from './compiled-promotion.js';
import { CompiledSet } from './compiled-set.js';
import { dimensionsOf, type Dimension } from './dimensions.js';
import { KEPT_SETS_MAX } from './limits.js';
import {
  addAll,
  hasPosition,
  keepCommon,
  listOf,
  PositionClasses,
  positionsFrom,
  type Positions,
} from './positions.js';
import type { PromotionSet } from './promotion-set.js';
import { StackSearch } from './stack-search.js';
import { at, type Member } from './stack-plan.js';

const NO_REFS: readonly string[] = [];
const NO_POSITIONS: readonly number[] = [];

/** What is learnt of the rows of a catalogue; bounded, and begun anew when it is full. */
interface Learnt {
  readonly dimensions: readonly Dimension[];
  readonly namings: PositionClasses;
  readonly quantities: Map<number, number>;
  readonly states: ClassStates;
  /** By the state that the classes of a row lead to. */
  readonly setByState: (CompiledSet | 'none' | undefined)[];
  readonly sets: Map<string, CompiledSet>;
}

/**
 * Finds the promotions of a row by a few look-ups. Tables are bounded: a catalogue that cuts its promotions into more
 * different sets than are kept has them made again, with the same answers.
 */
export class PromotionIndex {
  /** Those that have not passed, by id, so that nothing depends on the order of the file. */
  readonly #live: readonly CompiledPromotion[];
  /** Of those, by position: those a row can meet without naming them. */
  readonly #unlisted: Positions;
  /** Of those: the ones that naming lets combine with more, whatever their channels and tiers. */
  readonly #narrowed: Positions;
  readonly #ids: ReadonlySet<string>;
  readonly #livePositions: ReadonlyMap<string, number>;
  readonly #order: Promotions['applicationOrder'];
  readonly #memory = new AnswerMemory();
  readonly #search = new StackSearch();
  #setNumber = 0;
  #learnt: Learnt;

  constructor({ promotions, applicationOrder }: Promotions, { now }: { readonly now: EpochMs }) {
    this.#order = applicationOrder;
    this.#ids = new Set(promotions.map(({ id }) => id));
    this.#live = promotions
      .map((promotion, position) => new CompiledPromotion(promotion, position))
      .filter(({ promotion: { endsAt } }) => endsAt === undefined || endsAt > now)
      .sort((left, right) => compareTexts(left.id, right.id));
    const where = (isIn: (scope: PromotionScope) => boolean): Positions =>
      positionsFrom(
        [...this.#live.keys()].filter((position) => isIn(at(this.#live, position).promotion.scope)),
        this.#live.length,
      );
    this.#unlisted = where((scope) => !scope.isListedOnly);
    this.#narrowed = where((scope) => scope.channels !== undefined || scope.tiers !== undefined);
    this.#livePositions = new Map(this.#live.map(({ id }, position) => [id, position]));
    this.#learnt = this.#beginAnew();
  }

  /** Promotions that may hold for an offer; one object for all offers with the same ones. Undefined: none. */
  setFor(offer: Offer): PromotionSet | undefined {
    const named = this.#namedBy(offer);
    let state = this.#stateOf(offer, named);
    if (state < 0) {
      this.#learnt = this.#beginAnew();
      state = this.#stateOf(offer, named);
      // A file can have more classes by itself than there is room for.
      if (state < 0) return this.#setOf(offer, named);
    }
    const found = (this.#learnt.setByState[state] ??= this.#setOf(offer, named) ?? 'none');
    return found === 'none' ? undefined : found;
  }

  /** Ids the offer's row names that no promotion has, in the row's order; one shared empty list when there are none. */
  unknownRefs({ promotionRefs }: Offer): readonly string[] {
    if (promotionRefs === undefined) return NO_REFS;
    const unknown = promotionRefs.filter((id) => !this.#ids.has(id));
    return unknown.length === 0 ? NO_REFS : unknown;
  }

  #beginAnew(): Learnt {
    return {
      dimensions: dimensionsOf(this.#live.map(({ promotion }) => promotion)),
      namings: new PositionClasses(this.#live.length),
      quantities: new Map(),
      states: new ClassStates(),
      setByState: [],
      sets: new Map(),
    };
  }

  /** -1 when there is no room for it. */
  #stateOf(offer: Offer, named: readonly number[]): number {
    const { dimensions, namings, quantities, states, sets } = this.#learnt;
    if (sets.size >= KEPT_SETS_MAX) return -1;
    let state = 0;
    for (const dimension of dimensions) {
      state = states.follow(state, dimension.classOf(offer));
      if (state < 0) return -1;
    }
    // Few rows name a promotion or have a smallest quantity; those without go no further.
    if (named.length === 0 && offer.quantityMin === undefined) return state;
    state = states.follow(state, namings.classOf(named));
    if (state < 0) return -1;
    const quantityMin = offer.quantityMin ?? 1;
    let quantityClass = quantities.get(quantityMin);
    if (quantityClass === undefined) quantities.set(quantityMin, (quantityClass = quantities.size));
    return states.follow(state, quantityClass);
  }

  /** Positions of the promotions a row names. */
  #namedBy({ promotionRefs }: Offer): readonly number[] {
    if (promotionRefs === undefined || promotionRefs.length === 0) return NO_POSITIONS;
    return promotionRefs.flatMap((id) => this.#livePositions.get(id) ?? []);
  }

  #setOf(offer: Offer, named: readonly number[]): CompiledSet | undefined {
    const byScope = this.#unlisted.slice();
    const byName = positionsFrom(named, this.#live.length);
    for (const dimension of this.#learnt.dimensions) {
      const allowed = dimension.allowedIn(dimension.classOf(offer));
      keepCommon(byScope, allowed);
      if (dimension.narrowsNamed) keepCommon(byName, allowed);
    }
    addAll(byScope, byName);
    keepCommon(byName, this.#narrowed);
    return this.#intern(byScope, byName, offer.quantityMin ?? 1);
  }

  /** @param named those of `positions` whose channels and tiers narrow nothing. */
  #intern(positions: Positions, named: Positions, quantityMin: number): CompiledSet | undefined {
    const key = `${quantityMin}:${positions.join()}:${named.join()}`;
    let set = this.#learnt.sets.get(key);
    if (set !== undefined) return set;
    const members = this.#membersOf(positions, named);
    if (members.length === 0) return undefined;
    set = new CompiledSet({
      setNumber: this.#setNumber++,
      members,
      applicationOrder: this.#order,
      quantityMin,
      memory: this.#memory,
      search: this.#search,
    });
    this.#learnt.sets.set(key, set);
    return set;
  }

  #membersOf(positions: Positions, named: Positions): Member[] {
    const members: Member[] = [];
    for (const position of listOf(positions)) {
      const compiled = this.#live[position];
      if (compiled === undefined) continue;
      members.push({ compiled, promotion: compiled.promotion, isNamed: hasPosition(named, position) });
    }
    return members;
  }
}
