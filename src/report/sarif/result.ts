import type { AuditResult, RankedFinding } from '../../audit/result.js';
import type { Lang } from '../../text/lang.js';
import { plainText } from '../../text/plain-text.js';
import { reportWords } from '../../text/report/words.js';
import { approvalText } from '../approval-text.js';
import { messageOf } from '../message.js';
import { titleText } from '../offer-text.js';
import { portableUri } from '../portable-path.js';
import { SARIF_LEVELS, type SarifObject } from './rule.js';

/** What every result of a run is told beside its finding. */
export interface SarifContext {
  readonly lang: Lang;
  readonly hasBaseline: boolean;
  /** True when a finding of the run is approved. */
  readonly hasApprovals: boolean;
  /** Places of the rules in the driver's list. */
  readonly ruleIndexes: ReadonlyMap<string, number>;
  /** Where a finding about the whole batch is shown: GitHub refuses the whole log for one result without a file. */
  readonly firstFile: string;
}

/** One finding as a result of the run. */
export function sarifResult(finding: RankedFinding, context: SarifContext): SarifObject {
  return {
    ruleId: plainText(finding.ruleId),
    ruleIndex: context.ruleIndexes.get(finding.ruleId),
    level: SARIF_LEVELS[finding.severity],
    message: { text: resultText(finding, context.lang) },
    locations: [locationOf(finding, context)],
    partialFingerprints: { 'saleguardFindingId/v1': finding.id },
    baselineState: context.hasBaseline ? (finding.isNew ? 'new' : 'unchanged') : undefined,
    suppressions: context.hasApprovals ? suppressionsOf(finding, context.lang) : undefined,
    properties: propertiesOf(finding),
  };
}

/** Begins with what it is about: in a list of alerts the message is all there is to see. */
function resultText(finding: RankedFinding, lang: Lang): string {
  const about =
    finding.subject === 'batch' || finding.subject === 'file'
      ? reportWords(lang).batchTitle
      : titleText(finding, lang);
  const approval = approvalText(finding, lang);
  return `${about}: ${messageOf(finding, lang)}${approval === undefined ? '' : ` (${approval})`}`;
}

function locationOf(finding: RankedFinding, { firstFile }: SarifContext): SarifObject {
  return {
    physicalLocation: {
      artifactLocation: { uri: portableUri(finding.file ?? firstFile) },
      region: { startLine: finding.line ?? 1 },
    },
  };
}

/** A refused approval suppresses nothing: it stands in the message alone. */
function suppressionsOf(finding: RankedFinding, lang: Lang): SarifObject[] {
  const { approval } = finding;
  if (approval?.kind !== 'approved') return [];
  return [
    {
      kind: 'external',
      status: 'accepted',
      justification: approvalText(finding, lang),
      properties: { approvalIds: approval.approvalIds },
    },
  ];
}

function propertiesOf(finding: RankedFinding): SarifObject {
  const { approval } = finding;
  return {
    severity: finding.severity,
    sku: finding.sku,
    promotionId: finding.promotionId,
    priceList: finding.priceList,
    currency: finding.currency,
    priceMinor: finding.priceMinor,
    referenceMinor: finding.referenceMinor,
    exposureMinor: finding.exposureMinor,
    severityBefore: approval?.kind === 'approved' ? approval.severityBefore : undefined,
  };
}

/** The files of the audit with their digests. */
export function sarifArtifacts({ summary }: AuditResult): SarifObject[] {
  const { files, inputs } = summary.batch;
  return [
    ...files.map(({ file, bytes, sha256 }) => ({
      location: { uri: portableUri(file) },
      length: bytes,
      roles: ['analysisTarget'],
      hashes: { 'sha-256': sha256 },
    })),
    ...inputs.map(({ file, sha256, role }) => ({
      location: { uri: portableUri(file) },
      roles: ['referencedOnCommandLine'],
      hashes: { 'sha-256': sha256 },
      properties: { role },
    })),
  ];
}
