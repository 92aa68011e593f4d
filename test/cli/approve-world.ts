import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { newPrivateKeyPem, signingKeyFromPem } from '../../src/seal/ed25519.js';
import type { CliIo } from '../../src/cli/io.js';
import { runHere, type InProcessRun } from './in-process.js';

/** A folder with a policy, keys of four people, a catalogue with a clearance, and its report. */
export interface ApproveWorld {
  readonly path: string;
  run(args: readonly string[], overlay?: Partial<CliIo>): Promise<InProcessRun>;
  /** Audits again, with these approvals, and reads the report. */
  audit(catalog: string, ...args: readonly string[]): Promise<SeenAudit>;
  write(name: string, content: string, mode?: number): string;
  read(name: string): string;
  keyIdOf(name: string): string;
}

export interface SeenFinding {
  readonly id: string;
  readonly ruleId: string;
  readonly severity: string;
  readonly sku?: string;
  readonly approval?: {
    readonly kind: string;
    readonly refusal?: string;
    readonly approvalIds?: readonly string[];
  };
}

export interface SeenAudit {
  readonly exitCode: number;
  readonly findings: readonly SeenFinding[];
  /** `rule: severity, approval` of one SKU, sorted. */
  of(sku: string): readonly string[];
  /** Ids of the findings of one SKU that ask for something. */
  idsOf(sku: string): readonly string[];
}

/** `p-1` may approve everything, `p-2` a little, `p-3` as `p-1`; `stranger` is not in the policy. */
const KEYS = ['p-1', 'p-2', 'p-3', 'stranger'] as const;

const HEAD = 'sku,price,currency,name,category,list_price,previous_price,stock_to_sell,author,last_editor';

/** A clearance at 92 % off that is meant, and a row nothing is wrong with. */
export const CATALOG = [
  HEAD,
  'EP-100,10880,KRW,Earphones,Audio > Earphones,136000,136000,20,p-9,p-1',
  'EP-200,89000,KRW,Headphones,Audio > Headphones,99000,89000,20,p-9,p-9',
  '',
].join('\n');

export function approveWorld(): ApproveWorld {
  const path = mkdtempSync(join(tmpdir(), 'saleguard-approve-'));
  afterAll(() => {
    rmSync(path, { recursive: true, force: true });
  });
  const write = (name: string, content: string, mode = 0o644): string => {
    writeFileSync(join(path, name), content);
    chmodSync(join(path, name), mode);
    return name;
  };
  const pems = new Map(KEYS.map((name) => [name as string, newPrivateKeyPem()]));
  for (const [name, pem] of pems) write(`${name}.key`, pem, 0o600);
  const publicKeyOf = (name: string): string => signingKeyFromPem(pems.get(name) ?? '').publicKey;
  write('policy.yaml', policyText(publicKeyOf));
  write('catalog.csv', CATALOG);
  const run: ApproveWorld['run'] = (args, overlay) => runHere(path, args, overlay);
  return {
    path,
    run,
    write,
    read: (name) => readFileSync(join(path, name), 'utf8'),
    keyIdOf: (name) => signingKeyFromPem(pems.get(name) ?? '').keyId,
    audit: async (catalog, ...args) => {
      const ran = await run([
        'audit',
        catalog,
        '--policy',
        'policy.yaml',
        '--quiet',
        '--format',
        'json',
        '--out',
        'report.json',
        ...args,
      ]);
      if (ran.stderr !== '') throw new Error(ran.stderr);
      return seen(readFileSync(join(path, 'report.json'), 'utf8'), ran.exitCode);
    },
  };
}

function seen(text: string, exitCode: number): SeenAudit {
  const { findings } = JSON.parse(text) as { readonly findings: readonly SeenFinding[] };
  const on = (sku: string): readonly SeenFinding[] => findings.filter((finding) => finding.sku === sku);
  return {
    exitCode,
    findings,
    of: (sku) =>
      on(sku)
        .map(({ ruleId, severity, approval }) =>
          [`${ruleId}: ${severity}`, approval?.refusal ?? approval?.kind].filter(Boolean).join(', '),
        )
        .sort(),
    idsOf: (sku) =>
      on(sku)
        .filter(({ severity }) => severity !== 'info')
        .map(({ id }) => id),
  };
}

function policyText(publicKeyOf: (name: string) => string): string {
  return `version: 1
approvals:
  validDaysMax: 14
  secondSignatureFrom: { KRW: '5000000' }
  roles:
    lead: { mayApprove: all, batch: true }
    merchandiser: { mayApprove: [deep-markdown] }
  people:
    - { id: p-1, role: lead, publicKey: 'ed25519:${publicKeyOf('p-1')}' }
    - { id: p-2, role: merchandiser, publicKey: 'ed25519:${publicKeyOf('p-2')}' }
    - { id: p-3, role: lead, publicKey: 'ed25519:${publicKeyOf('p-3')}' }
`;
}

/** Flags that name findings. */
export function findingFlags(ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => ['--finding', id]);
}
