import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { catalogFile } from '../../../src/readers/catalog-reader.js';
import { builtInPolicy } from '../../../src/wire/policy.js';

const folder = mkdtempSync(join(tmpdir(), 'saleguard-open-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

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
    await expect(Array.fromAsync(rows)).rejects.toMatchObject({ name: 'GuardError' });
    // Closing takes a turn or two of the event loop; the limit of the test is the limit here.
    while (isOpen(path)) await wait(5);
    expect(isOpen(path)).toBe(false);
  });
});

function isOpen(path: string): boolean {
  return readdirSync(DESCRIPTORS).some((descriptor) => {
    try {
      return readlinkSync(join(DESCRIPTORS, descriptor)) === path;
    } catch {
      return false;
    }
  });
}
