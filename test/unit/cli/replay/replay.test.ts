import { gzipSync } from 'node:zlib';
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { replayCommand } from '../../../../src/cli/commands/replay.js';
import { orderLine } from '../../../../src/control/export-order.js';
import type { Order } from '../../../../src/catalog/order.js';
import { MINUTE, OPEN, pastLine, pastOrder } from '../../control/replay-world.js';
import { entryOf } from '../../book/sample-book.js';
import { saleWorld, type SaleRun, type SaleWorld } from '../sale/sale-world.js';

let world: SaleWorld;
let book: string;

beforeAll(async () => {
  world = await saleWorld();
  book = world.file('book.jsonl');
});

const CHEAP = [pastLine('EP-100', { unitPriceMinor: 1_290 })];
const GOOD: readonly Order[] = [pastOrder('a'), pastOrder('b')];

function linesOf(orders: readonly Order[]): string {
  return orders.map((order) => `${orderLine(order)}\n`).join('');
}

/** Runs on one file of this content. */
async function replay(content: string | Uint8Array, ...args: readonly string[]): Promise<SaleRun> {
  return replayFile('orders.jsonl', content, ...args);
}

async function replayFile(
  name: string,
  content: string | Uint8Array,
  ...args: readonly string[]
): Promise<SaleRun> {
  const file = world.write(name, content);
  const run = await world.runAs('kim', replayCommand, [file, '--book', book, ...args]);
  const plain = (text: string): string => text.replaceAll(`${world.path}/`, '');
  return {
    ...run,
    stdout: plain(run.stdout),
    stderr: plain(run.stderr),
    error: run.error === undefined ? undefined : plain(run.error),
  };
}

function jsonOf({ stdout }: SaleRun): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>; // what the command under test wrote
}

