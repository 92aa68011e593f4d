import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { AT, CATALOG, LEAD, LINE, POLICY, type ApprovalCase } from '../hostile/approval-case.js';
import { APPROVAL_FILE_CASES } from '../hostile/approval-file-cases.js';
import { APPROVAL_VOID_CASES } from '../hostile/approval-void-cases.js';
import { reportOf, type SeenReport } from './folder.js';
import { runHere, type InProcessRun } from './in-process.js';

const folder = mkdtempSync(join(tmpdir(), 'saleguard-hostile-approvals-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
writeFileSync(join(folder, 'catalog.csv'), CATALOG);
writeFileSync(join(folder, 'policy.yaml'), POLICY);

function auditWith(file: Uint8Array | undefined): Promise<InProcessRun> {
  const path = join(folder, 'approvals.jsonl');
  rmSync(path, { force: true });
  if (file !== undefined) writeFileSync(path, file);
  return runHere(
    folder,
    [
      'audit',
      'catalog.csv',
      '--policy',
      'policy.yaml',
      '--approvals',
      'approvals.jsonl',
      '--quiet',
      '--format',
      'json',
    ],
    { now: () => AT },
  );
}

/** The findings of `deep-markdown`, each as its severity and what approvals said. */
function said(report: SeenReport): readonly string[] {
  const findings = report.findings as readonly {
    readonly ruleId: string;
    readonly severity: string;
    readonly approval?: { readonly kind: string; readonly refusal?: string };
  }[];
  return findings
    .filter(({ ruleId }) => ruleId === 'deep-markdown')
    .map(({ severity, approval }) => `${severity} ${approval?.refusal ?? approval?.kind ?? 'unnamed'}`);
}

function expected({ expect: outcome }: ApprovalCase): string {
  return `block ${outcome.kind === 'void' ? outcome.refusal : 'unnamed'}`;
}

describe('an audit that is handed hostile approvals', () => {
  it('takes the honest approval all of them are made from', async () => {
    const run = await auditWith(Buffer.from(`${LINE}\n`));
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(said(reportOf(run.stdout))).toEqual(['info approved']);
  });

  it.each(APPROVAL_FILE_CASES)('refuses the file: $name', async (one) => {
    const run = await auditWith(one.file);
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain('approvals.jsonl');
    expect(run.stderr).toContain(one.expect.kind === 'file-refused' ? one.expect.stderr : '?');
    // Nothing a terminal would obey, and no wall of text.
    expect(run.stderr.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(run.stderr.length).toBeLessThan(20_000);
  });

  it.each(APPROVAL_VOID_CASES)('lets nothing pass: $name', async (one) => {
    const run = await auditWith(one.file);
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(1);
    expect(said(reportOf(run.stdout))).toEqual([expected(one)]);
  });

  it('is not slowed down by twenty thousand worthless ones', async () => {
    const digits = LINE.indexOf('"nonce":"') + '"nonce":"'.length;
    const count = 20_000;
    const lines = Array.from(
      { length: count },
      (_, index) => LINE.slice(0, digits) + index.toString(16).padStart(32, '0') + LINE.slice(digits + 32),
    );
    const run = await auditWith(Buffer.from(lines.join('\n')));
    expect(said(reportOf(run.stdout))).toEqual(['block bad-signature']);
  }, 60_000);
});

/** Public keys nobody can have made. */
const FORGED_KEYS: readonly (readonly [name: string, key: string])[] = [
  ['32 zero bytes, for which anybody can sign', Buffer.alloc(32).toString('base64')],
  ['the neutral point', Buffer.from(`01${'00'.repeat(31)}`, 'hex').toString('base64')],
  [
    'a point of order 8',
    Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'hex').toString('base64'),
  ],
  ['a number that is no point', Buffer.from(`02${'00'.repeat(31)}`, 'hex').toString('base64')],
  ['a number beyond the field', Buffer.from('ff'.repeat(32), 'hex').toString('base64')],
  ['31 bytes', Buffer.alloc(31, 7).toString('base64')],
  ['the alphabet of URLs', LEAD.publicKey.replaceAll('+', '-').replaceAll('/', '_').slice(0, -1)],
];

describe('a policy with a forged key', () => {
  it.each(FORGED_KEYS)('is refused: %s', async (_name, key) => {
    writeFileSync(join(folder, 'forged.yaml'), POLICY.replace(LEAD.publicKey, key));
    const run = await runHere(folder, ['audit', 'catalog.csv', '--policy', 'forged.yaml']);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(/forged\.yaml:7:\d+ approvals\.people\[0\]\.publicKey: /);
  });
});

describe('a hostile key file', () => {
  const pem = (key: ReturnType<typeof generateKeyPairSync>['privateKey']): string =>
    String(key.export({ type: 'pkcs8', format: 'pem' }));

  it.each<[string, () => string, string]>([
    ['an RSA key', () => pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey), 'of type rsa'],
    [
      'a key of another curve',
      () => pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
      'of type ec',
    ],
    ['an X25519 key', () => pem(generateKeyPairSync('x25519').privateKey), 'of type x25519'],
    [
      'a certificate',
      () => '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
      'no private key',
    ],
    [
      'base64 of nothing',
      () => '-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----\n',
      'no private key',
    ],
    ['zero bytes', () => '\u0000'.repeat(200), 'no private key'],
    [
      'a SSH key',
      () => '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n',
      'no private key',
    ],
  ])('is refused: %s', async (_name, content, text) => {
    writeFileSync(join(folder, 'hostile.key'), content(), { mode: 0o600 });
    const run = await runHere(folder, ['keys', 'show', 'hostile.key']);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('hostile.key: ');
    expect(run.stderr).toContain(text);
  });
});
