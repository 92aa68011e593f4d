import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { parseDay, type EpochDay } from '../../src/core/clock.js';

/** One observed price. */
export interface Observation {
  readonly day: EpochDay;
  readonly priceMinor: number;
}

/** One (SKU, price list) with its prices in the order of days. */
export interface Series {
  readonly sku: string;
  readonly priceList: string;
  readonly name: string | undefined;
  readonly category: string;
  readonly observations: readonly Observation[];
}

/** The data of the study: daily prices, and the catalogue of the day after the last. */
export interface Danawa {
  /** In the order of the file, which is that of the shop's catalogue. The catalogue's day is the last observation. */
  readonly series: readonly Series[];
  readonly catalogDay: EpochDay;
  readonly catalogCount: number;
}

/** The catalogue file stands for the day after the history ends. */
const CATALOG_DAY = '2022-12-01';
const CATEGORY = 'headphone';

/** Reads the Danawa headphones from the folder beside the repository; undefined when it is not there. */
export function readDanawa(root: URL): Danawa | undefined {
  const folder = new URL('../shared/data/danawa-headphones/', root);
  if (!existsSync(fileURLToPath(folder))) return undefined;
  const history = readTable(gunzipSync(readFileSync(new URL('history.csv.gz', folder))));
  const catalog = readTable(readFileSync(new URL('catalog.csv', folder)));
  const catalogDay = dayOf(CATALOG_DAY);
  const names = new Map(catalog.map((row) => [field(row, 'sku'), field(row, 'name')]));
  const observations = new Map<string, Observation[]>();
  const take = (row: Record<string, string>, day: EpochDay): void => {
    const key = `${field(row, 'sku')}\t${field(row, 'price_list')}`;
    const seen = observations.get(key);
    const observation = { day, priceMinor: Number(field(row, 'price')) };
    if (seen === undefined) observations.set(key, [observation]);
    else seen.push(observation);
  };
  for (const row of history) take(row, dayOf(field(row, 'observed_on')));
  for (const row of catalog) take(row, catalogDay);
  const series = [...observations].map(([key, seen]) => seriesOf(key, seen, names));
  return { series, catalogDay, catalogCount: catalog.length };
}

function seriesOf(key: string, seen: Observation[], names: ReadonlyMap<string, string>): Series {
  const [sku = '', priceList = ''] = key.split('\t');
  const observations = seen.sort((left, right) => left.day - right.day);
  return { sku, priceList, name: names.get(sku), category: CATEGORY, observations };
}

function readTable(bytes: Buffer): Record<string, string>[] {
  return parse(bytes, { columns: true, bom: true });
}

function field(row: Record<string, string>, name: string): string {
  const value = row[name];
  if (value === undefined) throw new Error(`the data has no column ${name}`);
  return value;
}

function dayOf(text: string): EpochDay {
  const day = parseDay(text);
  if (day === undefined) throw new Error(`the data holds ${text} where a day should stand`);
  return day;
}
