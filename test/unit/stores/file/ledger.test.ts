import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LedgerBook, type NewEntry } from '../../../../src/remedy/apply/ledger-book.js';
import type { LedgerEntry } from '../../../../src/remedy/apply/ledger.js';
import { fileLedger } from '../../../../src/stores/file/ledger.js';
import { headerOf } from '../../../support/remedy-apply/plan-by-hand.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saleguard-ledger-'));
  path = join(folder, 'ledger.jsonl');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function entry(number: number, init: Partial<NewEntry> = {}): NewEntry {
  return {
    key: String(number).padStart(64, '0'),
    kind: 'refund',
    orderId: `o-${number}`,
    state: 'done',
    fingerprint: 'refund 100 KRW',
    amount: 100,
    attempt: 1,
    note: undefined,
    ...init,
  };
}

async function opened(heard: LedgerEntry[] = []): Promise<LedgerBook> {
  const use = { header: headerOf(), now: () => 1_000, onEntry: (one: LedgerEntry) => heard.push(one) };
  const result = await LedgerBook.open(fileLedger(path), use);
  if (result.kind !== 'opened') throw new Error(`busy: ${result.holder}`);
  return result.book;
}

async function kept(count: number): Promise<void> {
  const book = await opened();
  await book.begin('d'.repeat(64));
  for (let number = 1; number <= count; number += 1) await book.write(entry(number));
  await book.close();
}

