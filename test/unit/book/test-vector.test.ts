import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { signingKeyFromPem } from '../../../src/seal/ed25519.js';
import { bookBytes, entryOf } from './sample-book.js';

/** The secret key of the first test of RFC 8032, section 7.1, as PKCS #8. */
const SEED = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const PKCS8_START = '302e020100300506032b657004220420';

it('the format does not change: the book of docs/price-book.md is written byte by byte', async () => {
  const der = Buffer.from(`${PKCS8_START}${SEED}`, 'hex').toString('base64');
  const key = signingKeyFromPem(`-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`);
  const header = {
    schema: 'saleguard/price-book/1',
    saleId: 'chuseok-2026',
    epoch: 1,
    startsAt: Date.parse('2026-09-20T00:00:00+09:00'),
    endsAt: Date.parse('2026-09-25T00:00:00+09:00'),
    sealedAt: Date.parse('2026-09-18T12:00:00+09:00'),
    policyHash: 'a'.repeat(64),
    batchDigest: 'b'.repeat(64),
    promotionsSha256: undefined,
    currency: 'KRW',
    lossBudgetMinor: 50_000_000,
    channels: [{ id: 'web', paymentMs: 600_000 }],
    approvalIds: [],
  } as const;
  const members = entryOf('EP-100', {
    priceList: 'members',
    currency: 'USD',
    priceMinor: 8_990,
    floorMinor: 8_990,
    referenceMinor: undefined,
    referenceSource: undefined,
    stockKey: 'EP-100',
  });
  const everybody = entryOf('EP-100', {
    priceMinor: 129_000,
    floorMinor: 116_100,
    referenceMinor: 199_000,
    allotment: 10,
    perCustomerMax: 2,
  });
  const sharedStockKeys = new Set(['EP-100']);
  const bytes = await bookBytes([members, everybody], { header, key, sharedStockKeys });
  const page = readFileSync(new URL('../../../docs/price-book.md', import.meta.url), 'utf8');
  const printed = [...page.matchAll(/^ {2}'(\{".*\})',$/gm)].map((match) => `${match[1] ?? ''}\n`);
  expect(printed).toHaveLength(4);
  expect(Buffer.from(bytes).toString('utf8')).toBe(printed.join(''));
});
