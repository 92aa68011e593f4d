import { infoOf, type NodeFacts } from './node-facts.js';
import {
  holeState,
  LUA_HOLES,
  type LuaEngine,
  type LuaHole,
  readVersion,
  type Version,
} from './lua-holes.js';
import type { Notes } from './notes.js';
import { serverKind, type ServerKind } from './server-kind.js';
import { shown } from './shown.js';

const VENDOR =
  'Vendors mend old versions without changing the number: read the changelog of the package (Debian: `apt changelog redis-server`).';

/** Which server it is, whether its version can run the scripts, and which known holes of its Lua are open. */
export function checkServer(facts: NodeFacts, notes: Notes): void {
  const kind = serverKind(infoOf(facts));
  const version = readVersion(kind.version ?? '');
  if (facts.info.kind === 'unknown') return unknownVersion(notes, facts.info.why);
  notes.checked(`server ${shown(`${kind.name} ${kind.version ?? '(no version)'}`)}`);
  if (kind.managedBy !== undefined) managed(kind.managedBy, notes);
  if (kind.support === 'untested') unsupported(kind, notes);
  if (kind.name === 'Redis' || kind.name === 'KeyDB') checkAge(kind, version, notes);
  if (kind.name === 'Redis') checkLua({ engine: 'redis', kind, version, facts, notes });
  if (kind.name === 'Valkey') checkLua({ engine: 'valkey', kind, version, facts, notes });
}

function unknownVersion(notes: Notes, why: string): void {
  notes.unknown({
    what: 'server version',
    why,
    how: 'ACL SETUSER <user> +info, or ask whoever runs the server',
  });
}

function managed(provider: string, notes: Notes): void {
  notes.find('server-managed', 'info', {
    found: `os: ${shown(provider)}`,
    why: 'A managed service: CONFIG is refused there, and a failover is decided by the provider.',
    fix: 'Change the settings named here in the parameter group of the service, not with CONFIG SET.',
  });
}

function unsupported(kind: ServerKind, notes: Notes): void {
  notes.find('server-unsupported', 'hold', {
    found: shown(`${kind.name} ${kind.version ?? ''}`),
    why: 'The scripts of this library have not been run on it: its Lua, its script flags and its atomicity are its own.',
    fix: 'Run the conformance kit of saleguard/testing against it first, or use Redis 7.0 or newer, or Valkey.',
  });
}

function checkAge(kind: ServerKind, version: Version | undefined, notes: Notes): void {
  if (version === undefined || version.major >= 7) return;
  notes.find('server-too-old', 'block', {
    found: shown(`${kind.name} ${kind.version ?? ''}`),
    why: 'The scripts need `#!lua flags=...` of Redis 7.0: older servers refuse them, and could not release units when out of memory.',
    fix: 'Upgrade the server to Redis 7.0 or newer; of the maintained lines take the newest patch release.',
  });
}

interface LuaCheck {
  readonly engine: LuaEngine;
  readonly kind: ServerKind;
  readonly version: Version | undefined;
  readonly facts: NodeFacts;
  readonly notes: Notes;
}

function checkLua({ engine, kind, version, facts, notes }: LuaCheck): void {
  if (version === undefined) {
    return notes.unknown({ what: 'known holes in its Lua', why: 'no version in INFO', how: VENDOR });
  }
  const open = LUA_HOLES.filter((hole) => isOpen(hole, engine, version, facts));
  const mendable = open.filter((hole) => holeState(hole, engine, version).kind === 'open');
  const found = shown(`${kind.name} ${kind.version ?? ''}`);
  // With the fixes of October 2025 in a line that never had them, someone mends this server; the rest cannot be seen.
  const mended = facts.luaFix === 'present' && open.length > 0 && mendable.length === 0;
  if (mended) return vendorFixes(found, open, notes);
  if (open.length === 0) return notes.checked('known holes in its Lua');
  notes.find('server-lua-holes', open.some((hole) => hole.severity === 'hold') ? 'hold' : 'warn', {
    found: `${found}${facts.luaFix === 'absent' ? ', and seen on the server: the fix of CVE-2025-46818 is not in' : ''}`,
    why: `Whoever may run scripts may do more than that: ${open.map(describe).join('; ')}.`,
    fix: `${upgrade(engine, version, open)} ${VENDOR} Until then no other user may run scripts (ACL SETUSER <other> -@scripting).`,
  });
}

function isOpen(hole: LuaHole, engine: LuaEngine, version: Version, facts: NodeFacts): boolean {
  if (hole.seenByFix && facts.luaFix === 'present') return false;
  return holeState(hole, engine, version).kind !== 'closed';
}

function vendorFixes(found: string, open: readonly LuaHole[], notes: Notes): void {
  notes.find('server-lua-vendor-fixes', 'info', {
    found: `${found}, with the fix of CVE-2025-46818 seen on the server`,
    why: `Its vendor mends this version. Whether these are mended too cannot be seen from outside: ${open.map(describe).join('; ')}.`,
    fix: VENDOR,
  });
}

function upgrade(engine: LuaEngine, version: Version, open: readonly LuaHole[]): string {
  const targets = open.flatMap((hole) => {
    const state = holeState(hole, engine, version);
    return state.kind === 'open' ? [state.fixedIn] : [];
  });
  const last = targets.at(-1);
  return last === undefined || targets.length < open.length
    ? `No release of line ${version.major}.${version.minor} closes all of them: move to a maintained line.`
    : `Upgrade to ${last} or newer.`;
}

function describe(hole: LuaHole): string {
  return `${hole.names.join(', ')} (${hole.says})`;
}
