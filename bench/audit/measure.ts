import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeCatalogs } from './catalog-file.js';
import { USUAL_SHAPE, type CatalogShape } from './catalog-generator.js';
import type { Growth } from './growth.js';
import { inProcess, inProcesses } from './processes.js';
import type { DuelAnswer, OnceAnswer, Tasks } from './tasks.js';

/** How much is measured. */
export interface Extent {
  readonly rowCount: number;
  /** Rows the rule engine judges; its time is scaled to `rowCount`. */
  readonly sampleRowCount: number;
  /** Rounds of the contest that count. */
  readonly roundCount: number;
  /** Fresh processes for each other measurement at `rowCount`. */
  readonly processCount: number;
}

type Whole = Tasks['whole']['answer'];

/** Everything that was measured. */
export interface Measurements {
  readonly extent: Extent;
  readonly catalogBytes: number;
  readonly duel: DuelAnswer;
  /** The twelve rules in fresh processes, at `rowCount`; the rule engine on its sample. */
  readonly fresh: Readonly<Record<'saleguard' | 'duckdb' | 'rule-engine', readonly OnceAnswer[]>>;
  /** Peaks at twice and four times as many rows. */
  readonly twelveGrowth: readonly Growth[];
  readonly wholeGrowth: readonly Growth[];
  readonly whole: readonly Whole[];
  /** As `whole`, on a catalogue where 24 % of the rows state no list price. */
  readonly wholeWithGaps: readonly Whole[];
  readonly references: Tasks['references']['answer'] & { readonly bytes: number };
  readonly wholeWithReferences: readonly Whole[];
  readonly promotions: Tasks['promotions']['answer'];
}

const NAME = 'audit benchmark';
const GAPS: CatalogShape = { ...USUAL_SHAPE, listPriceShare: 0.76 };

/** @param folder for the files, a GB or so; what is in it afterwards is the caller's to remove. */
export async function measure(
  extent: Extent,
  folder: string,
  say: (what: string) => void,
): Promise<Measurements> {
  const { rowCount, sampleRowCount, roundCount, processCount } = extent;
  const at = (name: string): string => join(folder, name);
  const sizes = [rowCount, 2 * rowCount, 4 * rowCount].map((count) => ({
    path: at(`${count}.csv`),
    rowCount: count,
  }));
  const [file = '', double = '', fourfold = ''] = sizes.map(({ path }) => path);
  const sample = at('sample.csv');
  const gaps = at('gaps.csv');
  const references = at('references.csv.gz');

  say('writing the catalogues');
  await writeCatalogs(NAME, USUAL_SHAPE, [...sizes, { path: sample, rowCount: sampleRowCount }]);
  await writeCatalogs(NAME, GAPS, [{ path: gaps, rowCount }]);

  say('the contest');
  const duel = await inProcess('duel', { file, sample, roundCount });
  say('fresh processes');
  const fresh = {
    saleguard: await inProcesses('once', { id: 'saleguard', file }, processCount),
    duckdb: await inProcesses('once', { id: 'duckdb', file }, processCount),
    'rule-engine': await inProcesses('once', { id: 'rule-engine', file: sample }, 1),
  };
  const twelveGrowth = [
    { rowCount: 4 * rowCount, ...(await inProcess('once', { id: 'saleguard', file: fourfold })) },
  ];
  say('the whole rule set');
  const whole = await inProcesses('whole', { file }, processCount);
  const wholeGrowth = [
    { rowCount: 2 * rowCount, ...(await inProcess('whole', { file: double })) },
    { rowCount: 4 * rowCount, ...(await inProcess('whole', { file: fourfold })) },
  ];
  const wholeWithGaps = await inProcesses('whole', { file: gaps }, processCount);
  say('references');
  const built = await inProcess('references', { name: NAME, shape: USUAL_SHAPE, rowCount, out: references });
  const wholeWithReferences = await inProcesses('whole', { file, references }, processCount);
  say('promotions');
  const promotions = await inProcess('promotions', {
    file: at('promotions.csv'),
    name: NAME,
    rowCount,
    roundCount,
  });
  return {
    extent,
    catalogBytes: (await stat(file)).size,
    duel,
    fresh,
    twelveGrowth,
    wholeGrowth,
    whole,
    wholeWithGaps,
    references: { ...built, bytes: (await stat(references)).size },
    wholeWithReferences,
    promotions,
  };
}
