import { randomInt } from 'node:crypto';
import type { AuditOptions, AuditProgress } from '../audit/options.js';
import type { HistoryProgress } from '../audit/read-history.js';
import type { InputRole, InputSummary } from '../audit/result.js';
import type { CatalogFormat } from '../catalog/format.js';
import type { Promotions } from '../catalog/promotion.js';
import type { EpochMs } from '../core/clock.js';
import { GuardError } from '../core/errors.js';
import type { Policy } from '../wire/policy.js';
import { readPromotions } from '../wire/promotions.js';
import { loadHistory, loadPrevious } from './audit-inputs.js';
import { CatalogFiles } from './catalog-files.js';
import { digestOf } from './file-digest.js';
import type { CliIo } from './io.js';
import { PassingInputs } from './passing-inputs.js';
import { readStampedUtf8 } from './policy-file.js';
import { ProgressLine } from './progress.js';

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
  const inputs = {
    format,
    placeOf: (path: string) => passing.placeOf(path),
    seed,
    now,
    onProgress: (state: HistoryProgress) => {
      progress.tick({ label: `reading ${state.file}`, ...state });
    },
  };
  try {
    const promotions = loadPromotions(files.promotions, format);
    await passing.keep([...(files.history ?? []), ...(files.previous === undefined ? [] : [files.previous])]);
    const before = await digestInputs({ files, promotions, passing });
    const history = await loadHistory(files, inputs);
    const previous = files.previous === undefined ? undefined : await loadPrevious(files.previous, inputs);
    const value = await judge({
      catalog: await catalog.sources(),
      policy,
      now,
      history: history.history,
      trailsOf: history.trailsOf,
      previous: previous?.table,
      promotions,
      inputs: before,
      found: [...history.found, ...(previous?.found ?? [])],
      seed,
      onProgress: (state) => {
        progress.tick({ label: labelOf(state), ...state });
      },
    });
    requireUnchanged(before, await digestInputs({ files, promotions, passing }));
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

/** What was read between two equal digests was the file they are of. */
function requireUnchanged(before: readonly InputSummary[], now: readonly InputSummary[]): void {
  const changed = now.find(({ sha256 }, index) => before[index]?.sha256 !== sha256);
  if (changed === undefined) return;
  throw new GuardError({
    code: 'input',
    message: `${changed.file} changed while it was read; run again when nothing writes to it`,
    data: { file: changed.file },
  });
}

interface Beside {
  readonly files: JudgedFiles;
  readonly promotions: Promotions | undefined;
  readonly passing: PassingInputs;
}

async function digestInputs({ files, promotions, passing }: Beside): Promise<InputSummary[]> {
  const named = (role: InputRole, paths: readonly (string | undefined)[]): [InputRole, string][] =>
    paths.flatMap((path): [InputRole, string][] => (path === undefined ? [] : [[role, path]]));
  const beside = [
    ...named('history', files.history ?? []),
    ...named('references', [files.references]),
    ...named('previous', [files.previous]),
  ];
  const inputs: InputSummary[] = [];
  for (const [role, file] of beside)
    inputs.push({ role, file, sha256: await digestOf(passing.placeOf(file).path) });
  if (promotions !== undefined)
    inputs.push({ role: 'promotions', file: promotions.file, sha256: promotions.sha256 });
  return inputs;
}

function labelOf(state: AuditProgress): string {
  return state.phase === 'peers' ? `comparing peers of ${state.file}` : `judging ${state.file}`;
}
