import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { spoolStream } from '../../../src/readers/spool-stream.js';

const folder = mkdtempSync(join(tmpdir(), 'saleguard-spool-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function* stream(failure?: Error): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from('sku,price'));
  if (failure !== undefined) throw failure;
  yield Buffer.from(',currency\n');
}

describe('a spooled stream', () => {
  it('stands whole in a file that only this user may read, until it is disposed of', async () => {
    const spooled = await spoolStream(stream(), folder);
    expect(readFileSync(spooled.path, 'utf8')).toBe('sku,price,currency\n');
    expect(statSync(spooled.path).mode & 0o777).toBe(0o600);
    await spooled.dispose();
    expect(existsSync(spooled.path)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing behind when the stream breaks off', async () => {
    await expect(spoolStream(stream(new Error('the wire was cut')), folder)).rejects.toThrow(
      'the wire was cut',
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});
