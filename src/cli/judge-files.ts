import { randomInt } from 'node:crypto';
import type { AuditOptions, AuditProgress } from '../audit/options.js';
import type { HistoryProgress } from '../audit/read-history.js';
import type { InputRole } from '../audit/result.js';
import type { CatalogFormat } from '../catalog/format.js';
import type { Promotions } from '../catalog/promotion.js';
import type { EpochMs } from '../core/clock.js';
import type { Policy } from '../wire/policy.js';
import { readPromotions } from '../wire/promotions.js';
import { loadHistory, loadPrevious } from './audit-inputs.js';
import { CatalogFiles } from './catalog-files.js';
import type { CliIo } from './io.js';
import { PassingInputs } from './passing-inputs.js';
import { readStampedUtf8 } from './policy-file.js';
import { ProgressLine } from './progress.js';
import { SeenInputs } from './seen-inputs.js';

/** The files one audit is made of, as paths. */
export interface JudgedFiles {
  /** `-` is standard input. */
  readonly catalog: readonly string[];
  readonly history?: readonly string[] | undefined;
  readonly references?: string | undefined;
  readonly previous?: string | undefined;
  readonly promotions?: string | undefined;
}

/** Everything a command says about how its files are read and judged. */
export interface Judging {
  readonly files: JudgedFiles;
  /** Its catalogue format is what the files are read by. */
  readonly policy: Policy;
  readonly now: EpochMs;
  /** No progress on standard error. */
  readonly isQuiet: boolean;
}

/** What came of the files, and what is to be said about the reading of them. */
export interface Judged<T> {
  readonly value: T;
  readonly notices: readonly string[];
}

/**
 * Opens the files and has them judged, with progress on a terminal. Whatever was opened is closed again when `judge` is done.
 *
 * @throws GuardError what the readers and `judge` throw.
 */
export async function judgeFiles<T>(
  { files, policy, now, isQuiet }: Judging,
  io: CliIo,
  judge: (options: AuditOptions) => Promise<T>,
): Promise<Judged<T>> {
  const format = policy.catalog;
  const progress = new ProgressLine(io, { isQuiet });
  const seed = randomInt(2 ** 31);
  const catalog = new CatalogFiles(files.catalog, { format, stdin: io.stdin });
  const passing = new PassingInputs();
  const seen = new SeenInputs();
  const inputs = {
    format,
    placeOf: (path: string) => passing.placeOf(path),
    onRead: (role: InputRole, file: string) => seen.expect(role, file),
    seed,
    now,
    onProgress: (state: HistoryProgress) => {
      progress.tick({ label: `reading ${state.file}`, ...state });
    },
  };
  try {
    const promotions = loadPromotions(files.promotions, format);
    await passing.keep([...(files.history ?? []), ...(files.previous === undefined ? [] : [files.previous])]);
    const history = await loadHistory(files, inputs);
    const previous = files.previous === undefined ? undefined : await loadPrevious(files.previous, inputs);
    if (promotions !== undefined) seen.expect('promotions', promotions.file)(promotions);
    const value = await judge({
      catalog: await catalog.sources(),
      policy,
      now,
      history: history.history,
      trailsOf: history.trailsOf,
      previous: previous?.table,
      promotions,
      inputs: seen.summaries(),
      found: [...history.found, ...(previous?.found ?? [])],
      seed,
      onProgress: (state) => {
        progress.tick({ label: labelOf(state), ...state });
      },
    });
    return { value, notices: [...history.notices, ...catalog.notices()] };
  } finally {
    progress.clear();
    await passing.close();
    await catalog.close();
  }
}

function loadPromotions(path: string | undefined, format: CatalogFormat): Promotions | undefined {
  if (path === undefined) return undefined;
  const { text, sha256 } = readStampedUtf8(path);
  return readPromotions(text, {
    file: path,
    sha256,
    currency: format.currency,
    categorySeparator: format.categorySeparator,
  });
}

function labelOf(state: AuditProgress): string {
  return state.phase === 'peers' ? `comparing peers of ${state.file}` : `judging ${state.file}`;
}
