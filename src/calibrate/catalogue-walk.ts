import type { HistoryLookup } from '../audit/row-facts.js';
import type { CatalogSource } from '../audit/source.js';
import type { Offer } from '../catalog/offer.js';
import type { EpochMs } from '../core/clock.js';
import { halfOf } from './halves.js';
import { RuleRun } from './rule-run.js';
import type { CalibrateProgress, Walk } from './walk.js';

/** What a walk over the rows of a catalogue needs. */
export interface CatalogueWalkOptions {
  readonly catalog: readonly CatalogSource[];
  readonly now: EpochMs;
  readonly history: HistoryLookup | undefined;
  readonly split: number;
  /** Told of every row of both halves on the first walk; undefined for a row that gave no offer. */
  readonly onFirst: (offer: Offer | undefined) => void;
  readonly onProgress?: ((progress: CalibrateProgress) => void) | undefined;
}

/** A walk over the rows of a catalogue: it reads the files anew each time, and keeps none of their rows. */
export function catalogueWalk(options: CatalogueWalkOptions): Walk {
  let isFirst = true;
  return async (policy, half, see) => {
    const run = new RuleRun(policy, options);
    let rowCount = 0;
    for (const source of options.catalog) {
      const open = source.open();
      for await (const rows of open.rows) {
        for (const row of rows) {
          const { offer } = row;
          if (isFirst) options.onFirst(offer);
          if (offer === undefined || halfOf(offer.sku, options.split) !== half) continue;
          const stops = run.judge(row, source.file);
          see({ offer, facts: run.facts, stops, rowCount: 1 });
        }
        rowCount += rows.length;
        options.onProgress?.({ phase: half, file: source.file, rowCount, ...open.progress() });
      }
      // What a file turned out to hold, such as a mapped header it lacks, is known to whoever made the source.
      open.facts();
    }
    isFirst = false;
  };
}