describe('a ledger in a file', () => {
  it('tells everything that was kept, in order, to the next process', async () => {
    await kept(5);
    const heard: LedgerEntry[] = [];
    await (await opened(heard)).close();
    expect(heard.map(({ number, orderId }) => [number, orderId])).toEqual(
      [1, 2, 3, 4, 5].map((number) => [number, `o-${number}`]),
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('keeps the order of entries that are written at the same time', async () => {
    const book = await opened();
    await book.begin('d'.repeat(64));
    await Promise.all(Array.from({ length: 50 }, (_, index) => book.write(entry(index + 1))));
    await book.close();
    const heard: LedgerEntry[] = [];
    await (await opened(heard)).close();
    expect(heard.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it('drops a last line that a crash cut off, at every byte, and goes on behind the one before', async () => {
    await kept(2);
    const whole = readFileSync(path);
    const before = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (let cut = before; cut < whole.length; cut += 1) {
      writeFileSync(path, whole.subarray(0, cut));
      const heard: LedgerEntry[] = [];
      const book = await opened(heard);
      expect(heard).toHaveLength(1);
      await book.write(entry(9));
      await book.close();
      const again: LedgerEntry[] = [];
      await (await opened(again)).close();
      expect(again.map(({ orderId }) => orderId)).toEqual(['o-1', 'o-9']);
    }
  });

  it('changes nothing when it is opened, and goes on behind a first line that a crash cut off', async () => {
    await kept(1);
    const torn = readFileSync(path).subarray(0, -3);
    writeFileSync(path, torn);
    await (await opened()).close();
    expect(readFileSync(path).equals(torn)).toBe(true);
    for (const cut of [1, 30, 300]) {
      writeFileSync(path, torn.subarray(0, cut));
      await kept(1);
      const heard: LedgerEntry[] = [];
      await (await opened(heard)).close();
      expect(heard).toHaveLength(1);
    }
  });

  it('leaves a file alone that is no ledger, with and without a line end', async () => {
    for (const text of ['{"orders":[1,2,3]}', 'x', '{"orders":1}\n{"orders":2}', 'x\n'.repeat(9_000)]) {
      writeFileSync(path, text);
      await expect(opened()).rejects.toMatchObject({ code: 'corrupt-state' });
      expect(readFileSync(path, 'utf8')).toBe(text);
      expect(existsSync(`${path}.lock`)).toBe(false);
    }
  });

  it('keeps nothing of a writer whose lock was removed by hand and taken by another', async () => {
    await kept(1);
    const first = await opened();
    await first.write(entry(2));
    rmSync(`${path}.lock`);
    const second = await opened();
    await expect(first.write(entry(3))).rejects.toThrow('its lock was removed');
    await second.write(entry(4));
    await first.close();
    await second.write(entry(5));
    await second.close();
    const heard: LedgerEntry[] = [];
    await (await opened(heard)).close();
    expect(heard.map(({ orderId }) => orderId)).toEqual(['o-1', 'o-2', 'o-4', 'o-5']);
  });

  it('stops when its file is deleted, replaced or written by somebody else', async () => {
    const changes = [
      () => rmSync(path),
      () => {
        const lines = readFileSync(path);
        rmSync(path);
        writeFileSync(path, lines);
      },
      () => appendFileSync(path, 'x'),
    ];
    for (const change of changes) {
      rmSync(path, { force: true });
      await kept(1);
      const book = await opened();
      await book.write(entry(2));
      change();
      await expect(book.write(entry(3))).rejects.toMatchObject({ code: 'corrupt-state' });
      await book.close();
    }
  });

  it('refuses a changed byte in any line, and names the line', async () => {
    await kept(4);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    for (let at = 0; at < lines.length; at += 1) {
      for (const place of [0, 5, 40, -70, -1]) {
        const changed = [...lines];
        const line = [...(lines[at] ?? '')];
        const index = place < 0 ? line.length + place : place;
        line[index] = line[index] === '7' ? '8' : '7';
        changed[at] = line.join('');
        writeFileSync(path, `${changed.join('\n')}\n`);
        await expect(opened()).rejects.toMatchObject({
          code: 'corrupt-state',
          message: expect.stringContaining(`line ${at + 1} of the ledger`) as string,
        });
      }
    }
  });

  it('refuses a line that was removed, doubled or moved', async () => {
    await kept(4);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const [head = '', run = '', first = '', second = '', ...rest] = lines;
    for (const changed of [
      [run, first, second, ...rest],
      [head, run, second, ...rest],
      [head, run, first, first, second, ...rest],
      [head, run, second, first, ...rest],
      [head, head, run, first, second, ...rest],
    ]) {
      writeFileSync(path, `${changed.join('\n')}\n`);
      await expect(opened()).rejects.toMatchObject({ code: 'corrupt-state' });
    }
  });

  it('refuses a ledger of another incident and leaves it unlocked', async () => {
    await kept(1);
    const other = { header: headerOf({ incidentId: 'sale:trip-2' }), now: () => 1_000 };
    await expect(LedgerBook.open(fileLedger(path), other)).rejects.toMatchObject({ code: 'input' });
    await (await opened()).close();
  });

  it('is one process at a time', async () => {
    const book = await opened();
    const second = await fileLedger(path).open();
    expect(second).toMatchObject({
      kind: 'busy',
      holder: expect.stringContaining(String(process.pid)) as string,
    });
    await book.close();
    await (await opened()).close();
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('takes over the lock of a process that is no more, once', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const dead = { pid: child.pid, host: hostname(), began: '1', nonce: 'gone' };
    writeFileSync(`${path}.lock`, JSON.stringify(dead));
    const both = await Promise.all([fileLedger(path).open(), fileLedger(path).open()]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['busy', 'opened']);
  });

  it('takes over a lock whose number belongs to another process by now', async () => {
    writeFileSync(
      `${path}.lock`,
      JSON.stringify({ pid: process.pid, host: hostname(), began: '1', nonce: 'before' }),
    );
    await (await opened()).close();
  });

  it('leaves the lock of another machine alone, and one that cannot be read', async () => {
    for (const text of [
      JSON.stringify({ pid: 1, host: 'other', began: '', nonce: 'x' }),
      'no lock of ours',
    ]) {
      writeFileSync(`${path}.lock`, text);
      expect(await fileLedger(path).open()).toMatchObject({
        kind: 'busy',
        holder: expect.stringContaining(`remove ${path}.lock`) as string,
      });
    }
  });

  it('says that it cannot be written, and writes nothing behind what may be lost', async () => {
    path = join(folder, 'no-such-folder', 'ledger.jsonl');
    await expect(opened()).rejects.toMatchObject({ code: 'file' });
  });
});
