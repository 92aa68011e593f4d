import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { isGuardError } from '../../../src/core/errors.js';
import { kindOf } from '../../../src/readers/file-kind.js';
import { SourceReading } from '../../../src/readers/open-source.js';

const folder = mkdtempSync(join(tmpdir(), 'saleguard-sources-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const CONTENT = Buffer.from(`sku,price,currency\n${'EP-100,129000,KRW\n'.repeat(50_000)}`);
const PACKED = gzipSync(CONTENT);

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function readAll(source: SourceReading): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await source.open()).pieces) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

describe('a source', () => {
  it.each([
    ['plain', CONTENT],
    ['gzip', PACKED],
  ])('that is %s gives its bytes, and counts and hashes them as stored', async (name, stored) => {
    const source = new SourceReading({ path: file(name, stored) });
    expect(await readAll(source)).toEqual(CONTENT);
    expect(source.facts()).toEqual({
      bytes: stored.length,
      sha256: createHash('sha256').update(stored).digest('hex'),
    });
    expect(source.progress()).toEqual({ bytesRead: stored.length, bytesTotal: stored.length });
  });

  it.each([1, 3, 7, 1000])(
    'that is a stream in pieces of %i bytes gives the same, its length unknown',
    async (size) => {
      const small = gzipSync('sku,price,currency\nEP-100,129000,KRW\n');
      const source = new SourceReading({ stream: inPieces(small, size), name: 'standard input' });
      expect((await readAll(source)).toString()).toBe('sku,price,currency\nEP-100,129000,KRW\n');
      expect(source.progress()).toEqual({ bytesRead: small.length, bytesTotal: undefined });
    },
  );

  it('closes what it reads from when it is left early', async () => {
    let isClosed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield await Promise.resolve(Buffer.from('sku,price,currency\n'));
      } finally {
        isClosed = true;
      }
    }
    const { pieces } = await new SourceReading({ stream: endless(), name: 'endless' }).open();
    for await (const piece of pieces) if (piece.length > 0) break;
    expect(isClosed).toBe(true);
  });

  it('that breaks off tells its own error, not one of ours', async () => {
    const failure = new Error('the wire was cut');
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(PACKED.subarray(0, 100));
      throw failure;
    }
    await expect(readAll(new SourceReading({ stream: broken(), name: 'broken' }))).rejects.toThrow(
      'the wire was cut',
    );
  });

  it('that does not exist is an error about a file', async () => {
    const error: unknown = await readAll(new SourceReading({ path: join(folder, 'none.csv') })).catch(
      (e: unknown) => e,
    );
    expect(isGuardError(error, 'file')).toBe(true);
    expect(error).toMatchObject({ data: { file: join(folder, 'none.csv') } });
  });
});

describe('the kind of a file', () => {
  it.each([
    ['a.csv', '{', 'csv'],
    ['A.CSV.GZ', '{', 'csv'],
    ['a.jsonl', 's', 'jsonl'],
    ['a.ndjson.gz', 's', 'jsonl'],
    ['a.txt', 'sku', 'csv'],
    ['standard input', ' \n{"sku"', 'jsonl'],
    ['standard input', '\ufeff{"sku"', 'jsonl'],
    ['standard input', '\ufeffsku', 'csv'],
    ['csv', '{', 'jsonl'],
  ])('called %s that starts with %j is %s', (name, head, kind) => {
    expect(kindOf(name, Buffer.from(head))).toBe(kind);
  });
});
