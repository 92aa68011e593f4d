import { describe, expect, it } from 'vitest';
import type { Approval, SignedApproval } from '../../../src/catalog/approval.js';
import { canonicalJson } from '../../../src/seal/canonical-json.js';
import { APPROVAL_LINE_MAX, approvalLine, readApprovals } from '../../../src/wire/approvals.js';
import { approvalOf, campaignOf, KEYS, NOW, offerOf, signed } from '../approvals/making.js';
import { problemLines } from './expect-problems.js';

const ONE = signed(approvalOf(offerOf()));
const LINE = approvalLine(ONE);

function read(text: string): readonly SignedApproval[] {
  return readApprovals(text, { file: 'approvals.jsonl' });
}

function problems(text: string): readonly string[] {
  return problemLines({ code: 'input', file: 'approvals.jsonl' }, (file) => readApprovals(text, { file }));
}

/** A line that says something else, signed or not. */
function lineWith(
  edit: Readonly<Record<string, unknown>>,
  top: Readonly<Record<string, unknown>> = {},
): string {
  const approval: Record<string, unknown> = { ...ONE.approval, ...edit };
  for (const [key, value] of Object.entries(approval))
    if (value === undefined) Reflect.deleteProperty(approval, key);
  return canonicalJson({ ...ONE, approval, ...top });
}

