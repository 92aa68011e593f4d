import type { Lang } from '../text/lang.js';
import { plainText } from '../text/plain-text.js';
import { reportWords } from '../text/report/words.js';
import { sayIn } from '../text/say.js';
import { amountText } from './measure.js';
import { unitsExposed, type FlaggedOffer } from './offers.js';

/** `EP-100`, `promotion SUMMER-10`; a row whose SKU could not be read goes by its line. */
export function titleText(subject: Pick<FlaggedOffer, 'sku' | 'promotionId' | 'line'>, lang: Lang): string {
  const words = reportWords(lang);
  if (subject.promotionId !== undefined) return `${words.promotion} ${plainText(subject.promotionId)}`;
  return plainText(subject.sku ?? (subject.line === undefined ? '?' : words.line(subject.line)));
}

/** `12,900 won → usual price 129,000 won (90 % below)`; undefined for a row without a readable price. */
export function priceText(offer: FlaggedOffer, lang: Lang): string | undefined {
  if (offer.priceMinor === undefined) return undefined;
  const price = amountText(offer.priceMinor, offer.currency, lang);
  const reference = referenceText(offer, lang);
  const markdown = markdownText(offer, lang);
  if (reference === undefined) return price;
  return `${price} → ${reference}${markdown === undefined ? '' : ` (${markdown})`}`;
}

/** `usual price 129,000 won`, by the source of the reference. */
export function referenceText(offer: FlaggedOffer, lang: Lang): string | undefined {
  if (offer.referenceMinor === undefined) return undefined;
  const label = reportWords(lang).referenceLabel(offer.referenceSource);
  return `${label} ${amountText(offer.referenceMinor, offer.currency, lang)}`;
}

/** `90 % below`, `20 % above`; undefined when the price is the reference, or there is none. */
export function markdownText(offer: FlaggedOffer, lang: Lang): string | undefined {
  const bps = offer.markdownBps;
  if (bps === undefined || bps === 0) return undefined;
  const words = reportWords(lang);
  const percent = sayIn(lang).percent(Math.abs(bps));
  return bps > 0 ? words.below(percent) : words.above(percent);
}

/** `could cost 4,821,300 won for 39 units`; undefined where nothing is lost or nothing is known. */
export function exposureText(offer: FlaggedOffer, lang: Lang): string | undefined {
  if (offer.exposureMinor === undefined || offer.exposureMinor === 0) return undefined;
  return reportWords(lang).exposure(
    amountText(offer.exposureMinor, offer.currency, lang),
    unitsExposed(offer),
  );
}
