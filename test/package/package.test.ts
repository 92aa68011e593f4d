import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Consumer } from './consumer.js';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
};

const CATALOG = [
  'sku,name,price,list_price,currency',
  'EP-100,Earphones,13600,136000,KRW',
  'HP-200,Headphones,189000,259000,KRW',
  'SP-300,Speaker,99000,120000,KRW',
  '',
].join('\n');

const TYPED = `
import { auditCatalog, builtInPolicy, GuardError, messageOf, money, offersSource, type AuditResult } from 'saleguard';
import { RULES } from 'saleguard';
import { loadPriceBook, type PriceBook } from 'saleguard';
import {
  acceptQuarantined, calibrate, catalogFile, historyFile, historyForCalibration, listQuarantine, referencesForCalibration,
  REPORT_FORMATS, SEAL_REFUSALS, type Calibration, type SealRefusalReason,
} from 'saleguard/audit';

const price = money(12_900, 'KRW');
// @ts-expect-error an amount is made of integer minor units, never of text
money('12900', 'KRW');

export async function judge(): Promise<AuditResult> {
  const catalog = [offersSource('tomorrow', [{ sku: 'EP-100', currency: price.currency, priceMinor: price.minor }])];
  const result = await auditCatalog({ catalog, policy: builtInPolicy(), now: 0 });
  for (const finding of result.findings) console.log(messageOf(finding, 'ko'));
  return result;
}

export const fromFile = (path: string): string => catalogFile({ path }, builtInPolicy().catalog).file;
export const formats: readonly string[] = Object.keys(REPORT_FORMATS);
export const names: readonly string[] = RULES.map((rule) => rule.id);

export async function learn(catalog: string, past: string): Promise<Calibration> {
  const base = { policy: builtInPolicy(), text: undefined };
  const format = base.policy.catalog;
  const history = await historyForCalibration([historyFile({ path: past }, format)], { now: 0, seed: 1 });
  return calibrate({ catalog: [catalogFile({ path: catalog }, format)], base, history, target: 0.005, targetSkuDays: 0.0005, now: 0 });
}

export async function release(file: string): Promise<number> {
  await referencesForCalibration(file, { now: 0, seed: 1 });
  const { runs } = await listQuarantine(file, { runMax: 50 });
  const accepted = await acceptQuarantined({ file, out: file, acceptances: runs });
  return accepted.length;
}

export async function openBook(bytes: AsyncIterable<Uint8Array>, publicKey: string): Promise<PriceBook> {
  const result = await loadPriceBook(bytes, { publicKeys: [publicKey], seed: 1 });
  if (result.kind === 'refused') throw new Error(result.message);
  return result.book;
}

export const reasons: readonly SealRefusalReason[] = SEAL_REFUSALS;
export const isOurs = (error: unknown): boolean => error instanceof GuardError;
declare const console: { log(text: string): void };
`;

describe('the packed package, installed into an empty folder', () => {
  let consumer: Consumer;

  beforeAll(() => {
    consumer = new Consumer();
    consumer.write('tomorrow.csv', CATALOG);
  });

  afterAll(() => {
    consumer.remove();
  });

  it('holds what a user needs and nothing else', () => {
    const strangers = consumer.packedFiles.filter((path) => !/^dist\/.+\.(?:js|d\.ts)$/.test(path));
    expect(strangers).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'package.json',
      'policy.schema.json',
      'promotions.schema.json',
      'report.schema.json',
      'sale.schema.json',
    ]);
  });

  it('brings in its declared dependencies alone', () => {
    expect([...consumer.installed()].sort()).toEqual(
      [...Object.keys(manifest.dependencies), 'saleguard'].sort(),
    );
  });

  it('is imported from an ES module, both entries', () => {
    consumer.write(
      'import.mjs',
      `import { auditCatalog, money } from 'saleguard';
       import * as audit from 'saleguard/audit';
       console.log(typeof auditCatalog, money(100, 'KRW').minor, audit.auditCatalog === auditCatalog);`,
    );
    expect(consumer.node('import.mjs')).toEqual({ exitCode: 0, stdout: 'function 100 true\n', stderr: '' });
  });

  it('is required from CommonJS', () => {
    consumer.write(
      'require.cjs',
      `const { money } = require('saleguard');
       const { auditCatalog } = require('saleguard/audit');
       console.log(money(100, 'KRW').minor, typeof auditCatalog);`,
    );
    expect(consumer.node('require.cjs')).toEqual({ exitCode: 0, stdout: '100 function\n', stderr: '' });
  });

  it('hands out its schemas and its manifest, and nothing from inside', () => {
    consumer.write(
      'files.mjs',
      `import policy from 'saleguard/policy.schema.json' with { type: 'json' };
       import report from 'saleguard/report.schema.json' with { type: 'json' };
       import promotions from 'saleguard/promotions.schema.json' with { type: 'json' };
       import sale from 'saleguard/sale.schema.json' with { type: 'json' };
       import manifest from 'saleguard/package.json' with { type: 'json' };
       console.log(...[policy, report, promotions, sale].map(({ $schema }) => typeof $schema), manifest.name);
       await import('saleguard/dist/money/money.js').catch((error) => console.log(error.code));`,
    );
    const run = consumer.node('--no-warnings', 'files.mjs');
    expect(run).toEqual({
      exitCode: 0,
      stdout: 'string string string string saleguard\nERR_PACKAGE_PATH_NOT_EXPORTED\n',
      stderr: '',
    });
  });

  it('runs as a command', () => {
    const version = consumer.run('npx', ['--no-install', 'saleguard', '--version']);
    expect(version.stdout).toBe(`${manifest.version}\n`);
    expect(version.exitCode).toBe(0);
  });

  it('audits a file of three rows as a command: the lost digit is blocked and the run fails', () => {
    const audit = consumer.run('npx', [
      '--no-install',
      'saleguard',
      'audit',
      'tomorrow.csv',
      '--format',
      'json',
      '--out',
      '-',
      '--quiet',
    ]);
    const report = JSON.parse(audit.stdout) as { findings: { sku?: string; severity: string }[] };
    const blocked = report.findings
      .filter((finding) => finding.severity === 'block')
      .map((finding) => finding.sku);
    expect([...new Set(blocked)]).toEqual(['EP-100']);
    expect(audit.exitCode).toBe(1);
  });

  it.each([
    ['nodenext', ['--module', 'nodenext']],
    ['bundler', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ])('compiles in a strict TypeScript project by %s', (name, options) => {
    consumer.write(`${name}.mts`, TYPED);
    const strict = [
      '--strict',
      '--exactOptionalPropertyTypes',
      '--noUncheckedIndexedAccess',
      '--target',
      'es2023',
      '--lib',
      'es2023',
    ];
    const run = consumer.tsc('--noEmit', ...strict, ...options, `${name}.mts`);
    expect(run).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('asks for fast-check only where testing is imported, and then works with it', () => {
    consumer.write(
      'testing.mjs',
      `import * as testing from 'saleguard/testing'; console.log(Object.keys(testing).length > 0);`,
    );
    expect(consumer.node('testing.mjs').stderr).toContain("'fast-check'");
    consumer.link('fast-check');
    expect(consumer.node('testing.mjs')).toEqual({ exitCode: 0, stdout: 'true\n', stderr: '' });
  });
});
