import type { AuditResult, MarkdownHistogram, PriceTrail, RankedFinding } from '../../src/audit/result.js';
import type { ApprovalRefusal } from '../../src/catalog/approval.js';
import { SEVERITIES, type Severity } from '../../src/catalog/finding.js';
import { offerKey } from '../../src/catalog/offer-key.js';
import { makeOffer } from '../../src/catalog/offer.js';
import { NOT_JUDGED, type Judgement } from '../../src/pricing/rule.js';
import { isOfferRule, RULES, ruleOf } from '../../src/pricing/rule-table.js';
import { defaultsOf } from '../../src/pricing/settings.js';
import { makeFacts } from '../../src/testing/facts.js';

/** 2026-08-01, as days since 1970-01-01. */
export const FAKE_TODAY = 20_666;
export const FAKE_NOW: number = FAKE_TODAY * 86_400_000;

/** A finding of deep-markdown on a pair of earphones; any member may be another. */
export function fakeFinding(members: Partial<RankedFinding> = {}): RankedFinding {
  const priceMinor = members.priceMinor ?? 12_900;
  const referenceMinor = members.referenceMinor ?? 129_000;
  const { measured, limit, evidence } = judged(priceMinor, referenceMinor);
  return {
    id: '00112233445566aa',
    isNew: true,
    ruleId: 'deep-markdown',
    severity: 'block',
    subject: 'offer',
    sku: 'EP-100',
    priceList: 'default',
    file: 'catalog.csv',
    line: 2,
    currency: 'KRW',
    name: '오디오 이어폰 EP-100',
    category: '음향 > 이어폰',
    priceMinor,
    referenceMinor,
    referenceSource: 'history-median',
    exposureMinor: (referenceMinor - priceMinor) * 39,
    stockToSell: 39,
    measured,
    limit,
    evidence,
    payableMinor: undefined,
    promotionId: undefined,
    subjectHash: undefined,
    editors: [],
    approval: undefined,
    ...members,
  };
}

/** What deep-markdown itself says of a price, so that these findings hold what its sentences need. */
function judged(priceMinor: number, referenceMinor: number): Judgement {
  const rule = ruleOf('deep-markdown');
  if (rule === undefined || !isOfferRule(rule)) throw new Error('there is no rule deep-markdown');
  const reference = {
    source: 'history-median',
    // A test may ask for a finding no rule would make; its evidence is that of the usual one.
    priceMinor: referenceMinor > priceMinor * 1.67 ? referenceMinor : priceMinor * 10,
    ageDays: undefined,
    sampleCount: undefined,
  } as const;
  const offer = makeOffer({ sku: 'EP-100', currency: 'KRW', priceMinor });
  const answer = rule.judge(offer, makeFacts({ reference }), defaultsOf(rule));
  if (answer === undefined || answer === NOT_JUDGED) throw new Error('deep-markdown made no finding');
  return answer;
}

/** A finding about the batch as a whole. */
export function fakeBatchFinding(members: Partial<RankedFinding> = {}): RankedFinding {
  return {
    ...fakeFinding(),
    id: 'ffeeddccbbaa9988',
    ruleId: 'rule-of-tomorrow',
    severity: 'hold',
    subject: 'batch',
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
    measured: { value: 72, unit: 'rows' },
    limit: { value: 10_000, unit: 'rows' },
    evidence: { rowCount: 72, previousRowCount: 10_000 },
    ...members,
  };
}

/** A finding about a promotion, of a rule no version knows. */
export function fakePromotionFinding(members: Partial<RankedFinding> = {}): RankedFinding {
  return {
    ...fakeBatchFinding(),
    id: 'a1b2c3d4e5f60718',
    subject: 'promotion',
    file: 'promotions.yaml',
    line: 7,
    currency: 'KRW',
    promotionId: 'SUMMER-10',
    subjectHash: '12'.repeat(32),
    measured: { value: 10_000, unit: 'bps' },
    limit: { value: 5000, unit: 'bps' },
    evidence: { rateBps: 10_000 },
    ...members,
  };
}

/** Id of the approval in {@link fakeApproved}. */
export const FAKE_APPROVAL_ID = 'ab12cd34ef567890';

/** The finding as it stands in the report once a person has approved it. */
export function fakeApproved(finding: RankedFinding): RankedFinding {
  return {
    ...finding,
    severity: 'info',
    approval: { kind: 'approved', approvalIds: [FAKE_APPROVAL_ID], severityBefore: finding.severity },
  };
}

/** The finding with an approval that does not hold. */
export function fakeRefused(finding: RankedFinding, refusal: ApprovalRefusal = 'row-edited'): RankedFinding {
  return { ...finding, approval: { kind: 'refused', approvalId: FAKE_APPROVAL_ID, refusal } };
}

