import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readIncident } from '../../src/wire/incident.js';
import type { Incident } from '../../src/incident/incident.js';
import { runHere } from './in-process.js';

let folder = mkdtempSync(join(tmpdir(), 'saleguard-incident-'));
const folders = [folder];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saleguard-incident-'));
  folders.push(folder);
});
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});

function run(words: string): ReturnType<typeof runHere> {
  return runHere(folder, words.split(' '));
}

function stored(): Incident {
  return readIncident(readFileSync(join(folder, 'i.json'), 'utf8'), { file: 'i.json' });
}

const OPEN =
  'incident open --sale s --class price --by kim --known-at 2026-11-27T20:14:00+09:00 --now 2026-11-27T20:15:00+09:00 --out i.json';
const WRONG =
  '--currency KRW --wrong EP-100=13900:139000 --from 2026-11-27T20:00:00+09:00 --until 2026-11-27T20:21:00+09:00';

describe('saleguard incident', () => {
  it('opens an incident that says what was wrong and what comes next', async () => {
    const opened = await run(`${OPEN} ${WRONG}`);
    expect(opened).toMatchObject({ exitCode: 0, stderr: '' });
    expect(opened.stdout).toContain('EP-100 (default): shown 13900 KRW, meant 139000 KRW');
    expect(opened.stdout).toContain('next stage: classify');
    expect(stored()).toMatchObject({
      id: 's:202611271114',
      subject: { prices: [{ sku: 'EP-100', shownMinor: [13_900], intendedMinor: 139_000 }] },
    });
  });

  it('never overwrites one', async () => {
    await run(`${OPEN} ${WRONG}`);
    const again = await run(OPEN);
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain('"saleguard incident set" changes one that is there');
    expect(stored().subject.prices).toHaveLength(1);
  });

  it('records who found out what, and goes through the stages', async () => {
    await run(OPEN);
    await run(`incident set i.json --by lee --cause entry ${WRONG} --now 2026-11-27T20:30:00+09:00`);
    expect(stored().evidence).toMatchObject([
      { by: 'lee', what: 'recorded the cause, the currency, the time, wrong prices' },
    ]);
    for (const stage of ['classify', 'investigate', 'solve']) {
      const moved = await run(`incident stage i.json ${stage} --by kim --now 2026-11-27T20:40:00+09:00`);
      expect(moved.exitCode).toBe(0);
    }
    const shown = await run('incident show i.json --now 2026-11-30T00:00:00Z');
    expect(shown.stdout).toContain(
      'solve: since 2026-11-27T11:40:00.000Z by kim, due 2026-11-28T11:40:00.000Z',
    );
    expect(shown.stdout).toMatch(/solve:.*min late/);
  });

  it('refuses to skip a stage, and leaves the file as it was', async () => {
    await run(OPEN);
    const before = readFileSync(join(folder, 'i.json'), 'utf8');
    const skipped = await run('incident stage i.json notify --by kim');
    expect(skipped).toMatchObject({
      exitCode: 1,
      stderr: 'saleguard: i.json: no stage is skipped: classify comes before notify\n',
    });
    expect(readFileSync(join(folder, 'i.json'), 'utf8')).toBe(before);
  });

  it('adds evidence with the digest of a file', async () => {
    await run(OPEN);
    writeFileSync(join(folder, 'page.png'), 'x');
    await run('incident evidence i.json --by kim --kind page-markdown --what seen --file page.png');
    expect(stored().evidence).toMatchObject([
      {
        kind: 'page-markdown',
        what: 'seen',
        fileSha256: '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
      },
    ]);
  });

  it('reads wrong prices from a file, and names every row it cannot read', async () => {
    await run(`${OPEN} --currency USD --from 2026-11-27T20:00:00+09:00`);
    writeFileSync(
      join(folder, 'w.csv'),
      'sku,price_list,shown,intended\r\nA,,0.99,99\r\n"B, big",vip,1.005,5\nC,,1,\n',
    );
    const bad = await run('incident set i.json --by kim --wrong-file w.csv');
    expect(bad.exitCode).toBe(2);
    expect(bad.stderr).toContain('line 3: shown: got 1.005, expected at most 2 decimals');
    expect(bad.stderr).toContain('line 4: intended: expected an amount');
    writeFileSync(join(folder, 'w.csv'), 'sku,shown,intended\nA,0.99,99\nA,9.90,99\n');
    expect((await run('incident set i.json --by kim --wrong-file w.csv')).exitCode).toBe(0);
    expect(stored().subject.prices).toEqual([
      { sku: 'A', priceList: 'default', shownMinor: [99, 990], intendedMinor: 9_900 },
    ]);
  });

  it.each([
    ['--wrong A=1:1 --currency KRW', 'the price shown is the one meant'],
    ['--wrong A=1:2', 'say --currency'],
    ['--wrong A --currency KRW', 'write SKU=SHOWN:INTENDED'],
    ['--wrong A=1.5:2 --currency KRW', 'expected at most 0 decimals'],
    ['--wrong A=1:2 --wrong A=3:4 --currency KRW', 'named twice'],
    ['--short A=-1', 'write SKU=UNITS'],
    ['--short A=5 --short A=10 --from 2026-11-27T20:00:00+09:00', '--short names A twice'],
    ['--wrong A=13,900:139000 --currency KRW', '13,900 may be one amount or several'],
    ['--wrong A=1:2 --currency KRW', 'say since when it was wrong with --from'],
    ['--currency WON', 'no ISO 4217 code'],
    ['--from 2026-11-27', 'not an instant with its offset'],
    ['--until 2020-01-01T00:00:00Z', 'has to be after --from'],
    ['--id kim@example.com', 'expected an opaque id'],
  ])('refuses %s', async (flags, problem) => {
    const refused = await run(`${OPEN} ${flags}`);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain(problem);
    expect(existsSync(join(folder, 'i.json'))).toBe(false);
  });

  it('keeps what was recorded before when another SKU is named, unless all of it is replaced', async () => {
    await run(`${OPEN} ${WRONG} --short EP-100=5`);
    await run('incident set i.json --by lee --wrong EP-200=9900:99000 --short EP-200=7');
    expect(stored().subject).toMatchObject({
      prices: [{ sku: 'EP-100' }, { sku: 'EP-200', shownMinor: [9_900] }],
      shortfalls: [{ sku: 'EP-100' }, { sku: 'EP-200' }],
    });
    await run('incident set i.json --by lee --wrong EP-200=9800:99000');
    expect(stored().subject.prices).toMatchObject([{ sku: 'EP-100' }, { shownMinor: [9_800] }]);
    expect((await run('incident set i.json --by lee --cause entry --replace')).exitCode).toBe(2);
    await run('incident set i.json --by lee --wrong EP-300=1000:2000 --replace');
    expect(stored().subject.prices).toMatchObject([{ sku: 'EP-300' }]);
    expect(stored().subject.shortfalls).toHaveLength(2);
    expect(stored().evidence.at(-1)).toMatchObject({ what: 'recorded wrong prices in place of all before' });
  });

  it('never takes recorded amounts for those of another currency', async () => {
    await run(`${OPEN} ${WRONG}`);
    const refused = await run('incident set i.json --by lee --currency USD');
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('--currency USD: the price of EP-100 was recorded in KRW');
    expect(stored().currency).toBe('KRW');
    const anew = 'incident set i.json --by lee --currency USD --wrong EP-100=9.90:99 --replace';
    expect((await run(anew)).exitCode).toBe(0);
    expect(stored()).toMatchObject({ currency: 'USD', subject: { prices: [{ shownMinor: [990] }] } });
  });
});
