import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { batchDigest } from '../../../src/approvals/batch-digest.js';

const A = { sha256: 'aa'.repeat(32) };
const B = { sha256: 'bb'.repeat(32) };

describe('batchDigest', () => {
  it('depends on the content of the files, not on their order', () => {
    expect(batchDigest([A, B])).toBe(batchDigest([B, A]));
    const others = [batchDigest([A, B]), batchDigest([A]), batchDigest([A, A]), batchDigest([])];
    expect(new Set(others).size).toBe(others.length);
  });

  it('is the SHA-256 of canonical JSON, as any program can compute it', () => {
    const text = `{"files":["${A.sha256}","${B.sha256}"],"schema":"saleguard/batch/1"}`;
    expect(batchDigest([B, A])).toBe(createHash('sha256').update(text).digest('hex'));
  });
});
