import { describe, expect, it } from 'vitest';
import {
  holeState,
  LUA_HOLES,
  readVersion,
  type LuaEngine,
  type LuaHole,
} from '../../../../../src/stores/redis/doctor/lua-holes.js';

describe('a version', () => {
  it.each([
    ['7.0.15', { major: 7, minor: 0, patch: 15 }],
    ['8.10.1', { major: 8, minor: 10, patch: 1 }],
    ['7.2.0-rc3', { major: 7, minor: 2, patch: 0 }],
  ])('%s is read', (text, version) => {
    expect(readVersion(text)).toEqual(version);
  });

  it.each(['', '7', '7.0', 'v7.0.1', '7.0.1.2', '99999.0.0', 'df-v1.40.1'])('"%s" is none', (text) => {
    expect(readVersion(text)).toBeUndefined();
  });
});

describe('a hole', () => {
  it.each([
    ['7.2.10', { kind: 'open', fixedIn: '7.2.11' }],
    ['7.2.11', { kind: 'closed' }],
    ['7.2.12', { kind: 'closed' }],
    ['7.0.15', { kind: 'no-release' }],
    ['8.2.1', { kind: 'open', fixedIn: '8.2.2' }],
    ['8.4.0', { kind: 'closed' }],
    ['8.10.0', { kind: 'closed' }],
  ])('of October 2025 in Redis %s is %o', (version, state) => {
    expect(stateIn('CVE-2025-49844', 'redis', version)).toEqual(state);
  });

  it('of 2022 was closed before Valkey began', () => {
    expect(stateIn('CVE-2022-24834', 'valkey', '7.2.5')).toEqual({ kind: 'closed' });
  });

  it('is named once in the table, and the fixes the server shows came before the others', () => {
    const names = LUA_HOLES.flatMap((hole) => hole.names);
    expect(new Set(names).size).toBe(names.length);
    expect(LUA_HOLES.map((hole) => hole.seenByFix)).toEqual(
      [...LUA_HOLES.map((hole) => hole.seenByFix)].sort().reverse(),
    );
  });

  it('is closed in no earlier release than the one before it, line by line', () => {
    for (const engine of ['redis', 'valkey'] as const) {
      for (const [index, hole] of LUA_HOLES.entries()) {
        for (const [line, patch] of Object.entries(LUA_HOLES[index - 1]?.fixedIn[engine] ?? {})) {
          const later = hole.fixedIn[engine][line];
          if (later !== undefined) expect(later, `${line} ${hole.names.join()}`).toBeGreaterThan(patch);
        }
      }
    }
  });
});

function stateIn(name: string, engine: LuaEngine, version: string): unknown {
  const hole: LuaHole | undefined = LUA_HOLES.find((one) => one.names.includes(name));
  const read = readVersion(version);
  return hole === undefined || read === undefined ? undefined : holeState(hole, engine, read);
}
