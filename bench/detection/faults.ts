import type { Random } from './random.js';
import type { Columns, Row } from './sku-day.js';

/** One way a price goes wrong. */
export interface Fault {
  readonly id: string;
  readonly title: string;
  /** The columns it needs. */
  readonly needs: Columns;
  /** A copy of the row with the fault; undefined where it cannot happen (no inner digit in 1,5 or no neighbour). */
  spoil(row: Row, random: Random): Row | undefined;
}

/**
 * A copy of a clean row with one fault, amounts whole minor units. Undefined for a no-op: the fault cannot happen there or
 * changes nothing, so there is nothing to find.
 */
export function inject(fault: Fault, row: Row, random: Random): Row | undefined {
  const spoilt = fault.spoil(row, random);
  if (spoilt === undefined) return undefined;
  const isSame = spoilt.priceMinor === row.priceMinor && spoilt.listMinor === row.listMinor;
  return isSame ? undefined : spoilt;
}

/** A whole amount of minor units: a left-over fraction would give the fault away. */
function scaled(minor: number, factor: number): number {
  return Math.round(minor * factor);
}

function timesPrice(factor: number): Fault['spoil'] {
  return (row) => ({ ...row, priceMinor: scaled(row.priceMinor, factor) });
}

function priceIs(priceMinor: number): Fault['spoil'] {
  return (row) => ({ ...row, priceMinor });
}

/** The amount without its digit at a place, leading zeros dropped: 105,000 without its first is 5,000. */
export function withoutDigit(minor: number, at: number): number {
  const digits = String(minor);
  return Number(digits.slice(0, at) + digits.slice(at + 1));
}

function lostDigit(place: (digitCount: number, random: Random) => number | undefined): Fault['spoil'] {
  return (row, random) => {
    const at = place(String(row.priceMinor).length, random);
    return at === undefined ? undefined : { ...row, priceMinor: withoutDigit(row.priceMinor, at) };
  };
}

/** Markdown of a row in whole percent; 0 where it has none worth advertising. */
function percentOff(row: Row, listMinor: number): number {
  return Math.round((1 - row.priceMinor / listMinor) * 100);
}

/** Runs a fault on rows with a list price only. */
function withList(spoil: (row: Row, listMinor: number, random: Random) => Row | undefined): Fault['spoil'] {
  return (row, random) => (row.listMinor === undefined ? undefined : spoil(row, row.listMinor, random));
}

/** Faults of one row, in the order they are printed. Faults of the feed stand in `feeds.ts`. */
export const FAULTS: readonly Fault[] = [
  { id: 'x0.1', title: 'price x 0.1', needs: 'real', spoil: timesPrice(0.1) },
  { id: 'x0.01', title: 'price x 0.01', needs: 'real', spoil: timesPrice(0.01) },
  { id: 'x10', title: 'price x 10', needs: 'real', spoil: timesPrice(10) },
  { id: 'x100', title: 'price x 100', needs: 'real', spoil: timesPrice(100) },
  { id: 'first-digit', title: 'first digit missing', needs: 'real', spoil: lostDigit(() => 0) },
  {
    id: 'inner-digit',
    title: 'inner digit missing',
    needs: 'real',
    spoil: lostDigit((count, random) => (count < 3 ? undefined : 1 + random.below(count - 2))),
  },
  { id: 'last-digit', title: 'last digit missing', needs: 'real', spoil: lostDigit((count) => count - 1) },
  { id: 'zero', title: 'price 0', needs: 'real', spoil: priceIs(0) },
  { id: 'one', title: 'price 1', needs: 'real', spoil: priceIs(1) },
  {
    id: 'neighbour',
    title: 'neighbour’s price',
    needs: 'real',
    spoil: (row) =>
      row.of.neighbourMinor === undefined ? undefined : { ...row, priceMinor: row.of.neighbourMinor },
  },
  {
    id: 'swapped',
    title: 'list and sale price swapped',
    needs: 'generated',
    spoil: withList((row, listMinor) => ({ ...row, priceMinor: listMinor, listMinor: row.priceMinor })),
  },
  {
    id: 'exponent',
    title: 'currency exponent, both prices',
    needs: 'generated',
    spoil: withList((row, listMinor, random) => {
      const factor = random.pick([0.01, 100]);
      return { ...row, priceMinor: scaled(row.priceMinor, factor), listMinor: scaled(listMinor, factor) };
    }),
  },
  {
    id: 'each-for-case',
    title: 'price of one piece for the case',
    needs: 'generated',
    spoil: (row) =>
      row.pack === undefined ? undefined : { ...row, priceMinor: scaled(row.priceMinor, 1 / row.pack) },
  },
  {
    id: 'percent-as-amount',
    title: 'percent off taken as an amount off',
    needs: 'generated',
    spoil: withList((row, listMinor) => {
      const percent = percentOff(row, listMinor);
      return percent <= 0 ? undefined : { ...row, priceMinor: listMinor - percent };
    }),
  },
  {
    id: 'discount-as-price',
    title: 'amount off as the price',
    needs: 'generated',
    spoil: withList((row, listMinor) => ({ ...row, priceMinor: listMinor - row.priceMinor })),
  },
  {
    id: 'stale-list',
    title: 'stale list price (x 0.4 to 2.5)',
    needs: 'generated',
    spoil: withList((row, listMinor, random) => ({
      ...row,
      listMinor: scaled(listMinor, random.factor({ low: 0.4, high: 2.5 }) / 100) * 100,
    })),
  },
];
