import { unitMeaning } from '../unit-token.js';

/** How much one sold unit holds, as a row states it. */
export interface SoldAmount {
  /** Pieces in one sold unit. */
  readonly pack: number | undefined;
  /** Content of one piece in `contentUnit`. */
  readonly content: number | undefined;
  readonly contentUnit: string | undefined;
}

/** How the amount of one sold unit moved between two catalogues. */
export interface AmountChange {
  /** New amount / old amount; above 0. */
  readonly factor: number;
  /** What moved it more. */
  readonly cause: 'pack' | 'content';
}

/**
 * Compares what one sold unit holds now with what it held before. Only what both state is compared, and contents only
 * within one dimension (grams with kilograms, never with litres).
 *
 * @returns undefined when nothing can be compared or nothing changed.
 */
export function amountChange(now: SoldAmount, before: SoldAmount): AmountChange | undefined {
  const pack = ratioOf(now.pack, before.pack);
  const content = contentRatio(now, before);
  if (pack === undefined && content === undefined) return undefined;
  const factor = (pack ?? 1) * (content ?? 1);
  // 24 cans of 330 ml and one keg of 7,920 ml are the same amount, floats aside.
  if (Math.abs(Math.log(factor)) < 1e-9) return undefined;
  const packShare = Math.abs(Math.log(pack ?? 1));
  const contentShare = Math.abs(Math.log(content ?? 1));
  return { factor, cause: packShare >= contentShare ? 'pack' : 'content' };
}

function contentRatio(now: SoldAmount, before: SoldAmount): number | undefined {
  const plain = ratioOf(now.content, before.content);
  if (plain === undefined || now.contentUnit === before.contentUnit) return plain;
  const unit = now.contentUnit === undefined ? undefined : unitMeaning(now.contentUnit);
  const unitBefore = before.contentUnit === undefined ? undefined : unitMeaning(before.contentUnit);
  if (unit === undefined || unit.dimension !== unitBefore?.dimension) return undefined;
  return (plain * unit.factor) / unitBefore.factor;
}

function ratioOf(now: number | undefined, before: number | undefined): number | undefined {
  if (now === undefined || before === undefined || now <= 0 || before <= 0) return undefined;
  return now / before;
}
