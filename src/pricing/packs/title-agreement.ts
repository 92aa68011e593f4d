import { unitMeaning, type ContentToken, type TitleTokens } from '../unit-token.js';
import type { SoldAmount } from './sold-amount.js';

/** A title and a row that state different amounts. */
export interface TitleDisagreement {
  readonly field: 'pack' | 'content';
  /** As the title says it: `118`, `500g`. */
  readonly titleSays: string;
  /** How far apart the two are, 1 or more: the nearest of all readings of the title. */
  readonly factor: number;
  /** True when the title states just one such amount: then it is hardly about something else. */
  readonly isPlain: boolean;
}

/**
 * Compares the amounts of a title with those of the row. The title agrees when any reading of it does: each number, the
 * product of numbers (`2박스 20개`), the sum of contents (`500ml + 100ml`), for one piece or for the whole pack.
 *
 * @param tolerance largest factor that still agrees, above 1.
 * @returns undefined when they agree or state nothing in common.
 */
export function titleDisagreement(
  tokens: TitleTokens,
  row: SoldAmount,
  tolerance: number,
): TitleDisagreement | undefined {
  const found = [packDisagreement(tokens, row), contentDisagreement(tokens, row)];
  let worst: TitleDisagreement | undefined;
  for (const disagreement of found) {
    if (disagreement === undefined || disagreement.factor <= tolerance) continue;
    if (worst === undefined || disagreement.factor > worst.factor) worst = disagreement;
  }
  return worst;
}

function packDisagreement(tokens: TitleTokens, row: SoldAmount): TitleDisagreement | undefined {
  if (tokens.packs.length === 0) return undefined;
  const stated = statedPieces(row);
  if (stated.length === 0) return undefined;
  const counted = products([...tokens.packs, ...tokens.pieces]);
  if (counted.some((count) => stated.includes(count))) return undefined;
  const factor = nearest(products(tokens.packs), stated);
  return { field: 'pack', titleSays: tokens.packs.join(' × '), factor, isPlain: true };
}

/** Every number of pieces a row may mean: of the pack, of the content where it counts pieces, of both. */
function statedPieces({ pack, content, contentUnit }: SoldAmount): number[] {
  const isPieces = contentUnit !== undefined && unitMeaning(contentUnit)?.dimension === 'piece';
  const pieces = isPieces ? content : undefined;
  const both = pack === undefined || pieces === undefined ? undefined : pack * pieces;
  return [pack, pieces, both].filter((count): count is number => count !== undefined && count > 0);
}

function contentDisagreement(tokens: TitleTokens, row: SoldAmount): TitleDisagreement | undefined {
  const { content, contentUnit } = row;
  const unit = contentUnit === undefined ? undefined : unitMeaning(contentUnit);
  if (content === undefined || content <= 0 || unit === undefined) return undefined;
  const said: ContentToken[] = tokens.contents.filter((token) => token.dimension === unit.dimension);
  if (said.length === 0) return undefined;
  const one = content * unit.factor;
  const amounts = said.map((token) => token.amount);
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  const packs = [1, ...products([...tokens.packs, ...tokens.pieces])];
  const readings = [...amounts, sum].flatMap((amount) => packs.map((pack) => amount * pack));
  const factor = nearest(readings, [one, one * (row.pack ?? 1)]);
  return {
    field: 'content',
    titleSays: said.map((token) => token.text).join(' + '),
    factor,
    isPlain: said.length === 1,
  };
}

/** Each number, every product of two, and the product of all. */
function products(numbers: readonly number[]): number[] {
  const pairs = numbers.flatMap((left, at) => numbers.slice(at + 1).map((right) => left * right));
  const all = numbers.length > 2 ? [numbers.reduce((product, number) => product * number, 1)] : [];
  return [...numbers, ...pairs, ...all];
}

/** Smallest factor between any of the left and any of the right, 1 or more. */
function nearest(left: readonly number[], right: readonly number[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (const a of left) for (const b of right) smallest = Math.min(smallest, Math.max(a / b, b / a));
  return smallest;
}
