import type { Column } from './columns.js';

/** A row as csv-parse gives it, by column; an empty field is an empty text. */
export type CsvRow = Readonly<Record<Column, string>>;

/** What the rule engine is told of a row: plain values, and null for what is not known. */
export type RowFacts = Readonly<Record<string, string | number | boolean | null>>;

const CASES = [6, 8, 12, 18, 20, 24, 30, 36, 48];
const TITLE_PACK = /([0-9]+)(?:개입| pack)/;

/**
 * Reads a row into facts. What a rule would have to compute is computed here, once and in plain code: an engine of
 * conditions compares, it does not do sums.
 */
export function factsOf(row: CsvRow): RowFacts {
  const price = Number(row.price);
  const listPrice = numberOf(row.list_price);
  const reference = positive(listPrice);
  const former = positive(numberOf(row.previous_price));
  const discount = positive(numberOf(row.discount));
  const cost = numberOf(row.cost);
  const pack = numberOf(row.pack);
  const isFreeGift = price === 0 && row.gift === 'true';
  const titlePack = numberOf(TITLE_PACK.exec(row.name)?.[1] ?? '');
  const decades = decadesAbove(price, reference);
  const places = Math.round(decades ?? 0);
  const formerDecades = decadesAbove(price, former);
  const formerPlaces = Math.round(formerDecades ?? 0);
  return {
    sku: row.sku,
    name: row.name,
    category: row.category,
    price,
    listPrice,
    reference,
    former,
    cost,
    isFreeGift,
    listLessPrice: reference === null ? null : reference - price,
    isDiscountPrice: discount === price && price > 0,
    shareOfHalf: reference === null ? null : (price * 200) / reference,
    shareOfFormer: former === null ? null : price / former,
    shareOfCost: cost === null || cost <= 0 ? null : price / cost,
    shareOfReference: reference === null ? null : price / reference,
    places,
    placesAway: decades === null ? 1 : Math.abs(decades - places),
    isExactShift: reference !== null && price * 10 ** places === reference,
    formerPlaces,
    formerPlacesAway: formerDecades === null ? 1 : Math.abs(formerDecades - formerPlaces),
    fittingPack: fittingPack(price, former ?? reference, pack, titlePack),
    titleFactor: titlePack === null || pack === null ? 1 : Math.max(titlePack / pack, pack / titlePack),
    startsAt: row.sale_starts_at === '' ? null : Date.parse(row.sale_starts_at),
    endsAt: row.sale_ends_at === '' ? null : Date.parse(row.sale_ends_at),
    isSalePrice: (listPrice !== null && price < listPrice) || (former !== null && price < former),
  };
}

/** The first pack that explains the price: positive where a pack costs what one piece does, negative the other way; else 0. */
function fittingPack(price: number, base: number | null, ...packs: readonly (number | null)[]): number {
  if (base === null || price <= 0 || !(price * 1.9 < base || price > base * 1.9)) return 0;
  const stated = packs.filter((pack) => pack !== null && pack > 1);
  for (const pack of stated) {
    if (pack === null) continue;
    if (Math.abs(base / price / pack - 1) <= 0.02) return pack;
    if (Math.abs(price / base / pack - 1) <= 0.02) return -pack;
  }
  if (stated.length > 0) return 0;
  return -(CASES.find((pack) => Math.abs(price / base / pack - 1) <= 0.005) ?? 0);
}

function decadesAbove(price: number, known: number | null): number | null {
  return known === null || price <= 0 ? null : Math.log10(known / price);
}

function numberOf(text: string): number | null {
  return text === '' ? null : Number(text);
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}
