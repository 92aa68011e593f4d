import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { copyFile, truncate } from 'node:fs/promises';
import { CatalogGenerator, type CatalogShape } from './catalog-generator.js';
import { COLUMNS } from './columns.js';
import { csvLine } from './offer-record.js';

/** Characters gathered before they are written. */
const PIECE_CHARS = 1 << 19;

/** A catalogue to write. */
export interface CatalogFile {
  readonly path: string;
  readonly rowCount: number;
}

/**
 * Writes one catalogue at several lengths: all but the longest are its beginning, so that they differ in length alone.
 *
 * @param name what the rows are drawn from.
 */
export async function writeCatalogs(
  name: string,
  shape: CatalogShape,
  files: readonly CatalogFile[],
): Promise<void> {
  const byLength = [...files].sort((left, right) => right.rowCount - left.rowCount);
  const [longest, ...shorter] = byLength;
  if (longest === undefined) return;
  const lengths = await writeLongest(name, shape, longest, new Set(shorter.map((file) => file.rowCount)));
  for (const { path, rowCount } of shorter) {
    await copyFile(longest.path, path);
    await truncate(path, lengths.get(rowCount));
  }
}

/** @returns the bytes of the header and the first rows, for each of the wanted counts. */
async function writeLongest(
  name: string,
  shape: CatalogShape,
  { path, rowCount }: CatalogFile,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, number>> {
  const generator = new CatalogGenerator(name, shape);
  const lengths = new Map<number, number>();
  const out = createWriteStream(path);
  let bytes = 0;
  let text = `${COLUMNS.join(',')}\n`;
  const write = async (): Promise<void> => {
    const piece = Buffer.from(text);
    text = '';
    bytes += piece.length;
    if (!out.write(piece)) await once(out, 'drain');
  };
  for (let row = 1; row <= rowCount; row++) {
    text += csvLine(generator.next());
    if (text.length >= PIECE_CHARS || wanted.has(row)) await write();
    if (wanted.has(row)) lengths.set(row, bytes);
  }
  await write();
  out.end();
  await once(out, 'finish');
  return lengths;
}
