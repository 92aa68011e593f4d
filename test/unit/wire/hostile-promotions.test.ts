import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Promotions } from '../../../src/catalog/promotion.js';
import { readUtf8 } from '../../../src/cli/policy-file.js';
import { isGuardError } from '../../../src/core/errors.js';
import { sha256Hex } from '../../../src/seal/digest.js';
import { readPromotions } from '../../../src/wire/promotions.js';
import { PROMOTION_STRUCTURE_CASES } from '../../hostile/promotion-structure-cases.js';
import { PROMOTION_VALUE_CASES } from '../../hostile/promotion-value-cases.js';
import type { PromotionCase } from '../../hostile/promotion-case.js';

const CASES = [...PROMOTION_VALUE_CASES, ...PROMOTION_STRUCTURE_CASES];
const FILE = 'promotions.yaml';

const folder = mkdtempSync(join(tmpdir(), 'saleguard-promotions-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Reads the file as a command does. */
function readCase({ bytes }: PromotionCase): Promotions {
  const path = join(folder, FILE);
  writeFileSync(path, bytes);
  return readPromotions(readUtf8(path), { file: FILE, sha256: sha256Hex(bytes) });
}

function refusalOf(hostile: PromotionCase): string {
  try {
    readCase(hostile);
  } catch (error) {
    if (isGuardError(error, 'input') || isGuardError(error, 'file')) return error.message;
    throw error;
  }
  throw new Error('the file was read');
}

/** True when one line holds every part of the words. */
function says(message: string, words: string): boolean {
  return message.split('\n').some((line) => words.split(' .. ').every((part) => line.includes(part)));
}

const READ = CASES.flatMap((hostile) => {
  const { name, expect: outcome } = hostile;
  return outcome.kind === 'read' ? [[name, hostile, outcome.count] as const] : [];
});
const REFUSED = CASES.flatMap((hostile) => {
  const { name, expect: outcome } = hostile;
  return outcome.kind === 'refused' ? [[name.slice(0, 80), hostile, outcome.words] as const] : [];
});

describe('is read as what it says', () => {
  it.each(READ)('%s', (_, hostile, count) => {
    expect(readCase(hostile).promotions).toHaveLength(count);
    expect(Object.prototype).not.toHaveProperty('isCoupon');
  });
});

describe('is refused with place, reason and fix', () => {
  it.each(REFUSED)('%s', (_, hostile, words) => {
    const message = refusalOf(hostile);
    expect(
      words.filter((some) => !says(message, some)),
      message.slice(0, 2000),
    ).toEqual([]);
    expect(message.length).toBeLessThan(50_000);
    expect(message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(Object.prototype).not.toHaveProperty('isCoupon');
  });
});

describe('the hostile promotions', () => {
  it('are at least 60, each named once', () => {
    const names = CASES.map((hostile) => hostile.name);
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
