import type { Finding } from '../catalog/finding.js';
import type { EpochMs } from '../core/clock.js';
import type { PricingPolicy } from '../pricing/settings.js';
import type { PreviousTable } from './previous-table.js';
import type { PriceTrail } from './result.js';
import type { HistoryLookup } from './row-facts.js';
import type { CatalogSource } from './source.js';

/** Everything one audit is given. */
export interface AuditOptions {
  readonly catalog: readonly CatalogSource[];
  readonly policy: { readonly source: string; readonly hash: string; readonly pricing: PricingPolicy };
  /** The instant the catalogue is judged for. */
  readonly now: EpochMs;
  readonly history?: HistoryLookup | undefined;
  /** Fetches the price trails of flagged offers once the rows are judged. */
  readonly trailsOf?: ((keys: ReadonlySet<string>) => Promise<ReadonlyMap<string, PriceTrail>>) | undefined;
  readonly previous?: PreviousTable | undefined;
  /** Finding ids of an earlier report: they are marked as known. */
  readonly knownIds?: ReadonlySet<string> | undefined;
  /** What was already found while reading history and previous catalogue: it becomes part of the result. */
  readonly found?: readonly Finding[] | undefined;
  /** Makes hash tables unpredictable to whoever writes the files; the findings do not depend on it. */
  readonly seed?: number | undefined;
  readonly onProgress?: ((progress: AuditProgress) => void) | undefined;
}

/** How far an audit has come; told after every batch of rows. */
export interface AuditProgress {
  /** `judge` judges; `peers` reads again to judge the offers that only their peers can tell about. */
  readonly phase: 'peers' | 'judge';
  readonly file: string;
  readonly rowCount: number;
  readonly bytesRead: number;
  /** Undefined for a stream of unknown length. */
  readonly bytesTotal: number | undefined;
}