describe('saleguard replay', () => {
  it('ends with 0 where every order is admitted', async () => {
    const run = await replay(linesOf(GOOD));
    expect(run).toMatchObject({ exit: 0, stderr: '', error: undefined });
    expect(run.stdout).toContain('orders judged 2 (paid: 2), from 2026-09-20 00:00:00 UTC');
    expect(run.stdout).toMatch(/admitted +2 +25,800 won +14,000 won\n/);
    expect(run.stdout).toContain('nothing refused, nothing held');
  });

  it('ends with 1 and says which orders would have been refused, and why', async () => {
    const run = await replay(linesOf([...GOOD, pastOrder('c', { lines: CHEAP })]));
    expect(run.exit).toBe(1);
    expect(run.stdout).toContain(
      '  unapproved-price: 1 refused\n    orders.jsonl:3 c 2026-09-20 00:00:00 UTC 1,290 won is not the approved price of 12,900 won.\n',
    );
  });

  it('speaks Korean', async () => {
    const run = await replay(linesOf([pastOrder('c', { lines: CHEAP })]), '--lang', 'ko');
    expect(run.stdout).toContain('판정한 주문 1건');
    expect(run.stdout).toContain('unapproved-price: 거절 1건');
    expect(run.stdout).toContain('1,290원은 승인된 가격 12,900원과 다릅니다.');
  });

  it('judges by time, in whatever order the files are, and several files as one', async () => {
    const second = world.write(
      'second.jsonl.gz',
      gzipSync(
        linesOf([
          pastOrder('first', { lines: [pastLine('TV-1', { quantity: 5, unitPriceMinor: 990_000 })] }),
        ]),
      ),
    );
    const late = pastOrder('late', {
      placedAt: OPEN + MINUTE,
      lines: [pastLine('TV-1', { unitPriceMinor: 990_000 })],
    });
    const run = await replay(linesOf([late]), second);
    expect(run.stdout).toContain('too few units: 1 refused\n    orders.jsonl:1 late ');
    expect(run.stdout).toContain('TV-1: 1 asked for, 0 left');
  });

  it('reads standard input, as JSON lines or CSV by what it begins with', async () => {
    const csv =
      'order_id,sale_id,customer,channel,currency,placed_at,line_id,sku,quantity,unit_price_minor,status\n' +
      'c-1,chuseok-2026,k1.a,web,KRW,2026-09-20T00:00:00Z,1,EP-100,1,1290,paid\n';
    for (const text of [csv, linesOf([pastOrder('c-1', { lines: CHEAP })])]) {
      const stdin = (async function* () {
        yield await Promise.resolve(Buffer.from(text));
      })();
      const run = await world.run(
        replayCommand,
        ['-', '--book', book, '--policy', world.file('policy.yaml'), '--format', 'json'],
        { stdin },
      );
      expect([run.exit, run.error]).toEqual([1, undefined]);
      expect(jsonOf(run)).toMatchObject({
        policy: { causes: [{}, { cause: 'unapproved-price', orderCount: 1 }] },
      });
      expect(run.stdout).toContain('"file": "standard input"');
    }
  });

  it('gives programs everything, under the name of its form', async () => {
    const run = await replay(
      linesOf([...GOOD, pastOrder('c', { lines: CHEAP }), pastOrder('a')]),
      '--format',
      'json',
    );
    expect(jsonOf(run)).toMatchObject({
      schema: 'saleguard/replay/1',
      judged: 3,
      leftOut: { repeated: 1, rows: [{ because: 'repeated', line: 4, first: { line: 1 } }] },
      policy: { counts: { admitted: 2, rejected: 1 }, bought: 2 },
    });
    expect(await replay(linesOf([...GOOD]), '--format', 'json')).toEqual(
      await replay(linesOf([...GOOD]), '--format', 'json'),
    );
  });

  it('writes the report and the details into files, whole', async () => {
    const [out, details] = [world.file('report.json'), world.file('details.jsonl')];
    const run = await replay(
      `${linesOf([pastOrder('c', { lines: CHEAP }), pastOrder('x', { saleId: 'other' })])}oops\n`,
      ...['--format', 'json', '--out', out, '--details', details],
    );
    expect([run.exit, run.stdout]).toEqual([1, '']);
    expect(world.read('report.json')).toContain('"schema": "saleguard/replay/1"');
    const told = world
      .read('details.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told).toMatchObject([
      { type: 'left-out', because: 'unreadable', line: 3 },
      { type: 'order', id: 'c', line: 1, verdict: 'rejected', causes: ['below-floor', 'unapproved-price'] },
      { type: 'left-out', because: 'otherSale', line: 2, saleId: 'other' },
    ]);
  });

  it('draws its progress on a terminal, and clears it', async () => {
    const drawn: string[] = [];
    let ms = 0;
    const orders = Array.from({ length: 600 }, (_, index) => pastOrder(`o${index}`, { saleId: 'other' }));
    const file = world.write('orders.jsonl', linesOf([...orders, ...GOOD]));
    await world.run(replayCommand, [file, '--book', book, '--policy', world.file('policy.yaml')], {
      stderrIsTerminal: true,
      stderr: { write: (text) => void drawn.push(text) },
      monotonicMs: () => (ms += 200),
    });
    expect(drawn.join('')).toContain('orders.jsonl: 256 rows');
    expect(drawn.join('')).toContain('judging: 512 rows');
    expect(drawn.at(-1)).toBe('\r\u001b[2K');
  });
});

