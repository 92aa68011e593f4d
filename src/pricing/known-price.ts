import type { ReferenceSource } from '../catalog/reference.js';
import type { InEveryLang, Lang } from '../text/lang.js';
import { sourceName } from './source-name.js';

/** Where an amount known of an offer comes from: a reference, or the price before this catalogue. */
export type KnownPriceSource = ReferenceSource | 'former-price';

/** An amount the offer is known to have had. */
export interface KnownPrice {
  readonly source: KnownPriceSource;
  /** Above 0, minor units of the offer's currency. */
  readonly priceMinor: number;
}

const FORMER: InEveryLang<string> = { en: 'its price before this change', ko: '변경 전 가격' };

/** What a known price is called inside a sentence. */
export function knownPriceName(source: KnownPriceSource, lang: Lang): string {
  return source === 'former-price' ? FORMER[lang] : sourceName(source, lang);
}
