import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { catalogFile } from '../../../src/readers/catalog-reader.js';
import { builtInPolicy } from '../../../src/wire/policy.js';

const folder = mkdtempSync(join(tmpdir(), 'saleguard-open-'));
const sweptUp: string[] = [];
const onWarning = ({ message }: Error): void => {
  if (message.includes('garbage collection')) sweptUp.push(message);
};
process.on('warning', onWarning);
afterAll(() => {
  process.off('warning', onWarning);
  rmSync(folder, { recursive: true, force: true });
});

const TURNS_MAX = 100;
const DESCRIPTORS = '/proc/self/fd';
const REFUSED: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['a workbook', Buffer.from('PK\x03\x04\x14\x00\x06\x00 and more')],
  ['a workbook in gzip', gzipSync('PK\x03\x04\x14\x00\x06\x00 and more')],
  ['gzip of gzip', gzipSync(gzipSync('sku,price,currency\n'))],
  ['gzip of nothing', gzipSync('')],
  ['damaged gzip', Buffer.from('\x1f\x8bnot really', 'latin1')],
  ['no rows', Buffer.from('sku,price,currency\n')],
  ['no columns', Buffer.from(`a,b,c\n${'1,2,3\n'.repeat(500_000)}`)],
];

// Only Linux tells a process its own open files.
describe.skipIf(!existsSync(DESCRIPTORS))('a file that is refused is closed', () => {
  it.each(REFUSED)('%s', async (name, bytes) => {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, bytes);
    const { rows } = catalogFile({ path }, builtInPolicy().catalog).open();
    await expect(readAll(rows)).rejects.toMatchObject({ name: 'GuardError' });
    // Closing takes a turn or two of the event loop. In the end a leaked file is closed, too, when its handle is swept up.
    for (let turn = 0; turn < TURNS_MAX && isOpen(path); turn++) await nextTurn();
    expect(isOpen(path)).toBe(false);
    expect(sweptUp).toEqual([]);
  });
});

async function readAll(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const _batch of rows) continue;
}

function isOpen(path: string): boolean {
  return readdirSync(DESCRIPTORS).some((descriptor) => {
    try {
      return readlinkSync(join(DESCRIPTORS, descriptor)) === path;
    } catch {
      return false;
    }
  });
}