describe('two policies', () => {
  const lax = (): string =>
    world.write(
      'lax.yaml',
      'version: 1\nguard:\n  rules:\n    unapproved-price: { enabled: false }\n    below-floor: { severityMax: hold }\n',
    );

  it('differ in the orders that one of them would not have taken', async () => {
    const orders = linesOf([...GOOD, pastOrder('c', { lines: CHEAP })]);
    const run = await replay(orders, '--against', lax(), '--details', world.file('changed.jsonl'));
    expect(run.exit).toBe(1);
    expect(run.stdout).toContain('orders judged more strictly: 1, more mildly: 0');
    expect(run.stdout).toContain('  held for review → refused, unapproved-price: 1\n    orders.jsonl:3 c ');
    const told = world.read('changed.jsonl').trimEnd().split('\n');
    expect(told).toHaveLength(1);
    expect(JSON.parse(told[0] ?? '')).toMatchObject({
      type: 'order',
      id: 'c',
      verdict: 'rejected',
      against: { verdict: 'review', causes: ['below-floor'] },
    });
  });

  it('end with 0 where no verdict differs, whatever both refuse', async () => {
    const run = await replay(
      linesOf([pastOrder('c', { lines: CHEAP })]),
      '--against',
      world.file('policy.yaml'),
    );
    expect(run.exit).toBe(0);
    expect(run.stdout).toContain('no order has another verdict');
  });

  it('need one sealer between them', async () => {
    const draft = lax();
    const file = world.write('orders.jsonl', linesOf(GOOD));
    const alone = await world.run(replayCommand, [file, '--book', book, '--policy', draft]);
    expect(alone.error).toContain('usage: ');
    const args = [file, '--book', book, '--policy', draft, '--against', world.file('policy.yaml')];
    expect(await world.run(replayCommand, args)).toMatchObject({ exit: 0, error: undefined });
  });
});

describe('files that are not as they should be', () => {
  const one = linesOf([pastOrder('a')]);

  it.each<[string, string, string | Uint8Array, string]>([
    [
      'is cut off',
      'o.jsonl.gz',
      gzipSync(one.repeat(50)).subarray(0, 60),
      'input: o.jsonl.gz is cut off: its gzip ends too early',
    ],
    ['is empty', 'o.jsonl', '', 'input: o.jsonl is empty'],
    [
      'is no UTF-8',
      'o.jsonl',
      Buffer.from([0x7b, 0xff, 0xfe, 0x0a]),
      'input: o.jsonl:1 in this line or one after it are bytes that are not UTF-8',
    ],
    [
      'holds a line of a megabyte',
      'o.jsonl',
      `${one}${'x'.repeat(1_100_000)}\n`,
      'input: o.jsonl:2 is longer than',
    ],
    [
      'is a workbook',
      'o.csv',
      Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3, 4]),
      'input: o.csv is an Excel workbook',
    ],
    ['is a JSON list', 'o.json', '[{"id":1}]', 'input: o.json is one JSON list; write one object a line'],
  ])(
    'an order file that %s ends the replay with its place and the fix',
    async (_, name, content, message) => {
      const details = world.file('never.jsonl');
      const run = await replayFile(name, content, '--details', details);
      expect([run.exit, run.error]).toEqual([undefined, expect.stringContaining(message)]);
      expect(existsSync(details)).toBe(false);
    },
  );

  it.each<[string, string, string]>([
    ['a negative amount', one.replace('12900', '-12900'), 'lines[0].unitPriceMinor: got -12900'],
    ['a fraction of a unit', one.replace('"quantity":1', '"quantity":1.5'), 'lines[0].quantity: got 1.5'],
    ['a NUL', `\u0000${one}`, 'is not JSON'],
    ['a name twice', one.replace('"quantity":1', '"quantity":1,"quantity":9'), 'holds a name twice'],
    [
      'a name of a prototype',
      one.replace('"quantity":1', '"__proto__":{"quantity":9},"quantity":1'),
      'orders.jsonl:2 ',
    ],
    ['half of a surrogate pair', one.replace('"EP-100"', '"EP\\ud800"'), 'lines[0].sku'],
  ])('a row with %s is counted and named, and the others are judged', async (_, bad, message) => {
    const run = await replay(`${linesOf([pastOrder('z')])}${bad}`);
    expect(run.exit).toBe(1);
    expect(run.stdout).toContain('orders judged 1 ');
    expect(run.stdout).toContain('rows that cannot be read: 1\n    orders.jsonl:2 ');
    expect(run.stdout).toContain(message);
  });

  it('a byte order mark and empty lines are no rows', async () => {
    expect((await replay(`\ufeff${one}\n\r\n`)).exit).toBe(0);
  });

  it('a SKU called __proto__ is a SKU that the book does not have', async () => {
    const run = await replay(linesOf([pastOrder('__proto__', { lines: [pastLine('__proto__')] })]));
    expect(run.exit).toBe(1);
    expect(run.stdout).toContain('not-in-book: 1 refused\n    orders.jsonl:1 __proto__ ');
  });

  it('terminal controls in an id of the file never reach the terminal', async () => {
    const run = await replay(`{"id":"\\u001b[2J"}\n${one}`);
    expect(run.stdout).not.toContain('\u001b');
    expect(run.stdout).toContain('orders.jsonl:1 id: got ');
  });

  it('orders of other sales alone are not replayed, and their sales are named', async () => {
    const run = await replay(linesOf([pastOrder('a', { saleId: 'x' }), pastOrder('b', { saleId: 'x' })]));
    expect(run).toMatchObject({ exit: 2, stdout: '' });
    expect(run.stderr).toContain('no order of the sale of this book; nothing was judged: x (2)');
  });

  it('rows that cannot be read, and no order, are named', async () => {
    const run = await replay('nonsense\n');
    expect([run.exit, run.stderr]).toEqual([2, expect.stringContaining('orders.jsonl:1 is not JSON')]);
  });

  it('orders that say nothing of payments are noted, and orders outside of the window', async () => {
    const unpaid = await replay(linesOf([pastOrder('a', { payments: [], status: 'placed' })]));
    expect(unpaid.stderr).toContain('--all-paid takes all of them as paid');
    expect(
      (await replay(linesOf([pastOrder('a', { payments: [], status: 'placed' })]), '--all-paid')).stderr,
    ).toBe('');
    const seconds = await replay(linesOf([pastOrder('a', { placedAt: OPEN / 1_000 })]));
    expect(seconds.stdout).toContain('is placedAt in milliseconds?');
  });
});

