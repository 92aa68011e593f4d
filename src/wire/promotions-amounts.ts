import { currencyExponent, type CurrencyCode } from '../money/currency.js';
import { PLAIN_NUMBERS, readAmount } from '../money/decimal-text.js';
import { AMOUNT_FIXES } from './promotions-fields.js';
import type { DecimalAsWritten, RawPromotion, RawPromotions } from './promotions-raw.js';
import type { CheckProblem, Path } from './problem.js';

/** An amount of a promotion with the path to it inside the promotion. */
interface WrittenAmount {
  readonly path: Path;
  readonly written: DecimalAsWritten;
}

/** Every amount a promotion states. */
export function amountsOf(promotion: RawPromotion): readonly WrittenAmount[] {
  const { minSpend, budget, cap, amount, steps } = promotion;
  const found: WrittenAmount[] = [];
  for (const [name, written] of Object.entries({ minSpend, budget, cap, amount })) {
    if (written !== undefined) found.push({ path: [name], written });
  }
  steps?.forEach((step, index) => found.push({ path: ['steps', index, 'price'], written: step.price }));
  return found;
}

/** The currency of a promotion's amounts: its own, else that of the file, else that of the catalogue. */
export function currencyOf(
  promotion: RawPromotion,
  file: RawPromotions,
  catalogue: CurrencyCode | undefined,
): CurrencyCode | undefined {
  return promotion.currency ?? file.currency ?? catalogue;
}

/** Minor units of an amount; undefined for one that the currency cannot have. */
export function minorOf(written: DecimalAsWritten, currency: CurrencyCode): number | undefined {
  const reading = readAmount(String(written), currencyExponent(currency), PLAIN_NUMBERS);
  return reading.kind === 'amount' ? reading.minor : undefined;
}

/** The amounts that their currency cannot have. */
export function checkAmounts(promotion: RawPromotion, currency: CurrencyCode, path: Path): CheckProblem[] {
  const exponent = currencyExponent(currency);
  return amountsOf(promotion).flatMap(({ path: inside, written }): CheckProblem[] => {
    const reading = readAmount(String(written), exponent, PLAIN_NUMBERS);
    if (reading.kind === 'amount') return [];
    return [{ path: [...path, ...inside], message: `got ${written}, ${whyText(reading.problem, currency)}` }];
  });
}

function whyText(
  problem: Extract<ReturnType<typeof readAmount>, { kind: 'problem' }>['problem'],
  currency: CurrencyCode,
): string {
  // What looks like a group of thousands is a fraction with too many digits, too.
  if (problem === 'fraction-digits' || problem === 'group-separator') {
    return `expected at most ${currencyExponent(currency)} decimals: ${currency} has no more`;
  }
  if (problem === 'out-of-range') return `expected at most 2^53 - 1 minor units of ${currency}`;
  const fix = AMOUNT_FIXES[problem];
  return `expected an amount of ${currency}${fix === undefined ? '' : `; ${fix}`}`;
}
