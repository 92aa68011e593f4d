import type { AuditOptions } from '../audit/options.js';
import { knowledgeFromHistory, knowledgeFromReferences } from '../audit/history-knowledge.js';
import type { HistoryProgress } from '../audit/read-history.js';
import type { InputRole } from '../audit/result.js';
import { historyFindings, readPrevious, type PreviousKnowledge } from '../audit/read-previous.js';
import type { CatalogFormat } from '../catalog/format.js';
import type { Finding } from '../catalog/finding.js';
import { GuardError } from '../core/errors.js';
import { catalogFile } from '../readers/catalog-reader.js';
import { historyFile } from '../readers/history-reader.js';
import type { SourceInput } from '../readers/open-source.js';
import type { Policy } from '../wire/policy.js';
import { readReport, type BaselineReport } from '../wire/read-report.js';
import { counted } from './counted.js';
import { readUtf8 } from './policy-file.js';

/** How the files beside the catalogue are read. */
export interface InputOptions {
  readonly format: CatalogFormat;
  readonly seed: number;
  readonly now: number;
  readonly onProgress: (progress: HistoryProgress) => void;
  /** Where the bytes of a path stand; the path itself unless told. */
  readonly placeOf?: ((path: string) => SourceInput) | undefined;
  /** Asked, before a file is read, who is to be told of each reading to its end; nobody unless told. */
  readonly onRead?: ((role: InputRole, file: string) => SourceInput['onRead']) | undefined;
}

/** What an audit is told about the past. */
export type HistoryInputs = Pick<AuditOptions, 'history' | 'trailsOf'> & {
  readonly found: readonly Finding[];
  /** Said once on standard error. */
  readonly notices: readonly string[];
};

/**
 * Reads `--history` or `--references`.
 *
 * @throws GuardError `usage` when both are given; otherwise what the readers throw.
 */
export async function loadHistory(
  flags: { readonly history?: readonly string[] | undefined; readonly references?: string | undefined },
  options: InputOptions,
): Promise<HistoryInputs> {
  const { history, references } = flags;
  if (references !== undefined) {
    if (history !== undefined) throw bothGiven(references, history);
    const { seed, onProgress } = options;
    const onRead = options.onRead?.('references', references);
    const { table, trailsOf } = await knowledgeFromReferences(references, { seed, onProgress, onRead });
    return { history: table, trailsOf, found: [], notices: [] };
  }
  if (history === undefined) return { found: [], notices: [] };
  const sources = history.map((path) => historyFile(placed('history', path, options), options.format));
  const knowledge = await knowledgeFromHistory(sources, options);
  return {
    history: knowledge.table,
    trailsOf: knowledge.trailsOf,
    found: historyFindings(knowledge.intake, history.join(', ')),
    notices: noticesOf(knowledge),
  };
}

function noticesOf({ table, tally }: Awaited<ReturnType<typeof knowledgeFromHistory>>): string[] {
  if (table === undefined || tally === undefined) return ['the history holds no usable price'];
  const notices: string[] = [];
  if (tally.conflictingDays > 0) {
    notices.push(
      `${counted(tally.conflictingDays, 'time')} a SKU had two prices on one day in the history; the higher was kept`,
    );
  }
  if (tally.quarantinedDays > 0) {
    notices.push(
      `left out of the history, because their price would have been blocked: ${counted(tally.quarantinedDays, 'day')} of ${counted(tally.quarantinedKeys, 'SKU')}`,
    );
  }
  return notices;
}

function bothGiven(references: string, history: readonly string[]): GuardError {
  return new GuardError({
    code: 'usage',
    message:
      'give --history or --references, not both; bring the references up to date first: ' +
      `saleguard references ${history.join(' ')} --update ${references} --out ${references}`,
  });
}

/** Reads `--previous`. */
export function loadPrevious(path: string, options: InputOptions): Promise<PreviousKnowledge> {
  return readPrevious(catalogFile(placed('previous', path, options), options.format), options);
}

function placed(role: InputRole, path: string, { placeOf, onRead }: InputOptions): SourceInput {
  return { ...(placeOf?.(path) ?? { path }), onRead: onRead?.(role, path) };
}

/** Reads `--baseline`. */
export function loadBaseline(path: string): BaselineReport {
  return readReport(readUtf8(path), { file: path });
}

/** What is to be said about a baseline whose limits were others. */
export function baselineNotices(baseline: BaselineReport | undefined, policy: Policy): string[] {
  if (baseline === undefined || baseline.policyHash === policy.hash) return [];
  return [`${baseline.file} was judged by another policy: what only the changed limits found counts as new`];
}