describe('a command line of replay', () => {
  it.each<[string, readonly string[], string]>([
    ['no file', ['--book', 'b'], 'usage: name the order files'],
    ['a file twice', ['o', 'o', '--book', 'b'], 'usage: o is given twice'],
    [
      'details on standard output',
      ['o', '--book', 'b', '--details', '-'],
      'usage: details are written to a file',
    ],
    [
      'a time for what is not judged',
      ['o', '--book', 'b', '--prices-only', '--resume-after', '5'],
      'usage: --prices-only judges',
    ],
    [
      'no time',
      ['o', '--book', 'b', '--resume-after', '0'],
      'usage: --resume-after 0 is not a whole number from 1 to 1440',
    ],
    [
      'a wrong number',
      ['o', '--book', 'b', '--max', '1e3'],
      'usage: --max 1e3 is not a whole number from 0 to 10000',
    ],
  ])('with %s is refused with what to write', async (_, args, message) => {
    expect((await world.run(replayCommand, args)).error).toContain(message);
  });

  it('never writes over what it reads, nor two things to one place', async () => {
    const file = world.write('orders.jsonl', linesOf(GOOD));
    const run = (...args: readonly string[]): Promise<SaleRun> =>
      world.runAs('kim', replayCommand, [file, '--book', book, ...args]);
    expect((await run('--out', file)).error).toContain('is an order file');
    expect((await run('--details', book)).error).toContain('is the --book');
    const place = world.file('one.txt');
    expect((await run('--out', place, '--details', place)).error).toContain(
      'two reports would be written to',
    );
  });

  it('ends with 2 where the book is refused, or makes no sale', async () => {
    const file = world.write('orders.jsonl', linesOf(GOOD));
    const cut = world.write('cut.jsonl', world.read('book.jsonl').slice(0, -20));
    const refused = await world.runAs('kim', replayCommand, [file, '--book', cut]);
    expect(refused).toMatchObject({ exit: 2, stdout: '' });
    expect(refused.stderr).toContain('refused');
    const unfit = await saleWorld({ entries: [entryOf('EP-100')] });
    const args = [file, '--book', unfit.file('book.jsonl')];
    const run = await unfit.runAs('kim', replayCommand, args);
    expect([run.exit, run.stderr]).toEqual([2, expect.stringContaining('--prices-only')]);
    expect((await unfit.runAs('kim', replayCommand, [...args, '--prices-only'])).exit).toBe(0);
  });
});
