import * as z from 'zod';
import { APPROVAL_REFUSALS } from '../catalog/approval.js';
import {
  SEVERITIES,
  type FindingApproval,
  type FindingSubject,
  type MeasureUnit,
} from '../catalog/finding.js';
import type { Report, ReportFinding, ReportMeasure, ReportSummary } from './report.js';

/** Listed as a record so that a unit or subject added to the types must be added here. */
const UNITS: Readonly<Record<MeasureUnit, true>> = {
  minor: true,
  bps: true,
  ratio: true,
  decades: true,
  deviations: true,
  edits: true,
  'fraction-digits': true,
  days: true,
  'epoch-ms': true,
  rows: true,
  quantity: true,
  text: true,
};
const SUBJECTS: Readonly<Record<FindingSubject, true>> = {
  offer: true,
  row: true,
  promotion: true,
  file: true,
  batch: true,
};

/** Own keys of a table that lists every name. */
function namesOf<N extends string>(table: Readonly<Record<N, true>>): N[] {
  return Object.keys(table) as N[];
}

function count(description: string): z.ZodNumber {
  return z.int().min(0).meta({ description });
}

function text(description: string): z.ZodString {
  return z.string().meta({ description });
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const severity = z.enum(SEVERITIES);
const bySeverity = z.strictObject({
  block: z.int().min(0),
  hold: z.int().min(0),
  warn: z.int().min(0),
  info: z.int().min(0),
});

const measure: z.ZodType<ReportMeasure> = z.strictObject({
  value: z.union([z.number(), z.string()]),
  unit: z.enum(namesOf(UNITS)),
});

const evidenceValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string()),
  z.array(z.number()),
]);

const approvalId = z.string().regex(/^[0-9a-f]{16}$/);
const approval: z.ZodType<FindingApproval> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('approved'),
    approvalIds: z.array(approvalId),
    severityBefore: severity,
  }),
  z.strictObject({ kind: z.literal('refused'), approvalId, refusal: z.enum(APPROVAL_REFUSALS) }),
]);

const finding: z.ZodType<ReportFinding> = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .meta({
      description: 'The same problem on the same offer at the same price keeps its id from report to report.',
    }),
  ruleId: text('The rule that found it; `saleguard rules <id>` explains it.'),
  severity: severity.meta({
    description: 'block: do not sell. hold: a person must look. warn: worth knowing. info.',
  }),
  subject: z.enum(namesOf(SUBJECTS)).meta({ description: 'What it is about.' }),
  sku: text('Not on findings about a file or the batch.').optional(),
  priceList: z.string().optional(),
  currency: text('ISO 4217; amounts below are in its minor units.').optional(),
  name: z.string().optional(),
  category: text('Path from the root, parts joined by " > ".').optional(),
  file: z.string().optional(),
  line: z.int().min(1).optional().meta({ description: 'The first line of the file is 1.' }),
  priceMinor: z.int().optional(),
  referenceMinor: z.int().optional().meta({ description: 'What the price was compared with.' }),
  referenceSource: z
    .enum(['history-median', 'history-minimum', 'list-price', 'peer-estimate'])
    .optional()
    .meta({ description: 'Where that comparison price comes from.' }),
  exposureMinor: count('(reference - price) x stock to sell, 0 or more.').optional(),
  stockToSell: count('Units the row releases for sale.').optional(),
  payableMinor: z.int().optional().meta({ description: 'What one unit can cost at least after promotions.' }),
  isNew: z.boolean().meta({ description: 'False when the baseline report already held it.' }),
  measured: measure.meta({ description: 'What the rule measured.' }),
  limit: measure.meta({ description: 'What it allows.' }),
  evidence: z
    .record(z.string(), evidenceValue)
    .meta({ description: 'Facts of the rule, units in the names.' }),
  promotionId: text('The promotion a finding of subject `promotion` is about.').optional(),
  subjectHash: sha256.optional().meta({
    description: 'What an approval of this finding is bound to: the hash of the row or of the promotion.',
  }),
  editors: z
    .array(z.string())
    .optional()
    .meta({ description: 'Opaque ids of the author and last editor of the row, who may not approve it.' }),
  approval: approval.optional().meta({
    description: 'What approvals said: an approved finding is `info`; a refused approval names its reason.',
  }),
  message: text('The finding in words.'),
});

const summary: z.ZodType<ReportSummary> = z.strictObject({
  rows: count('Data rows read, unreadable ones included.'),
  judged: count('Rows that gave an offer and were judged.'),
  offersBlocked: count('Rows with at least one block finding, unreadable rows included.'),
  bySeverity,
  byRule: z
    .record(z.string(), bySeverity)
    .meta({ description: 'Every rule, with zeros where it was silent.' }),
  coverage: z.array(
    z.strictObject({
      ruleId: z.string(),
      judged: z.int().min(0),
      notJudged: z.int().min(0),
      off: count('Rows for which the policy had switched the rule off.'),
      missing: z.array(z.string()).meta({ description: 'Inputs that were missing.' }),
    }),
  ),
  batch: z.strictObject({
    files: z.array(
      z.strictObject({
        file: z.string(),
        rows: z.int().min(0),
        bytes: count('Bytes as stored.'),
        sha256: sha256.meta({ description: 'Over the bytes as stored.' }),
        ignoredColumns: z.array(z.string()).meta({ description: 'Columns of the file that no rule reads.' }),
      }),
    ),
    digest: sha256.meta({
      description: 'Over the sorted digests of `files`: what approvals of the batch are bound to.',
    }),
    inputs: z.array(
      z.strictObject({
        role: z.enum(['history', 'references', 'previous', 'promotions']),
        file: z.string(),
        sha256,
      }),
    ),
    approved: count('Findings that approvals downgraded to `info`.'),
    approvalIds: z.array(approvalId).meta({ description: 'The approvals by which anything passed.' }),
    currencies: z.record(z.string(), z.int().min(0)).meta({ description: 'Offers by currency.' }),
    exposureMinor: z.record(z.string(), z.int().min(0)).meta({
      description: 'Worst-case cost of all findings by currency, each offer counted once, minor units.',
    }),
    references: z
      .record(z.string(), z.int().min(0))
      .meta({ description: 'Offers by the reference they were judged by.' }),
    historyEndsOn: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
    previousRows: z.int().min(0).optional(),
    known: count('Findings that the baseline report already held.'),
  }),
});

/** The JSON report, strictly: a field it does not name is an error, so that the writer and this schema cannot drift. */
export const reportSchema: z.ZodType<Report> = z
  .strictObject({
    schemaVersion: z
      .literal(1)
      .meta({ description: 'Raised when a field changes its meaning or goes away.' }),
    tool: z.strictObject({ name: z.literal('saleguard'), version: z.string() }),
    now: z.iso.datetime().meta({ description: 'The instant the catalogue was judged for, UTC.' }),
    policyHash: sha256.meta({ description: 'SHA-256 over the whole policy with every default filled in.' }),
    policySource: text('The policy file, or `built-in defaults`.'),
    summary,
    findings: z.array(finding).meta({ description: 'Worst severity first, then the largest exposure.' }),
  })
  .meta({ title: 'saleguard audit report' });
