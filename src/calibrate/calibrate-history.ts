import { knowledgeFromHistory, knowledgeFromReferences } from '../audit/history-knowledge.js';
import type { HistoryIntake, HistoryProgress } from '../audit/read-history.js';
import type { HistoryLookup } from '../audit/row-facts.js';
import type { HistorySource } from '../catalog/history.js';
import { offerKey } from '../catalog/offer-key.js';
import { dayOf, type EpochDay, type EpochMs } from '../core/clock.js';
import { windowStart } from '../pricing/references/day-window.js';
import { openReferences } from '../readers/references-file.js';
import { loggedSource, PriceLog } from './price-log.js';
import type { PriceSeries, SeriesSource } from './sku-day-walk.js';

/** What a calibration knows of the past: what the audit would know, and every day to learn from. */
export interface CalibrateHistory {
  /** Undefined when the history holds no price at all. */
  readonly lookup: HistoryLookup | undefined;
  readonly series: SeriesSource;
  /** First and newest day; undefined when the history holds no price at all. */
  readonly days: { readonly startsOn: EpochDay; readonly endsOn: EpochDay } | undefined;
  /** Rows that could not be used; undefined for references. */
  readonly intake: HistoryIntake | undefined;
}

/** How a history is read. */
export interface CalibrateHistoryOptions {
  readonly now: EpochMs;
  readonly seed: number;
  readonly onProgress?: ((progress: HistoryProgress) => void) | undefined;
}

/** Series handed on at a time. */
const BATCH_COUNT = 1024;

/**
 * Reads price histories, each once. Memory: 18 bytes for each change of price of the last 730 days, and the keys.
 *
 * @throws GuardError whatever a source throws when it cannot be read at all.
 */
export async function historyForCalibration(
  sources: readonly HistorySource[],
  options: CalibrateHistoryOptions,
): Promise<CalibrateHistory> {
  const log = new PriceLog({ seed: options.seed });
  const latestDay = dayOf(options.now) + 1;
  const logged = sources.map((source) => loggedSource(source, log, latestDay));
  const { table, intake } = await knowledgeFromHistory(logged, options);
  const { startsOn, endsOn } = log;
  return {
    lookup: table,
    series: { file: sources.map(({ file }) => file).join(', '), open: () => batchesOf(log) },
    days: startsOn === undefined || endsOn === undefined ? undefined : { startsOn, endsOn },
    intake,
  };
}

async function* batchesOf(log: PriceLog): AsyncGenerator<readonly PriceSeries[]> {
  let batch: PriceSeries[] = [];
  for (const series of log.series()) {
    batch.push(series);
    if (batch.length < BATCH_COUNT) continue;
    // Between batches the caller may draw its progress.
    yield await Promise.resolve(batch);
    batch = [];
  }
  yield batch;
}

/**
 * Reads a references file, which knows 91 days. Its series are read from the file again each time.
 *
 * @throws GuardError as `openReferences` does.
 */
export async function referencesForCalibration(
  file: string,
  options: CalibrateHistoryOptions,
): Promise<CalibrateHistory> {
  const { table } = await knowledgeFromReferences(file, options);
  return {
    lookup: table,
    series: { file, open: () => seriesOf(file) },
    days: { startsOn: windowStart(table.endsOn), endsOn: table.endsOn },
    intake: undefined,
  };
}

async function* seriesOf(file: string): AsyncGenerator<readonly PriceSeries[]> {
  const references = await openReferences(file);
  try {
    for await (const entries of references.entries) {
      yield entries.map((entry) => {
        const { runs } = entry;
        const accepted = runs.filter(({ standing }) => standing === 'accepted');
        return {
          key: offerKey(entry),
          runs,
          accepted: new Set(accepted.map(({ priceMinor }) => priceMinor)),
        };
      });
    }
  } finally {
    await references.close();
  }
}
