import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildReferences } from '../../../src/audit/build-references.js';
import { knowledgeFromHistory, knowledgeFromReferences } from '../../../src/audit/history-knowledge.js';
import type { HistoryRow } from '../../../src/catalog/history.js';
import { offerKey } from '../../../src/catalog/offer-key.js';
import { DAY_MS } from '../../../src/core/clock.js';
import { historyOf } from './histories.js';

const TODAY = 20_700;
const NOW = TODAY * DAY_MS;
const KEY = { priceList: 'default', currency: 'KRW' } as const;

const ROWS: readonly HistoryRow[] = Array.from({ length: 200 }, (_, at) => ({
  ...KEY,
  sku: `S${at % 20}`,
  day: TODAY - 10 + Math.floor(at / 20),
  priceMinor: at === 199 ? 0 : 10_000 + (at % 3),
}));

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saleguard-knowledge-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('knowledge of the past', () => {
  it('is the same from a history and from the references built of it', async () => {
    const file = join(folder, 'references.csv.gz');
    const histories = [historyOf('history.csv', ROWS)];
    await buildReferences({ histories, out: file, onProblems: 'refuse', now: NOW });
    const read = await knowledgeFromHistory(histories, { seed: 1, now: NOW });
    const loaded = await knowledgeFromReferences(file, { seed: 2 });
    expect(read.intake).toEqual({ rowCount: 200, problemCount: 0, problems: [] });
    expect(read.tally).toMatchObject({ keyCount: 20, quarantinedDays: 1 });
    expect(loaded.table.endsOn).toBe(TODAY - 1);
    expect(loaded.table.count).toBe(20);
    for (let sku = 0; sku < 21; sku++) {
      const found = read.table?.find(`S${sku}`, 'default', 'KRW');
      expect(loaded.table.find(`S${sku}`, 'default', 'KRW')).toEqual(found);
    }
    const keys = new Set(['S3', 'S19', 'unknown'].map((sku) => offerKey({ ...KEY, sku })));
    const trails = await read.trailsOf(keys);
    expect([...trails.keys()].sort()).toEqual([...keys].sort().slice(0, 2));
    expect(await loaded.trailsOf(keys)).toEqual(trails);
  });

  it('shows the quarantined days of a trail', async () => {
    const { trailsOf } = await knowledgeFromHistory([historyOf('history.csv', ROWS)], { seed: 1, now: NOW });
    const key = offerKey({ ...KEY, sku: 'S19' });
    expect((await trailsOf(new Set([key]))).get(key)?.runs.at(-1)).toMatchObject({
      priceMinor: 0,
      dayCount: 1,
    });
  });

  it('is empty for a history without a price', async () => {
    const knowledge = await knowledgeFromHistory([historyOf('empty.csv', [])], { seed: 1, now: NOW });
    expect([knowledge.table, (await knowledge.trailsOf(new Set(['x']))).size]).toEqual([undefined, 0]);
  });

  it('does not open the references again when no trail is wanted', async () => {
    const file = join(folder, 'references.csv');
    const seen: number[] = [];
    await buildReferences({ histories: [historyOf('h', ROWS)], out: file, onProblems: 'refuse', now: NOW });
    const { trailsOf } = await knowledgeFromReferences(file, {
      seed: 1,
      onProgress: (p) => seen.push(p.rowCount),
    });
    rmSync(file);
    expect((await trailsOf(new Set())).size).toBe(0);
    await expect(trailsOf(new Set(['x']))).rejects.toMatchObject({ code: 'file' });
    expect(seen.at(-1)).toBe(20);
  });

  it('tells of every reading of the references what was read', async () => {
    const file = join(folder, 'references.csv');
    await buildReferences({ histories: [historyOf('h', ROWS)], out: file, onProblems: 'refuse', now: NOW });
    const facts = {
      bytes: readFileSync(file).length,
      sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
    };
    const told: unknown[] = [];
    const { trailsOf } = await knowledgeFromReferences(file, { seed: 1, onRead: (read) => told.push(read) });
    expect(told).toEqual([facts]);
    await trailsOf(new Set(['x']));
    expect(told).toEqual([facts, facts]);
  });
});