describe('readApprovals', () => {
  it('reads what approvalLine wrote, of every scope', () => {
    const scopes: readonly Approval['scope'][] = [
      ONE.approval.scope,
      campaignOf().scope,
      campaignOf({ category: undefined }).scope,
      campaignOf({ category: undefined, skus: ['A', 'B'] }).scope,
      { kind: 'findings', findingIds: ['0123456789abcdef'], batchDigest: 'ab'.repeat(32) },
      { kind: 'promotions', promotions: [{ promotionId: 'C-1', promotionHash: 'ab'.repeat(32) }] },
    ];
    const bounds = { startsAt: NOW, endsAt: NOW + 1, quantityMax: 5 };
    const all = scopes.flatMap((scope) => [
      signed(approvalOf(offerOf(), { scope })),
      signed(approvalOf(offerOf(), { scope, ...bounds }), KEYS.second),
    ]);
    expect(read(all.map((one) => `${approvalLine(one)}\n`).join(''))).toEqual(all);
  });

  it('takes an empty file for no approvals', () => {
    expect(read('')).toEqual([]);
    expect(read('\n \r\n\ufeff'.slice(0, 4))).toEqual([]);
  });

  it('takes \\r\\n, a byte-order mark, blank lines and a last line without its end', () => {
    expect(read(`\ufeff\r\n${LINE}\r\n\n${approvalLine(signed(campaignOf()))}`)).toHaveLength(2);
  });

  it('takes two signatures of one approval for two', () => {
    const both = [ONE, signed(ONE.approval, KEYS.second)];
    expect(read(both.map(approvalLine).join('\n'))).toEqual(both);
  });

  it('refuses the same line twice, by the number of both', () => {
    expect(problems(`${LINE}\n\n${LINE}\n`)).toEqual([
      '3:1 the same approval stands on line 1; take one of them out',
    ]);
  });

  it('names every faulty line', () => {
    const found = problems(['{', LINE, '[]', 'null', '7'].join('\n'));
    expect(found.map((line) => line.slice(0, 3))).toEqual(['1:1', '3:1', '4:1', '5:1']);
  });

  it.each<[string, string, string]>([
    ['cut off', LINE.slice(0, -1), 'no complete JSON'],
    ['with a blank', LINE.replace('":', '": '), 'not in the form it was signed in'],
    [
      'with keys in another order',
      JSON.stringify({ signature: ONE.signature, keyId: ONE.keyId, approval: { ...ONE.approval } }),
      'not in the form',
    ],
    ['with a key twice', LINE.replace('"keyId"', '"keyId":"0000000000000000","keyId"'), 'not in the form'],
    ['with a key twice inside', LINE.replace('"nonce"', '"nonce":"1","nonce"'), 'not in the form'],
    ['with an escape', LINE.replace('EP-100', 'EP\\u002d100'), 'not in the form'],
    [
      'with a number written otherwise',
      LINE.replace('"priceMinor":13600', '"priceMinor":1.36e4'),
      'not in the form',
    ],
    ['with a null', lineWith({ startsAt: null }), 'got nothing'],
    ['with an unknown key', lineWith({ note: 'x' }), 'approval.note: unknown key'],
    ['with an unknown key at the top', lineWith({}, { by: 'x' }), 'by: unknown key'],
    ['with a key named __proto__', LINE.replace('{"approval"', '{"__proto__":{},"approval"'), '__proto__'],
    ['of another schema', lineWith({ schema: 'saleguard/approval/2' }), 'expected saleguard/approval/1'],
    ['without rules', lineWith({ rules: [] }), 'approval.rules: '],
    ['with a rule twice', lineWith({ rules: ['a', 'a'] }), 'stands twice'],
    ['with a rule that is no id', lineWith({ rules: ['Deep Markdown'] }), 'approval.rules[0]: '],
    ['of an unknown scope', lineWith({ scope: { kind: 'everything' } }), 'approval.scope'],
    ['without a scope', lineWith({ scope: undefined }), 'approval.scope'],
    ['of no rows', lineWith({ scope: { kind: 'rows', rows: [] } }), 'approval.scope.rows'],
    [
      'with a category and SKUs',
      lineWith({ scope: { ...campaignOf().scope, skus: ['A'], category: 'B' } }),
      'which is meant',
    ],
    ['with a window upside down', lineWith({ startsAt: 2, endsAt: 1 }), 'ends before it starts'],
    ['expiring when signed', lineWith({ expiresAt: ONE.approval.signedAt }), 'expires before it is signed'],
    ['with a fraction of a millisecond', lineWith({ signedAt: 0.5 }), 'approval.signedAt'],
    ['with an instant beyond all years', lineWith({ expiresAt: 253_402_300_800_000 }), 'approval.expiresAt'],
    ['with an instant before 1970', lineWith({ startsAt: -1 }), 'approval.startsAt'],
    ['for no units', lineWith({ quantityMax: 0 }), 'approval.quantityMax'],
    ['with a short nonce', lineWith({ nonce: '00' }), 'approval.nonce'],
    ['with a key id in capitals', lineWith({}, { keyId: 'ABCDEF0123456789' }), 'keyId: '],
    [
      'with a signature that is not canonical',
      lineWith({}, { signature: `${'A'.repeat(85)}B==` }),
      'signature: ',
    ],
    ['with a signature of 63 bytes', lineWith({}, { signature: 'A'.repeat(84) }), 'signature: '],
  ])('refuses a line %s', (_what, line, reason) => {
    const [first, ...more] = problems(`${line}\n`);
    expect(first).toContain(reason);
    expect(more).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['a floor above the price', { floorMinor: 13_601 }, 'the floor is above the price'],
    ['a price below nothing', { priceMinor: -1, floorMinor: -1 }, 'priceMinor'],
    ['a price beyond 2^53', { priceMinor: 9007199254740992 }, 'priceMinor'],
    ['a price as text', { priceMinor: '13600' }, 'priceMinor'],
    ['a currency that is none', { currency: 'krw' }, 'write KRW'],
    ['an empty SKU', { sku: '' }, 'sku'],
    ['a SKU of 129 bytes', { sku: '가'.repeat(43) }, 'sku'],
    ['a SKU with a hidden character', { sku: 'EP\u200b100' }, 'sku'],
    ['a SKU with the separator of keys', { sku: 'EP\u001fdefault' }, 'sku'],
    ['a hash in capitals', { rowHash: 'AB'.repeat(32) }, 'rowHash'],
  ])('refuses a row with %s', (_what, edit, reason) => {
    const { scope } = ONE.approval;
    const [row] = scope.kind === 'rows' ? scope.rows : [];
    expect(problems(lineWith({ scope: { kind: 'rows', rows: [{ ...row, ...edit }] } }))[0]).toContain(reason);
  });

  it('takes a SKU of 128 bytes', () => {
    const sku = `${'가'.repeat(42)}AB`;
    expect(read(approvalLine(signed(approvalOf(offerOf({ sku })))))).toHaveLength(1);
  });

  it('refuses a line of more than 64 KB before it looks into it', () => {
    expect(problems('['.repeat(APPROVAL_LINE_MAX + 1))[0]).toContain('longer than 65536 characters');
    expect(problems('['.repeat(APPROVAL_LINE_MAX))[0]).toContain('no complete JSON');
  });

  it('stops at a hundred problems', () => {
    const found = problems('{\n'.repeat(5000));
    expect(found).toHaveLength(100);
  });

  it('refuses more than 100,000 approvals before it looks into any', () => {
    const lines = `${LINE}\n\n${'no approval\n'.repeat(99_999)}`;
    expect(problems(`${lines}${LINE}`)).toEqual([
      '100002:1 more than 100000 approvals; take out those that have expired',
    ]);
    expect(problems(lines)[0]).toMatch(/^3:1 no complete JSON/);
  });

  it('shows nothing of a line that a terminal would obey', () => {
    const [first = ''] = problems(lineWith({ nonce: '\u001b[2J\u202e' }));
    expect(first).toContain('\\u001b[2J\\u202e');
    expect(first).not.toContain('\u001b');
  });
});
