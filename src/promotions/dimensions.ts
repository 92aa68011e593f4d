import { pathsUpFrom } from '../catalog/category-path.js';
import type { Offer } from '../catalog/offer.js';
import type { Promotion, PromotionScope } from '../catalog/promotion.js';
import { windowsOverlap } from './combines.js';
import { KEPT_TEXTS_MAX } from './limits.js';
import { PositionClasses, type Positions } from './positions.js';

/**
 * One property of a row that promotions look at. Rows of one class are the same to every promotion, so that a row is
 * placed by a few look-ups, and what holds for it is worked out once for each combination of classes that occurs.
 */
export interface Dimension {
  /** Class of a row, from 0 on. */
  classOf(offer: Offer): number;
  /** Promotions that may hold for rows of a class, as far as this property goes. */
  allowedIn(classNumber: number): Positions;
  /** True for what narrows a promotion even on rows that name it: currency and window. */
  readonly narrowsNamed: boolean;
}

/** Dimensions that at least one promotion looks at. */
export function dimensionsOf(promotions: readonly Promotion[]): readonly Dimension[] {
  const dimensions: Dimension[] = [];
  const add = (
    listsOf: (promotion: Promotion) => readonly string[] | undefined,
    look: Omit<TextLook, 'lists'>,
  ): void => {
    const lists = promotions.map(listsOf);
    if (lists.some((list) => list !== undefined)) dimensions.push(new TextDimension({ lists, ...look }));
  };
  const scope =
    (part: Exclude<keyof PromotionScope, 'isListedOnly'>) =>
    (promotion: Promotion): readonly string[] | undefined =>
      promotion.scope[part];
  add(({ currency }) => (currency === undefined ? undefined : [currency]), {
    pick: (offer) => offer.currency,
    narrowsNamed: true,
  });
  add(scope('priceLists'), { pick: (offer) => offer.priceList });
  add(scope('channels'), { pick: (offer) => offer.channel, isOpenWhenMissing: true });
  add(scope('tiers'), { pick: (offer) => offer.tier, isOpenWhenMissing: true });
  add(scope('categories'), { pick: (offer) => offer.category, widen: pathsUpFrom });
  if (promotions.some(({ startsAt, endsAt }) => startsAt !== undefined || endsAt !== undefined))
    dimensions.push(new WindowDimension(promotions));
  add(scope('skus'), { pick: (offer) => offer.sku });
  return dimensions;
}

/** Class of a text that some list holds and no row has had yet. */
const NOT_MET = -1;

interface TextLook {
  /** What each promotion asks for; undefined asks for nothing. */
  readonly lists: readonly (readonly string[] | undefined)[];
  readonly pick: (offer: Offer) => string | undefined;
  /** A text and what else a row with it meets; only itself unless told. */
  readonly widen?: (text: string) => readonly string[];
  /** Whether a row that states nothing meets every list; it meets none unless told. */
  readonly isOpenWhenMissing?: boolean;
  readonly narrowsNamed?: boolean;
}

/** A text that must be one of a list. */
class TextDimension implements Dimension {
  readonly narrowsNamed: boolean;
  readonly #look: TextLook;
  readonly #byText: ReadonlyMap<string, readonly number[]>;
  /** Positions of the promotions that ask for nothing. */
  readonly #open: readonly number[];
  readonly #table: PositionClasses;
  /** Classes of the texts some list holds, and where texts are widened of those met; all others are of `#other`. */
  readonly #classes = new Map<string, number>();
  readonly #missing: number;
  readonly #other: number;
  #lastText: string | undefined;
  #lastClass = 0;

  constructor(look: TextLook) {
    const { lists } = look;
    this.narrowsNamed = look.narrowsNamed ?? false;
    this.#look = look;
    this.#byText = positionsByText(lists);
    this.#open = [...lists.keys()].filter((position) => lists[position] === undefined);
    this.#table = new PositionClasses(lists.length);
    this.#missing = this.#table.classOf(look.isOpenWhenMissing === true ? [...lists.keys()] : this.#open);
    this.#other = this.#table.classOf(this.#open);
    if (look.widen === undefined) for (const text of this.#byText.keys()) this.#classes.set(text, NOT_MET);
  }

  classOf(offer: Offer): number {
    const text = this.#look.pick(offer);
    if (text === undefined) return this.#missing;
    if (text === this.#lastText) return this.#lastClass;
    this.#lastText = text;
    const known = this.#classes.get(text) ?? (this.#look.widen === undefined ? this.#other : NOT_MET);
    return (this.#lastClass = known === NOT_MET ? this.#meet(text) : known);
  }

  allowedIn(classNumber: number): Positions {
    return this.#table.positionsOf(classNumber);
  }

  #meet(text: string): number {
    const { widen } = this.#look;
    if (widen !== undefined && this.#classes.size >= KEPT_TEXTS_MAX) this.#classes.clear();
    const texts = widen === undefined ? [text] : widen(text);
    const found = this.#table.classOf([
      ...this.#open,
      ...texts.flatMap((one) => this.#byText.get(one) ?? []),
    ]);
    this.#classes.set(text, found);
    return found;
  }
}

/** The sale window of a row, open where the row states no end of it. */
class WindowDimension implements Dimension {
  readonly narrowsNamed = true;
  readonly #promotions: readonly Promotion[];
  readonly #table: PositionClasses;
  /** Classes by start, then by end. */
  #classes = new Map<number | undefined, Map<number | undefined, number>>();
  #count = 0;

  constructor(promotions: readonly Promotion[]) {
    this.#promotions = promotions;
    this.#table = new PositionClasses(promotions.length);
  }

  classOf({ saleStartsAt, saleEndsAt }: Offer): number {
    const found = this.#classes.get(saleStartsAt)?.get(saleEndsAt);
    return found ?? this.#meet(saleStartsAt, saleEndsAt);
  }

  allowedIn(classNumber: number): Positions {
    return this.#table.positionsOf(classNumber);
  }

  #meet(startsAt: number | undefined, endsAt: number | undefined): number {
    if (this.#count >= KEPT_TEXTS_MAX) {
      this.#classes = new Map();
      this.#count = 0;
    }
    const overlapping = [...this.#promotions.entries()].filter(([, one]) =>
      windowsOverlap(one, { startsAt, endsAt }),
    );
    const made = this.#table.classOf(overlapping.map(([position]) => position));
    const byEnd = this.#classes.get(startsAt);
    if (byEnd === undefined) this.#classes.set(startsAt, new Map([[endsAt, made]]));
    else byEnd.set(endsAt, made);
    this.#count += 1;
    return made;
  }
}

/** Positions of the lists that hold a text. */
function positionsByText(
  lists: readonly (readonly string[] | undefined)[],
): ReadonlyMap<string, readonly number[]> {
  const positions = new Map<string, number[]>();
  for (const [position, list] of lists.entries()) {
    for (const text of list ?? []) {
      const known = positions.get(text);
      if (known === undefined) positions.set(text, [position]);
      else known.push(position);
    }
  }
  return positions;
}
