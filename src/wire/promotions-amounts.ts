import type { CurrencyCode } from '../money/currency.js';
import { amountIssue, type DecimalAsWritten } from './amount-field.js';
import type { RawPromotion, RawPromotions } from './promotions-raw.js';
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

/** The amounts that their currency cannot have. */
export function checkAmounts(promotion: RawPromotion, currency: CurrencyCode, path: Path): CheckProblem[] {
  return amountsOf(promotion).flatMap(({ path: inside, written }): CheckProblem[] => {
    const message = amountIssue(written, currency);
    return message === undefined ? [] : [{ path: [...path, ...inside], message }];
  });
}
