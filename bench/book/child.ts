import { createReadStream, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { entriesOf, HEADER } from './entries.js';
import { timeLookUps } from './look-ups.js';
import { builtProduct, type Product } from './product.js';
import type { Answer, Asked, LookUps, TaskId } from './tasks.js';

const PIECE_BYTES = 1 << 18;

/** Does a task; `look`, where there is one, is timed apart. */
type Doer = (asked: Asked, product: Product) => Promise<(() => LookUps) | undefined>;

const DOERS: Readonly<Record<TaskId, Doer>> = {
  async seal({ count, book, key }, { PriceBookWriter, newPrivateKeyPem, signingKeyFromPem }) {
    const signing = signingKeyFromPem(newPrivateKeyPem());
    const writer = new PriceBookWriter({ header: HEADER });
    for (const entry of entriesOf(count)) writer.add(entry);
    const file = createWriteStream(book);
    const result = await writer.finish({
      key: signing,
      write: async (bytes) => {
        if (!file.write(bytes)) await once(file, 'drain');
      },
    });
    file.end();
    await once(file, 'close');
    if (result.kind === 'refused') throw new Error(result.problems[0]?.message);
    writeFileSync(key, signing.publicKey);
    return undefined;
  },
  async verify({ book, key }, { verifyPriceBook }) {
    const result = await verifyPriceBook(bytesOf(book), { publicKeys: [readFileSync(key, 'utf8')] });
    if (result.kind === 'refused') throw new Error(result.message);
    return undefined;
  },
  async load({ book, key, count }, { loadPriceBook }) {
    const result = await loadPriceBook(bytesOf(book), { publicKeys: [readFileSync(key, 'utf8')], seed: 1 });
    if (result.kind === 'refused') throw new Error(result.message);
    const loaded = result.book;
    return () =>
      timeLookUps(count, (sku) => {
        const ordinal = loaded.ordinalOf(sku, 'default', 'KRW');
        return ordinal < 0 ? -1 : loaded.priceMinorAt(ordinal);
      });
  },
  async 'parse-lines'({ book }) {
    const held: unknown[] = [];
    for await (const line of linesOf(book)) held.push(JSON.parse(line));
    requireSome(held.length);
    return undefined;
  },
  'parse-array'({ array }) {
    const held = JSON.parse(readFileSync(array, 'utf8')) as unknown[];
    requireSome(held.length);
    return Promise.resolve(undefined);
  },
  async 'parse-map'({ book, count }) {
    const lists = new Map<string, Map<string, { readonly priceMinor: number }>>();
    for await (const line of linesOf(book)) {
      const entry = JSON.parse(line) as { sku: string; priceList?: string; priceMinor: number };
      const list = entry.priceList ?? 'default';
      const bySku = lists.get(list) ?? new Map<string, { readonly priceMinor: number }>();
      lists.set(list, bySku.set(entry.sku, entry));
    }
    return () => timeLookUps(count, (sku) => lists.get('default')?.get(sku)?.priceMinor ?? -1);
  },
};

function linesOf(book: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(book, { highWaterMark: PIECE_BYTES }) });
}

function bytesOf(book: string): AsyncIterable<Uint8Array> {
  return createReadStream(book, { highWaterMark: PIECE_BYTES });
}

/** Nothing may be let go before the time was taken. */
function requireSome(length: number): void {
  if (length === 0) throw new Error('nothing was read');
}

// The parent writes it from the same type.
const asked = JSON.parse(process.argv[2] ?? '') as Asked;
const product = await builtProduct();
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
const look = await DOERS[asked.id](asked, product);
const ms = performance.now() - startedAt;
const cpu = process.cpuUsage(cpuBefore);
const cpuMs = (cpu.user + cpu.system) / 1000;
const peakBytes = process.resourceUsage().maxRSS * 1024;
const answer: Answer = { ms, cpuMs, peakBytes, ...(look === undefined ? {} : { lookUps: look() }) };
process.stdout.write(JSON.stringify(answer));
