import { gzipSync } from 'node:zlib';
import { canonicalJson } from '../../src/seal/canonical-json.js';
import { approvalLine } from '../../src/wire/approvals.js';
import { HONEST, LINE, refused, sign, type ApprovalCase } from './approval-case.js';

const NOT_JSON = 'no complete JSON';
const NOT_CANONICAL = 'not in the form it was signed in';

/** The honest line with something put in, taken out or changed in its text. */
function edited(from: string | RegExp, to: string): string {
  const line = LINE.replace(from, to);
  if (line === LINE) throw new Error(`${String(from)} is not in the line`);
  return line;
}

/** The honest line with other members in its approval, written as canonically as it can be. */
function withMembers(members: Readonly<Record<string, unknown>>): string {
  const { startsAt: _s, endsAt: _e, quantityMax: _q, ...said } = HONEST.approval;
  return canonicalJson({ ...HONEST, approval: { ...said, ...members } });
}

/** Files no audit takes. */
export const APPROVAL_FILE_CASES: readonly ApprovalCase[] = [
  { name: 'no file', file: undefined, expect: { kind: 'file-refused', stderr: 'there is no such file' } },
  refused('UTF-16', Buffer.from(`\ufeff${LINE}\n`, 'utf16le'), 'is not UTF-8'),
  refused('UTF-16 without its mark', Buffer.from(LINE, 'utf16le'), NOT_JSON),
  refused('gzip', gzipSync(LINE), 'is not UTF-8'),
  refused('a byte that is no text', Buffer.from(`${LINE}\n\xff`, 'latin1'), 'is not UTF-8'),
  refused('a zero byte between', LINE.replace('}', '\u0000}'), NOT_JSON),
  refused('CSV', 'sku,price\nEP-100,10880\n', NOT_JSON),
  refused('YAML', `- ${LINE}\n`, NOT_JSON),
  refused('a comment', `# approved by the boss\n${LINE}\n`, NOT_JSON),
  refused('a list of approvals', `[${LINE}]\n`, 'got a list, expected a signed approval'),
  refused('JSON over several lines', JSON.stringify(JSON.parse(LINE), null, 2), NOT_JSON),
  refused('two approvals on one line', `${LINE}${LINE}\n`, NOT_JSON),
  refused('something behind the approval', `${LINE};\n`, NOT_JSON),
  refused('a line that was cut off', LINE.slice(0, LINE.length / 2), NOT_JSON),
  refused('the same approval twice', `${LINE}\n${LINE}\n`, 'the same approval stands on line 1'),
  refused('60,000 lists in each other', '['.repeat(60_000) + ']'.repeat(5000), NOT_JSON),
  refused('60,000 lists that close', '['.repeat(30_000) + ']'.repeat(30_000), 'got a list'),
  refused('a line beyond 64 KB', `{"approval":"${'x'.repeat(70_000)}"}`, 'longer than 65536 characters'),
  refused('a million faulty lines', '{\n'.repeat(1_000_000), 'more than 100000 approvals'),
  refused('a key twice', edited('"priceMinor":10880', '"priceMinor":1,"priceMinor":10880'), NOT_CANONICAL),
  refused('a signature twice', edited(/("signature":"[^"]*")/, '$1,$1'), NOT_CANONICAL),
  refused('__proto__ with an approval in it', edited('{', '{"__proto__":{"approval":{}},'), 'unknown key'),
  refused('a key named constructor', edited('"nonce"', '"constructor":{},"nonce"'), 'unknown key'),
  refused('a flag to force it', withMembers({ force: true }), 'approval.force: unknown key'),
  refused('the name of who approves', withMembers({ approvedBy: 'p-lead' }), 'unknown key'),
  refused('a number with a fraction of nothing', edited(':10880', ':10880.0'), NOT_CANONICAL),
  refused('a number as a power', edited(':10880', ':1.088e4'), NOT_CANONICAL),
  refused('minus nothing', edited(':10880', ':-0'), NOT_CANONICAL),
  refused(
    'a price beyond 2^53',
    edited('"priceMinor":10880', '"priceMinor":90071992547409931'),
    'priceMinor',
  ),
  refused('a price of 1e999', edited('"priceMinor":10880', '"priceMinor":1e999'), 'priceMinor'),
  refused('a price as text', edited('"priceMinor":10880', '"priceMinor":"10880"'), 'priceMinor'),
  refused('a SKU in escapes', edited('EP-100', '\\u0045P-100'), NOT_CANONICAL),
  refused('half a character', edited('EP-100', 'EP\\ud800'), 'nothing hidden'),
  refused('a mark of no width', edited('EP-100', 'EP\u200b-100'), 'nothing hidden'),
  refused('a SKU that turns the line', edited('EP-100', 'EP\u202e001'), 'nothing hidden'),
  refused('the separator of keys in a SKU', edited('EP-100', 'EP\\u001fdefault'), 'nothing hidden'),
  refused(
    'a floor above the price',
    edited('"floorMinor":10880', '"floorMinor":10881'),
    'the floor is above',
  ),
  refused('a price below nothing', edited(/10880/g, '-1'), 'priceMinor: got -1'),
  refused('every rule', withMembers({ rules: ['*'] }), 'expected the id of a rule'),
  refused('all rules', withMembers({ rules: 'all' }), 'expected a list'),
  refused('no rule', withMembers({ rules: [] }), 'expected a list that names something'),
  refused(
    'another schema',
    withMembers({ schema: 'saleguard/price-book/1' }),
    'expected saleguard/approval/1',
  ),
  refused('a scope of everything', withMembers({ scope: { kind: 'all' } }), 'approval.scope'),
  refused('no row', withMembers({ scope: { kind: 'rows', rows: [] } }), 'approval.scope.rows'),
  refused(
    'a markdown of more than the whole',
    approvalLine(
      sign({
        scope: {
          kind: 'markdown',
          category: undefined,
          skus: undefined,
          priceList: 'default',
          currency: 'KRW',
          markdownMaxBps: 10_001,
        },
      }),
    ),
    'markdownMaxBps: got 10001',
  ),
  refused('no expiry', edited(/"expiresAt":\d+,/, ''), 'approval.expiresAt: got nothing'),
  refused(
    'an expiry that never comes',
    withMembers({ expiresAt: Number.MAX_SAFE_INTEGER }),
    'approval.expiresAt',
  ),
  refused('an expiry before the signature', withMembers({ expiresAt: 1 }), 'it expires before it is signed'),
  refused('an instant as text', withMembers({ expiresAt: '2026-08-02T00:00:00Z' }), 'approval.expiresAt'),
  refused('no signature', edited(/,"signature":"[^"]*"/, ''), 'signature: got nothing'),
  refused('an empty signature', edited(/"signature":"[^"]*"/, '"signature":""'), 'signature: got ""'),
  refused('a signature without padding', edited('=="}', '"}'), 'signature: '),
  refused(
    'a signature in hex',
    edited(/"signature":"[^"]*"/, `"signature":"${'ab'.repeat(64)}"`),
    'signature: ',
  ),
];
