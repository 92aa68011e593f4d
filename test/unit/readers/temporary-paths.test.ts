import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeReferences } from '../../../src/readers/references-writer.js';
import { noteTemporaryPath, removeTemporaryPaths } from '../../../src/readers/temporary-paths.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saleguard-temporary-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('temporary paths', () => {
  it('are removed with all they hold, whatever else stands beside them', () => {
    mkdirSync(join(folder, 'kept'));
    mkdirSync(join(folder, 'passing'));
    writeFileSync(join(folder, 'passing', 'input'), 'sku');
    noteTemporaryPath(join(folder, 'passing'));
    removeTemporaryPaths();
    expect(readdirSync(folder)).toEqual(['kept']);
  });

  it('are left alone once their call is done with them', () => {
    writeFileSync(join(folder, 'report'), 'done');
    const forget = noteTemporaryPath(join(folder, 'report'));
    forget();
    removeTemporaryPaths();
    expect(existsSync(join(folder, 'report'))).toBe(true);
  });

  it('may be noted before they are made', () => {
    noteTemporaryPath(join(folder, 'never-made'));
    expect(() => {
      removeTemporaryPaths();
    }).not.toThrow();
  });

  it('hold the half-written references of a process that is interrupted', async () => {
    const file = join(folder, 'references.csv');
    writeFileSync(file, 'the old references');
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    async function* entries(): AsyncGenerator<never[]> {
      await held;
      yield [];
    }
    const writing = writeReferences(file, { endsOn: 20_000, entries: entries() });
    while (readdirSync(folder).length < 2) await wait(1);
    removeTemporaryPaths();
    expect(readdirSync(folder)).toEqual(['references.csv']);
    release();
    // The process would be gone by now; the call, which is not, says that its file has vanished.
    await expect(writing).rejects.toMatchObject({ code: 'file' });
  });
});
