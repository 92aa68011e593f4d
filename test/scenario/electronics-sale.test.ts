import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = `${ROOT}examples/electronics-sale`;

interface Fault {
  readonly sku: string;
  readonly rule: string;
}

interface Answers {
  readonly ordinaryCount: number;
  readonly faults: readonly Fault[];
  readonly honest: readonly { readonly sku: string }[];
}

// Written by the generator beside it, compared with a fresh copy below.
const answers = JSON.parse(readFileSync(`${FOLDER}/faults.json`, 'utf8')) as Answers;

describe('the files of the example', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'electronics-sale-'));
  beforeAll(async () => {
    expect((await runNode(['generate.mjs', '--out', fresh])).exitCode).toBe(0);
  });
  afterAll(() => {
    rmSync(fresh, { recursive: true, force: true });
  });

  it.each(['catalog.csv', 'yesterday.csv', 'faults.json'])('%s is what the generator writes', (name) => {
    expect(readFileSync(`${FOLDER}/${name}`, 'utf8')).toBe(readFileSync(join(fresh, name), 'utf8'));
  });

  it('history.csv.gz holds what the generator writes, whatever the compressor', () => {
    const committed = gunzipSync(readFileSync(`${FOLDER}/history.csv.gz`));
    expect(committed.equals(gunzipSync(readFileSync(join(fresh, 'history.csv.gz'))))).toBe(true);
    expect(statSync(`${FOLDER}/history.csv.gz`).size).toBeLessThan(150_000);
  });

  it('hold a few hundred offers, a dozen of them the earphones of the incident', () => {
    const rows = readFileSync(`${FOLDER}/catalog.csv`, 'utf8').trimEnd().split('\r\n').length - 1;
    expect(rows).toBeGreaterThan(350);
    expect(answers.faults.filter(({ rule }) => rule === 'deep-markdown')).toHaveLength(12);
  });
});

describe('the demo', () => {
  // A whole sale day takes seconds: once is enough for all that is asked of it.
  let english: NodeRun;
  beforeAll(async () => {
    english = await runNode(['demo.mjs']);
  }, 180_000);

  it('finds every planted fault, blocks no honest offer, and says so', () => {
    expect(english).toMatchObject({ exitCode: 0, stderr: '' });
    const { faults, honest, ordinaryCount } = answers;
    expect(english.stdout).toContain(`${faults.length} of ${faults.length} planted faults named`);
    expect(english.stdout).toContain(
      `${honest.length} of ${honest.length} honest offers that look odd left in peace`,
    );
    expect(english.stdout).toContain(`0 of ${ordinaryCount} ordinary offers blocked`);
    expect(english.stdout).toContain('someone else has to approve it');
    expect(english.stdout).toContain('3 added, 0 removed');
    expect(english.stdout).toContain('The sale stops itself: rejected-share.sku on sku:HP-1901');
    expect(english.stdout).toMatch(/order rows say \d+ sold/);
    expect(english.stdout).toContain('One signature: refused, two people have to sign.');
    expect(english.stdout).toContain('Effects that happened twice: 0.\nBoth sides balance.');
    expect(english.stdout).toMatch(
      /4 orders for a person to decide, the first by .*\n +not complete\n +coupons: \d+ of 37 used/,
    );
  });

  it('says it in Korean, too', async () => {
    const korean = await runNode(['demo.mjs', '--lang', 'ko']);
    expect(korean).toMatchObject({ exitCode: 0, stderr: '' });
    const { length } = answers.faults;
    expect(korean.stdout).toContain(`심어 둔 오류 ${length}건 중 ${length}건`);
    expect(korean.stdout).toContain('양쪽이 맞습니다.');
    expect(korean.stdout).toContain('2주 뒤, ');
    expect(korean.stdout).toContain('4 orders for a person to decide');
  }, 180_000);

  it('writes the HTML report it names', () => {
    const path = /out\/[\w-]+\.html/.exec(english.stdout)?.[0] ?? 'none named';
    expect(readFileSync(`${ROOT}${path}`, 'utf8')).toMatch(/^<!doctype html>/i);
  });

  it('hands ids and numbers alone to its follow-up', () => {
    const read = (name: string): readonly string[] =>
      readFileSync(`${ROOT}out/electronics-sale-clean-up/${name}`, 'utf8').trimEnd().split('\n');
    const [used = '', ...coupons] = read('used.csv');
    const [tickets = '', ...orders] = read('tickets.csv');
    expect([used, tickets]).toEqual(['customer,amountMinor', 'order']);
    expect(coupons.length).toBeGreaterThan(5);
    expect(coupons.filter((row) => !/^k1\.[\w-]{22},\d+$/.test(row))).toEqual([]);
    expect(orders.length).toBeGreaterThan(5);
    expect(orders.filter((row) => !/^order-[\d.]+$/.test(row))).toEqual([]);
  });

  it('prints what the README shows', () => {
    const readme = readFileSync(`${FOLDER}/README.md`, 'utf8');
    const shown = [...readme.matchAll(/```text\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
    expect(shown).toHaveLength(9);
    expect(shown.filter((block) => !english.stdout.includes(block))).toEqual([]);
  });

  it('counts as it should: the README says how many faults and look-alikes there are', () => {
    const readme = readFileSync(`${FOLDER}/README.md`, 'utf8');
    expect([answers.faults.length, answers.honest.length]).toEqual([32, 7]);
    expect(readme).toContain('Thirty-two are not, and seven are honest but look odd.');
  });
});

interface NodeRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of the example. */
function runNode([script = '', ...words]: readonly string[]): Promise<NodeRun> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
    const child = spawn(process.execPath, [join(FOLDER, script), ...words], { cwd: ROOT, env });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode, stdout, stderr });
    });
  });
}
