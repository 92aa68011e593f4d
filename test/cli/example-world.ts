import { cp949 } from './cp949.js';
import { lines, reportOf, type CliFolder } from './folder.js';
import { runHere } from './in-process.js';

/** Writes what the examples of one command read, as a shop would have it by then. */
export type Stage = (folder: CliFolder) => Promise<void> | void;

const OFFERS = lines('sku,price,currency,list_price,stock_to_sell', 'EP-100,129000,KRW,159000,10');

/** The files that examples of several commands name. */
export function writeShop(folder: CliFolder): void {
  folder.write('tomorrow.csv', OFFERS);
  folder.write('tomorrow.csv.gz', OFFERS);
  folder.write(
    'today.csv',
    lines('sku,observed_on,price,currency,list_price', 'EP-100,2026-07-02,129000,KRW,159000'),
  );
  folder.write(
    'prices.csv.gz',
    lines('sku,price_list,observed_on,price,currency', 'EP-100,,2026-07-01,129000,KRW'),
  );
  folder.write('history.csv.gz', history());
  folder.write('accepted.csv', lines('sku,currency,price', 'HP-200,KRW,18900'));
  folder.write('catalog.csv', pastCatalogue());
}

/** Sixty ordinary days, and two at a tenth of the price: those are quarantined. */
function history(): string {
  const day = (at: number): string => new Date(Date.UTC(2026, 4, 1 + at)).toISOString().slice(0, 10);
  const rows = (sku: string, usual: number): string[] =>
    Array.from({ length: 62 }, (_, at) => {
      const price = at < 60 ? usual : usual / 10;
      return `${sku},,${day(at)},${String(price)},KRW`;
    });
  return lines(
    'sku,price_list,observed_on,price,currency',
    ...rows('EP-100', 136_000),
    ...rows('HP-200', 189_000),
  );
}

/** A past catalogue with more than the 400 rows that calibration needs. */
function pastCatalogue(): string {
  const rows = Array.from({ length: 600 }, (_, at) => {
    const price = 100_000 - 100 * ((at * 7) % 450);
    return `SH-${String(at)},Shoes,${String(price)},100000,KRW`;
  });
  return lines('sku,category,price,list_price,currency', ...rows);
}

/** The catalogue as the flags of an example describe it. */
export function writeOffersFor(folder: CliFolder, example: string): void {
  const isMapped = example.includes('품번');
  const isKorean = isMapped || example.includes('--preset korean');
  const offers = isKorean ? lines(isMapped ? '품번,판매가' : '상품코드,판매가', 'EP-100,129000') : OFFERS;
  folder.write('tomorrow.csv', example.includes('euc-kr') ? cp949(offers) : offers);
}

/** What stands before the examples of a command run; those of a command earlier in the list have run by then. */
export const STAGES: Readonly<Record<string, Stage>> = {
  audit: (folder) => {
    const promotion = "  - { id: SHIP-FREE, kind: free-shipping, minSpend: '30000' }";
    folder.write('promotions.yaml', lines('version: 1', 'currency: KRW', 'promotions:', promotion));
    folder.write('approvals.jsonl', '');
    writePolicy(folder);
  },
  approve: async (folder) => {
    folder.write(
      'wrong.csv',
      lines('sku,price,currency,list_price', 'EP-100,12900,KRW,159000', 'HP-200,18900,KRW,189000'),
    );
    await audit(folder, 'wrong.csv');
    const report = folder.read('report.json');
    const [first = '', second = ''] = reportOf(report)
      .findings.filter(({ subject, severity }) => subject === 'offer' && severity === 'block')
      .map(({ id }) => id);
    // The example names its findings by these digits.
    const named = report
      .replaceAll(first, `3f2a91${first.slice(6)}`)
      .replaceAll(second, `c07d55${second.slice(6)}`);
    folder.write('report.json', named);
  },
  seal: async (folder) => {
    await audit(folder, 'tomorrow.csv');
    folder.write('sale.yaml', sale(1));
    await seal(folder, 'book-1.jsonl');
    folder.write('sale.yaml', sale(2));
  },
  book: (folder) => {
    folder.write('sealer.key.pub', folder.read('me.key.pub'));
  },
};

function writePolicy(folder: CliFolder): void {
  folder.write(
    'saleguard.policy.yaml',
    lines(
      'version: 1',
      'catalog: { currency: KRW }',
      'approvals:',
      '  roles:',
      '    lead: { mayApprove: all, batch: true, seal: true }',
      '  people:',
      `    - { id: p-17, role: lead, publicKey: '${folder.read('me.key.pub').trim()}' }`,
    ),
  );
}

function sale(epoch: number): string {
  return lines(
    'version: 1',
    'saleId: summer',
    `epoch: ${String(epoch)}`,
    'currency: KRW',
    'startsAt: 2026-08-01T00:00:00+09:00',
    'endsAt: 2026-08-03T00:00:00+09:00',
    'channels:',
    '  - { id: web, paymentMinutes: 15 }',
  );
}

async function audit(folder: CliFolder, catalog: string): Promise<void> {
  const flags = ['--policy', 'saleguard.policy.yaml', '--format', 'json', '--out', 'report.json', '--quiet'];
  await runHere(folder.path, ['audit', catalog, ...flags]);
}

async function seal(folder: CliFolder, out: string): Promise<void> {
  const flags = ['--sale', 'sale.yaml', '--report', 'report.json', '--policy', 'saleguard.policy.yaml'];
  const run = await runHere(folder.path, ['seal', ...flags, '--key', 'me.key', '--out', out]);
  if (run.exitCode !== 0) throw new Error(run.stderr);
}
