import type { PriceTrail, RankedFinding } from '../../audit/result.js';
import { severityRank } from '../../catalog/finding.js';
import { offerKey } from '../../catalog/offer-key.js';
import { DEFAULT_PRICE_LIST } from '../../catalog/offer.js';
import { currencyExponent } from '../../money/currency.js';
import type { Lang } from '../../text/lang.js';
import { plainText } from '../../text/plain-text.js';
import { reportWords } from '../../text/report/words.js';
import { keepAmountsTogether } from '../../text/wrap.js';
import { approvalText } from '../approval-text.js';
import { evidenceLines } from '../evidence.js';
import { amountText, limitText, measureText } from '../measure.js';
import { messageOf } from '../message.js';
import { exposureText, markdownText, titleText } from '../offer-text.js';
import type { FlaggedOffer } from '../offers.js';
import { placeOf } from '../place.js';
import type { TemplateRecord } from './element.js';
import { trailRecord } from './trail.js';

/** What {@link offerRecord} draws on beside the offer. */
export interface RecordContext {
  readonly lang: Lang;
  readonly trails: ReadonlyMap<string, PriceTrail>;
}

/**
 * One offer as the page shows it: every member a text ready to be shown, and the few numbers the script filters and sorts
 * by (`rank`, `exposure`, `markdown`).
 */
export function offerRecord(offer: FlaggedOffer, context: RecordContext): TemplateRecord {
  const { lang } = context;
  const words = reportWords(lang);
  const [first, ...rest] = offer.findings;
  return {
    severity: offer.severity,
    severityWord: words.severity[offer.severity],
    sku: titleText(offer, lang),
    name: shown(offer.name),
    category: shown(offer.category),
    priceList: offer.priceList === DEFAULT_PRICE_LIST ? undefined : shown(offer.priceList),
    place: placeOf(offer),
    known: offer.isNew ? undefined : words.known,
    ruleId: plainText(first.ruleId),
    message: shown(messageOf(first, lang)),
    approval: approvalText(first, lang),
    approvalState: offer.approval,
    ...amountsOf(offer, lang),
    ...trailRecord(trailOf(offer, context.trails), offer.priceMinor, lang),
    others: rest.map((finding) => ({
      ruleId: plainText(finding.ruleId),
      severityWord: words.severity[finding.severity],
      message: shown(messageOf(finding, lang)),
      approval: approvalText(finding, lang),
    })),
    findings: offer.findings.map((finding) => evidenceRecord(finding, lang)),
    rank: severityRank(offer.severity),
    currency: offer.currency,
    exposure: majorExposure(offer),
    markdown: offer.markdownBps,
  };
}

function amountsOf(offer: FlaggedOffer, lang: Lang): TemplateRecord {
  const hasReference = offer.referenceMinor !== undefined;
  return {
    price:
      offer.priceMinor === undefined ? undefined : shown(amountText(offer.priceMinor, offer.currency, lang)),
    referenceLabel: hasReference ? reportWords(lang).referenceLabel(offer.referenceSource) : undefined,
    reference: hasReference ? shown(amountText(offer.referenceMinor, offer.currency, lang)) : undefined,
    markdownText: shown(markdownText(offer, lang)),
    exposureText: shown(exposureText(offer, lang)),
  };
}

function evidenceRecord(finding: RankedFinding, lang: Lang): TemplateRecord {
  return {
    ruleId: plainText(finding.ruleId),
    measured: shown(measureText(finding.measured, finding.currency, lang)),
    limit: shown(limitText(finding, lang)),
    evidence: evidenceLines(finding, lang).map(({ label, value }) => ({ label, value: shown(value) })),
  };
}

function trailOf(offer: FlaggedOffer, trails: ReadonlyMap<string, PriceTrail>): PriceTrail | undefined {
  const { sku, priceList, currency } = offer;
  if (sku === undefined || priceList === undefined || currency === undefined) return undefined;
  return trails.get(offerKey({ sku, priceList, currency }));
}

/** Sorted by only within one currency, so a plain number will do. */
function majorExposure(offer: FlaggedOffer): number | undefined {
  if (offer.exposureMinor === undefined || offer.currency === undefined) return undefined;
  return offer.exposureMinor / 10 ** currencyExponent(offer.currency);
}

/** Fit for the page: one line, visible, amounts not torn from their units. */
function shown(text: string | undefined): string | undefined {
  return text === undefined ? undefined : keepAmountsTogether(plainText(text));
}
