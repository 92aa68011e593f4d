/**
 * Holes in the Lua of Redis and Valkey and the first releases without them. Each needs a logged-in user who may run
 * scripts, which is what this library needs too; so its user must be able to do nothing else, and the server be patched.
 */

/** A server with its own version numbers. */
export type LuaEngine = 'redis' | 'valkey';

/** Known holes that one release closed. */
export interface LuaHole {
  readonly names: readonly string[];
  readonly says: string;
  /** `hold` when a script alone is enough, `warn` when the server must also be set up in an unusual way. */
  readonly severity: 'hold' | 'warn';
  /** True of the fixes whose presence `askLuaFix` shows: they came with it or before it. */
  readonly seenByFix: boolean;
  /** First patch release without the hole, for each line of releases that has one: `7.2` to 11 is 7.2.11. */
  readonly fixedIn: Readonly<Record<LuaEngine, Readonly<Record<string, number>>>>;
}

/** The table, the oldest first. A line newer than every line of an entry was born with the fix. */
export const LUA_HOLES: readonly LuaHole[] = [
  {
    // GHSA-p8x2-9v9q-c838; release notes of Redis 6.0.20, 6.2.13, 7.0.12, 7.2-rc3.
    names: ['CVE-2022-24834'],
    says: 'heap overflow in cjson and cmsgpack',
    severity: 'hold',
    seenByFix: true,
    fixedIn: { redis: { '6.0': 20, '6.2': 13, '7.0': 12, '7.2': 0 }, valkey: {} },
  },
  {
    // GHSA-whxg-wx83-85p5; release notes of Redis 6.2.16, 7.2.6, 7.4.1 and Valkey 7.2.7, 8.0.1. Redis 7.0 had ended.
    names: ['CVE-2024-31449'],
    says: 'stack overflow in the bit library',
    severity: 'hold',
    seenByFix: true,
    fixedIn: { redis: { '6.2': 16, '7.2': 6, '7.4': 1 }, valkey: { '7.2': 7, '8.0': 1 } },
  },
  {
    // GHSA-39h2-x6c4-6w4c; release notes of Redis 6.2.17, 7.2.7, 7.4.2 and Valkey 7.2.8, 8.0.2.
    names: ['CVE-2024-46981'],
    says: 'use after free in the garbage collector',
    severity: 'hold',
    seenByFix: true,
    fixedIn: { redis: { '6.2': 17, '7.2': 7, '7.4': 2 }, valkey: { '7.2': 8, '8.0': 2 } },
  },
  {
    // GHSA-4789-qfc9-5f9q and its three neighbours; Redis 6.2.20, 7.2.11, 7.4.6, 8.0.4, 8.2.2; Valkey 7.2.11, 8.0.6, 8.1.4.
    names: ['CVE-2025-49844', 'CVE-2025-46817', 'CVE-2025-46818', 'CVE-2025-46819'],
    says: 'use after free in the parser (rated 10 of 10), integer overflow, code run as another user, read out of bounds',
    severity: 'hold',
    seenByFix: true,
    fixedIn: {
      redis: { '6.2': 20, '7.2': 11, '7.4': 6, '8.0': 4, '8.2': 2 },
      valkey: { '7.2': 11, '8.0': 6, '8.1': 4 },
    },
  },
  {
    // GHSA-p876-p7q5-hv2m (Valkey 7.2.12, 8.0.7, 8.1.6, 9.0.2); Redis, February 2026: "inject \r\n sequences into an error
    // reply" in 7.2.13, 7.4.8, 8.0.6, 8.2.5, 8.4.2, 8.6.1.
    names: ['CVE-2025-67733'],
    says: 'a script whose error text comes from a stranger can forge replies to others; no script of this library has such',
    severity: 'warn',
    seenByFix: false,
    fixedIn: {
      redis: { '7.2': 13, '7.4': 8, '8.0': 6, '8.2': 5, '8.4': 2, '8.6': 1 },
      valkey: { '7.2': 12, '8.0': 7, '8.1': 6, '9.0': 2 },
    },
  },
  {
    // GHSA-8ghh-qpmp-7826; Redis 7.2.14, 7.4.9, 8.2.6, 8.4.3, 8.6.3; Valkey 7.2.13, 8.0.8, 8.1.7, 9.0.4. Not in 6.2.
    names: ['CVE-2026-23631'],
    says: 'use after free on a replica that accepts writes (replica-read-only no)',
    severity: 'warn',
    seenByFix: false,
    fixedIn: {
      redis: { '7.2': 14, '7.4': 9, '8.2': 6, '8.4': 3, '8.6': 3 },
      valkey: { '7.2': 13, '8.0': 8, '8.1': 7, '9.0': 4 },
    },
  },
];

/** A version number in its three parts. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Reads `7.0.15`; undefined for anything else. A release candidate counts as its release. */
export function readVersion(text: string): Version | undefined {
  const parts = /^(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:$|[^\d.])/.exec(text);
  return parts === null
    ? undefined
    : { major: Number(parts[1]), minor: Number(parts[2]), patch: Number(parts[3]) };
}

/**
 * What a version number says about a hole: `closed`; `open`, and the release of the same line that closes it; or
 * `no-release`: the line has ended without one, so only a vendor can have closed it.
 */
export type HoleState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly fixedIn: string }
  | { readonly kind: 'no-release' };

/** Compares a version with one entry of the table. */
export function holeState(hole: LuaHole, engine: LuaEngine, version: Version): HoleState {
  const line = `${version.major}.${version.minor}`;
  const fixed = hole.fixedIn[engine];
  const patch = Object.hasOwn(fixed, line) ? fixed[line] : undefined;
  if (patch !== undefined) {
    return version.patch >= patch ? { kind: 'closed' } : { kind: 'open', fixedIn: `${line}.${patch}` };
  }
  const newest = Object.keys(fixed).map(lineNumber);
  return lineNumber(line) > Math.max(0, ...newest) ? { kind: 'closed' } : { kind: 'no-release' };
}

function lineNumber(line: string): number {
  const [major = '0', minor = '0'] = line.split('.');
  return Number(major) * 10_000 + Number(minor);
}
