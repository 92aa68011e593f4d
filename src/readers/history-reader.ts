import type { CatalogFormat } from '../catalog/format.js';
import type { HistoryBatch, HistorySource } from '../catalog/history.js';
import { HistoryParser } from './history-parser.js';
import { nameOf, SourceReading, type SourceInput } from './open-source.js';

/**
 * A price history in a file or stream: `sku,price_list,observed_on,price,currency`, CSV or JSONL, plain or gzip. The price
 * list may be left out, and the currency where the format names one.
 *
 * @throws GuardError `file` or `input`, from `batches`, when the file as a whole cannot be read; a row that cannot be used
 * is a problem of its batch.
 */
export function historyFile(input: SourceInput, format: CatalogFormat): HistorySource {
  const file = nameOf(input);
  return {
    file,
    open: () => {
      const source = new SourceReading(input);
      return { batches: readBatches(source, file, format), progress: () => source.progress() };
    },
  };
}

async function* readBatches(
  source: SourceReading,
  file: string,
  format: CatalogFormat,
): AsyncGenerator<HistoryBatch, void, undefined> {
  const { kind, pieces } = await source.open();
  const parser = new HistoryParser({ file, kind, format });
  for await (const piece of pieces) {
    parser.push(piece);
    yield* batchesOf(parser);
  }
  parser.end();
  yield* batchesOf(parser);
}

function* batchesOf(parser: HistoryParser): Generator<HistoryBatch, void, undefined> {
  for (let batch = parser.takeBatch(); batch !== undefined; batch = parser.takeBatch()) yield batch;
}
