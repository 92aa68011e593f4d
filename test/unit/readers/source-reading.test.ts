import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { isGuardError } from '../../../src/core/errors.js';
import { kindOf } from '../../../src/readers/file-kind.js';
import { SourceReading, type StoredFacts } from '../../../src/readers/open-source.js';

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
    // Byte by byte, `toEqual` takes seconds for this.
    expect((await readAll(source)).equals(CONTENT)).toBe(true);
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

  it('that is padded behind its gzip is hashed to its end', async () => {
    const stored = Buffer.concat([PACKED, Buffer.alloc(3_000_000)]);
    const source = new SourceReading({ path: file('padded.csv.gz', stored) });
    // Byte by byte, `toEqual` takes seconds for this.
    expect((await readAll(source)).equals(CONTENT)).toBe(true);
    const sha256 = createHash('sha256').update(stored).digest('hex');
    expect(source.facts()).toEqual({ bytes: stored.length, sha256 });
  });

  it('that holds another file far behind its gzip is refused, and not read in part', async () => {
    const stored = Buffer.concat([PACKED, Buffer.alloc(3_000_000), PACKED]);
    await expect(readAll(new SourceReading({ path: file('joined.csv.gz', stored) }))).rejects.toThrow(
      'has other bytes behind its gzip',
    );
  });

  it.each([
    ['plain', CONTENT],
    ['gzip', PACKED],
  ])('that is %s tells what was read of it, once, when it is', async (name, stored) => {
    const told: StoredFacts[] = [];
    const onRead = (facts: StoredFacts): void => {
      told.push(facts);
    };
    const source = new SourceReading({ path: file(`told-${name}`, stored), onRead });
    await readAll(source);
    expect(told).toEqual([source.facts()]);
  });

  it('that is left early tells nothing', async () => {
    const told: StoredFacts[] = [];
    const path = file('left.csv', CONTENT);
    const { pieces } = await new SourceReading({ path, onRead: (facts) => told.push(facts) }).open();
    for await (const piece of pieces) if (piece.length > 0) break;
    expect(told).toEqual([]);
  });

  it('whose reader does not like what it was told fails to be read', async () => {
    const onRead = (): void => {
      throw new Error('not the file of before');
    };
    for (const stored of [CONTENT, PACKED]) {
      const source = new SourceReading({ path: file('unwelcome', stored), onRead });
      await expect(readAll(source)).rejects.toThrow('not the file of before');
    }
  });

  it('in gzip closes what it reads from when it is left early', async () => {
    let isClosed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        yield PACKED.subarray(0, 100);
        for (let at = 100; ; at = 100 + ((at + 1) % 1000))
          yield await Promise.resolve(PACKED.subarray(at, at + 1));
      } finally {
        isClosed = true;
      }
    }
    const { pieces } = await new SourceReading({ stream: endless(), name: 'endless' }).open();
    for await (const piece of pieces) if (piece.length > 0) break;
    await expect.poll(() => isClosed).toBe(true);
  });

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