/** A result that holds these findings; counts of the summary follow from them. */
export function fakeResult(
  findings: readonly RankedFinding[],
  members: Partial<AuditResult> = {},
): AuditResult {
  const zero = (): Record<Severity, number> => ({ block: 0, hold: 0, warn: 0, info: 0 });
  const bySeverity = zero();
  const byRule: Record<string, Record<Severity, number>> = Object.fromEntries(
    RULES.map((rule) => [rule.id, zero()]),
  );
  const blocked = new Set<string>();
  for (const finding of findings) {
    bySeverity[finding.severity] += 1;
    (byRule[finding.ruleId] ??= zero())[finding.severity] += 1;
    if (finding.severity === 'block') blocked.add(`${finding.file ?? ''}:${String(finding.line)}`);
  }
  return {
    now: FAKE_NOW,
    policy: { source: 'built-in defaults', hash: 'ab'.repeat(32) },
    summary: {
      rows: 1171,
      judged: 1171,
      offersBlocked: blocked.size,
      bySeverity,
      byRule,
      coverage: RULES.map((rule) => ({ ruleId: rule.id, judged: 1171, notJudged: 0, off: 0, missing: [] })),
      batch: {
        files: [
          { file: 'catalog.csv', rows: 1171, bytes: 90_112, sha256: 'cd'.repeat(32), ignoredColumns: [] },
        ],
        digest: 'ef'.repeat(32),
        inputs: [],
        approved: findings.filter((finding) => finding.approval?.kind === 'approved').length,
        approvalIds: [],
        currencies: { KRW: 1171 },
        exposureMinor: {},
        references: { 'history-median': 1000 },
        historyEndsOn: FAKE_TODAY - 1,
        previousRows: undefined,
        known: 0,
      },
    },
    findings,
    trails: new Map(),
    histograms: [],
    ...members,
  };
}

const MAKERS = ['소리샘', 'Aurora', '한빛음향', 'Nordwell', '가온전자', 'Kestrel'];
const KINDS = [
  '무선 이어폰 노이즈 캔슬링',
  'Studio Headphones',
  '블루투스 헤드폰 (병행수입)',
  'True Wireless Earbuds Pro',
];
const CATEGORIES = ['음향 > 이어폰', '음향 > 헤드폰', '가전 > 스피커', '컴퓨터 > 헤드셋', '악세서리'];

/** A large result for looking at and for measuring: `count` offers, a finding each, with trails and histograms. */
export function fakeSale(count: number, seed = 1): AuditResult {
  const next = random(seed);
  const findings = Array.from({ length: count }, (_, index) => fakeSaleFinding(index, next));
  findings.sort(
    (left, right) =>
      SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) ||
      (right.exposureMinor ?? 0) - (left.exposureMinor ?? 0),
  );
  const trails = new Map<string, PriceTrail>();
  for (const finding of findings) {
    const { sku, priceList, currency, referenceMinor } = finding;
    if (
      sku === undefined ||
      priceList === undefined ||
      currency === undefined ||
      referenceMinor === undefined
    )
      continue;
    trails.set(offerKey({ sku, priceList, currency }), fakeTrail(referenceMinor, next));
  }
  const histograms = CATEGORIES.map((category) => fakeHistogram(category, next));
  return fakeResult(findings, { trails, histograms });
}

function fakeSaleFinding(index: number, next: () => number): RankedFinding {
  const referenceMinor = 10_000 + Math.floor(next() * 490) * 1000;
  const roll = next();
  const severity: Severity = roll < 0.4 ? 'block' : roll < 0.6 ? 'hold' : 'warn';
  const priceMinor = Math.floor(
    referenceMinor * (severity === 'block' ? 0.05 + next() * 0.3 : 0.4 + next() * 0.2),
  );
  const stock = 1 + Math.floor(next() * 300);
  const name = `${MAKERS[index % MAKERS.length] ?? ''} ${KINDS[index % KINDS.length] ?? ''} ${String(1000 + index)}`;
  return fakeFinding({
    id: index.toString(16).padStart(16, '0'),
    severity,
    sku: `SKU-${String(100_000 + index)}`,
    name,
    category: CATEGORIES[index % CATEGORIES.length],
    line: index + 2,
    priceMinor,
    referenceMinor,
    referenceSource: 'history-median',
    exposureMinor: (referenceMinor - priceMinor) * stock,
  });
}

function fakeTrail(referenceMinor: number, next: () => number): PriceTrail {
  const runs = Array.from({ length: 3 + Math.floor(next() * 12) }, (_, index) => ({
    startsOn: FAKE_TODAY - 91 + index * 6,
    dayCount: 6 - (index % 4 === 3 ? 2 : 0),
    priceMinor: Math.floor(referenceMinor * (0.9 + next() * 0.2)),
  }));
  return { currency: 'KRW', runs };
}

function fakeHistogram(category: string, next: () => number): MarkdownHistogram {
  const counts = Array.from({ length: 22 }, (_, bin) => Math.floor(next() * Math.max(1, 60 - bin * 3)));
  const flagged = counts.map((total, bin) => (bin > 12 ? Math.ceil(total / 2) : 0));
  return { category, counts, flagged };
}

/** Mulberry32: the same sale every time. */
function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
