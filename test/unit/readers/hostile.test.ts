import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CatalogFormat } from '../../../src/catalog/format.js';
import type { ReadRow } from '../../../src/catalog/row.js';
import { formatFor } from '../../../src/cli/format-flags.js';
import { isGuardError } from '../../../src/core/errors.js';
import { catalogFile } from '../../../src/readers/catalog-reader.js';
import { builtInPolicy, loadPolicyText } from '../../../src/wire/policy.js';
import { HOSTILE_CASES } from '../../hostile/cases.js';
import type { HostileCase } from '../../hostile/hostile-case.js';

const root = mkdtempSync(join(tmpdir(), 'saleguard-hostile-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const isSuperuser = process.getuid?.() === 0;
if (isSuperuser)
  console.log('skipped here: files nobody may read, because the superuser may read every file');

function makeFiles(hostile: HostileCase): string {
  const folder = mkdtempSync(join(root, 'case-'));
  for (const [name, bytes] of Object.entries(hostile.files)) {
    if (name.endsWith('/')) mkdirSync(join(folder, name));
    else writeFileSync(join(folder, name), bytes);
  }
  if (hostile.unreadable !== undefined) chmodSync(join(folder, hostile.unreadable), 0o000);
  return folder;
}

/** The format the command line would make of the arguments behind the file. */
function formatOf(hostile: HostileCase): CatalogFormat {
  const flags: Record<string, string> = {};
  for (let index = 1; index < hostile.args.length; index += 2) {
    flags[(hostile.args[index] ?? '').replace('--', '')] = hostile.args[index + 1] ?? '';
  }
  const policyFile = flags['policy'];
  const policyText =
    policyFile === undefined ? undefined : Buffer.from(hostile.files[policyFile] ?? []).toString();
  const policy =
    policyText === undefined ? builtInPolicy() : loadPolicyText(policyText, { file: 'policy.yaml' });
  return formatFor(policy.catalog, flags);
}

async function readRows(hostile: HostileCase): Promise<ReadRow[]> {
  const [file = ''] = hostile.args;
  const path = join(makeFiles(hostile), file);
  const rows: ReadRow[] = [];
  for await (const batch of catalogFile({ path, name: file }, formatOf(hostile)).open().rows)
    rows.push(...batch);
  return rows;
}

async function failureOf(reading: Promise<unknown>): Promise<Error> {
  try {
    await reading;
  } catch (error) {
    if (isGuardError(error)) return error;
    throw error;
  }
  throw new Error('the file was read to its end');
}

describe.each(HOSTILE_CASES)('$name', (hostile) => {
  const { expect: outcome } = hostile;
  const isSkipped = hostile.unreadable !== undefined && isSuperuser;

  it.skipIf(isSkipped || outcome.exit !== 2)(
    'is refused as a whole, with its name and the way out',
    async () => {
      const { message } = await failureOf(readRows(hostile));
      for (const text of outcome.stderr ?? []) expect(message).toContain(text);
      expect(message).toContain(hostile.args[0]);
    },
  );

  it.skipIf(outcome.exit === 2)('gives exactly the offers and problems it holds', async () => {
    const rows = await readRows(hostile);
    const withProblems = rows.filter((row) => row.problems.length > 0);
    expect(withProblems.flatMap((row) => row.problems.map((problem) => problem.kind))).toEqual(
      outcome.problems,
    );
    expect(rows.filter((row) => row.offer !== undefined)).toHaveLength(outcome.offers ?? -1);
    if ((outcome.problems ?? []).length > 0) expect(withProblems[0]?.line).toBe(outcome.line);
    if (outcome.sku !== undefined) expect(rows[0]?.sku).toBe(outcome.sku);
  });

  it.skipIf(outcome.exit === 2)('says for every problem what was found and what to do', async () => {
    const problems = (await readRows(hostile)).flatMap((row) => row.problems);
    for (const { hint, text } of problems) {
      expect(hint).not.toBe('');
      expect(hint).toBeDefined();
      expect(Array.from(text).length).toBeLessThanOrEqual(81);
      expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });
});

describe('the hostile corpus', () => {
  it('holds at least 80 inputs, each named once', () => {
    const names = HOSTILE_CASES.map((hostile) => hostile.name);
    expect(names.length).toBeGreaterThanOrEqual(80);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
