import { severityRank, type Finding, type FindingSubject, type Severity } from '../catalog/finding.js';
import type { Offer } from '../catalog/offer.js';
import type { ReadRow } from '../catalog/row.js';
import type { Facts } from '../pricing/facts.js';
import type { BatchJudgement, Judgement } from '../pricing/rule.js';
import { ownText } from '../readers/text-memory.js';

/** A finding about an offer that was judged. */
export function offerFinding(
  ruleId: string,
  judgement: Judgement,
  severityMax: Severity,
  row: { readonly offer: Offer; readonly facts: Facts; readonly file: string; readonly line: number },
): Finding {
  const { offer, facts, file, line } = row;
  const referenceMinor = facts.reference?.priceMinor;
  return {
    ruleId,
    severity: capped(judgement.severity, severityMax),
    subject: 'offer',
    // Texts of a row are slices of the file; a finding outlives it and must not keep it alive.
    sku: ownText(offer.sku),
    priceList: offer.priceList,
    file,
    line,
    currency: offer.currency,
    name: offer.name === undefined ? undefined : ownText(offer.name),
    category: offer.category,
    priceMinor: offer.priceMinor,
    referenceMinor,
    referenceSource: facts.reference?.source,
    exposureMinor: exposureOf(offer, referenceMinor),
    measured: judgement.measured,
    limit: judgement.limit,
    evidence: judgement.evidence,
  };
}

/** A finding about a row or a field that could not be read. */
export function rowFinding(ruleId: string, judgement: Judgement, row: ReadRow, file: string): Finding {
  return {
    ...bare(ruleId, judgement, judgement.severity, 'row'),
    sku: row.sku === undefined ? undefined : ownText(row.sku),
    priceList: row.priceList,
    file,
    line: row.line,
    currency: row.offer?.currency,
    name: row.offer?.name === undefined ? undefined : ownText(row.offer.name),
    category: row.offer?.category,
    priceMinor: row.offer?.priceMinor,
  };
}

/** A finding of a batch rule, about the batch or about one of its offers. */
export function batchFinding(ruleId: string, judgement: BatchJudgement, severityMax: Severity): Finding {
  const about = judgement.about;
  const finding = bare(
    ruleId,
    judgement,
    capped(judgement.severity, severityMax),
    about === undefined ? 'batch' : 'offer',
  );
  return about === undefined ? finding : { ...finding, ...about };
}

/** A finding about a whole file. */
export function fileFinding(ruleId: string, judgement: Judgement, file: string): Finding {
  return { ...bare(ruleId, judgement, judgement.severity, 'file'), file };
}

function bare(ruleId: string, judgement: Judgement, severity: Severity, subject: FindingSubject): Finding {
  return {
    ruleId,
    severity,
    subject,
    sku: undefined,
    priceList: undefined,
    file: undefined,
    line: undefined,
    currency: undefined,
    name: undefined,
    category: undefined,
    priceMinor: undefined,
    referenceMinor: undefined,
    referenceSource: undefined,
    exposureMinor: undefined,
    measured: judgement.measured,
    limit: judgement.limit,
    evidence: judgement.evidence,
  };
}

function capped(severity: Severity, severityMax: Severity): Severity {
  return severityRank(severity) < severityRank(severityMax) ? severityMax : severity;
}

/** (reference - price) x stock to sell, one unit where no stock is stated; capped at the largest safe integer. */
function exposureOf(offer: Offer, referenceMinor: number | undefined): number | undefined {
  if (referenceMinor === undefined) return undefined;
  const perUnit = Math.max(0, referenceMinor - offer.priceMinor);
  return Math.min(Number.MAX_SAFE_INTEGER, perUnit * (offer.stockToSell ?? 1));
}
