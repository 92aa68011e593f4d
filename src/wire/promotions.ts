import type { Promotions } from '../catalog/promotion.js';
import type { CurrencyCode } from '../money/currency.js';
import { readChecked } from './checked-document.js';
import { EXPORTED_LIMITS } from './document-limits.js';
import { BUILT_IN_CATALOG } from './policy-defaults.js';
import { checkPromotions, type PromotionsReading } from './promotions-checks.js';
import { promotionOf } from './promotions-domain.js';
import { promotionsSchema } from './promotions-schema.js';

/** How a promotions file is read. */
export interface PromotionsOptions {
  /** Name of the file, for messages and {@link Promotions.file}. */
  readonly file: string;
  /** SHA-256 of the bytes of the file, hex. */
  readonly sha256: string;
  /** Currency of amounts where neither the promotion nor the file names one; usually that of the catalogue. */
  readonly currency?: CurrencyCode | undefined;
  /** What separates the parts of a category path, as in the catalogue. Default `>`. */
  readonly categorySeparator?: string | undefined;
}

/**
 * Reads every promotion that may be live during a sale from the text of a YAML or JSON file: at most 8 Mi characters and
 * 10,000 promotions. Nothing is guessed: an amount without a currency, a field of another kind, an empty list are errors.
 *
 * @returns promotions in the order of the file, frozen.
 * @throws GuardError `input` naming every problem of the file with its line, what was got, what was expected and the fix.
 * @example
 * ```ts
 * const text = 'version: 1\npromotions: [{ id: TEN, kind: percent, percent: 10 }]';
 * readPromotions(text, { file: 'promotions.yaml', sha256: sha256Hex(text) }).promotions[0]; // rateBps 1000
 * ```
 */
export function readPromotions(text: string, options: PromotionsOptions): Promotions {
  const reading: PromotionsReading = {
    currency: options.currency,
    categorySeparator: options.categorySeparator ?? BUILT_IN_CATALOG.categorySeparator,
  };
  const { value, placeOf } = readChecked(text, options.file, {
    code: 'input',
    schema: promotionsSchema(),
    saysNothing:
      'the file says nothing; write "version: 1" and "promotions:" with a list, or leave the file out',
    limits: EXPORTED_LIMITS,
    crossCheck: (file) => checkPromotions(file, reading),
  });
  return Object.freeze({
    file: options.file,
    sha256: options.sha256,
    promotions: Object.freeze(
      value.promotions.map((raw, index) => {
        const { line } = placeOf(['promotions', index]);
        return Object.freeze(promotionOf(raw, value, { ...reading, line }));
      }),
    ),
    applicationOrder: value.applicationOrder ?? 'unknown',
  });
}
