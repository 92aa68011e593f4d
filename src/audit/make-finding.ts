import { severityRank, type Finding, type FindingSubject, type Severity } from '../catalog/finding.js';
import { promotionHash } from '../approvals/promotion-hash.js';
import type { Offer } from '../catalog/offer.js';
import type { Promotion } from '../catalog/promotion.js';
import type { ReadRow } from '../catalog/row.js';
import { exposureOf } from '../pricing/exposure.js';
import type { Facts } from '../pricing/facts.js';
import type { BatchJudgement, Judgement } from '../pricing/rule.js';
import { ownText } from '../readers/text-memory.js';

/** A finding about an offer that was judged. */
export function offerFinding(
  ruleId: string,
  judgement: Judgement,
  severityMax: Severity,
  row: {
    readonly offer: Offer;
    readonly facts: Facts;
    readonly payableMinor: number | undefined;
    /** See `rowHash`. */
    readonly rowHash: () => string;
    readonly file: string;
    readonly line: number;
  },
): Finding {
  const { offer, facts, payableMinor, file, line } = row;
  const referenceMinor = facts.reference?.priceMinor;
  const severity = capped(judgement.severity, severityMax);
  return {
    ruleId,
    severity,
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
    exposureMinor: exposureOf({
      priceMinor: offer.priceMinor,
      referenceMinor,
      stockToSell: offer.stockToSell,
    }),
    stockToSell: offer.stockToSell,
    payableMinor,
    measured: judgement.measured,
    limit: judgement.limit,
    evidence: judgement.evidence,
    promotionId: undefined,
    subjectHash: severity === 'info' ? undefined : row.rowHash(),
    editors: editorsOf(offer),
    approval: undefined,
  };
}

/** A finding about one promotion by itself. */
export function promotionFinding(
  ruleId: string,
  judgement: Judgement,
  severityMax: Severity,
  about: { readonly promotion: Promotion; readonly file: string },
): Finding {
  const { promotion, file } = about;
  return {
    ...bare(ruleId, judgement, capped(judgement.severity, severityMax), 'promotion'),
    file,
    line: promotion.line,
    currency: promotion.currency,
    name: promotion.name,
    promotionId: promotion.id,
    subjectHash: promotionHash(promotion),
  };
}

const NO_EDITORS: readonly string[] = [];

function editorsOf({ author, lastEditor }: Offer): readonly string[] {
  if (author === undefined && lastEditor === undefined) return NO_EDITORS;
  const editors = [author, lastEditor].filter((editor) => editor !== undefined);
  return [...new Set(editors.map((editor) => ownText(editor)))];
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
    stockToSell: undefined,
    payableMinor: undefined,
    measured: judgement.measured,
    limit: judgement.limit,
    evidence: judgement.evidence,
    promotionId: undefined,
    subjectHash: undefined,
    editors: NO_EDITORS,
    approval: undefined,
  };
}

/** A severity, lowered to the worst that the setting of its rule allows. */
export function capped(severity: Severity, severityMax: Severity): Severity {
  return severityRank(severity) < severityRank(severityMax) ? severityMax : severity;
}
