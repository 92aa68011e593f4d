import { type Answer, type Examination, reasonOf } from './ask.js';
import type { Node } from './client-shape.js';
import { type Fields, integerOf, readLines, readPairs, textOf } from './fields.js';
import { askLuaFix, type LuaFix } from './lua-fix.js';

/** Settings read one by one: a managed service may show some and refuse others. Never `*`, which holds passwords. */
export const SETTINGS = [
  'maxmemory',
  'maxmemory-policy',
  'save',
  'appendonly',
  'appendfsync',
  'min-replicas-to-write',
  'min-replicas-max-lag',
  'busy-reply-threshold',
  'cluster-require-full-coverage',
] as const;

/** The name of a setting the doctor reads. */
export type SettingName = (typeof SETTINGS)[number];

/** A value, or why there is none. */
export type Known<T> =
  { readonly kind: 'known'; readonly value: T } | { readonly kind: 'unknown'; readonly why: string };

/** The server's clock against ours. */
export interface ClockReading {
  /** Server minus client, milliseconds, assuming that the reply took half of the round trip. */
  readonly offsetMs: number;
  /** The reading is wrong by at most half of this. */
  readonly roundTripMs: number;
}

/** Everything one server said about itself. The checks read this and ask nothing more. */
export interface NodeFacts {
  readonly address: string;
  readonly info: Known<Fields>;
  readonly settings: ReadonlyMap<SettingName, Known<string>>;
  readonly clusterInfo: Known<Fields>;
  readonly clock: Known<ClockReading>;
  readonly luaFix: LuaFix;
}

/** Reads one server. Settles by the deadline with what it got. */
export async function readNode(node: Node, examination: Examination, now: () => number): Promise<NodeFacts> {
  const { ask } = examination;
  const [info, clusterInfo, clock, luaFix, settings] = await Promise.all([
    ask(node.connection, 'INFO'),
    ask(node.connection, 'CLUSTER', 'INFO'),
    readClock(node, examination, now),
    askLuaFix(node.connection, ask),
    Promise.all(SETTINGS.map(async (name) => [name, await readSetting(node, examination, name)] as const)),
  ]);
  return {
    address: node.address,
    info: fieldsOf(info),
    settings: new Map(settings),
    clusterInfo: fieldsOf(clusterInfo),
    clock,
    luaFix,
  };
}

function fieldsOf(answer: Answer): Known<Fields> {
  const fields = answer.kind === 'reply' ? readLines(answer.value) : undefined;
  return fields !== undefined && fields.size > 0
    ? { kind: 'known', value: fields }
    : { kind: 'unknown', why: reasonOf(answer) };
}

async function readSetting(node: Node, examination: Examination, name: SettingName): Promise<Known<string>> {
  const answer = await examination.ask(node.connection, 'CONFIG', 'GET', name);
  if (answer.kind !== 'reply') return { kind: 'unknown', why: reasonOf(answer) };
  const value = readPairs(answer.value).get(name);
  return value === undefined
    ? { kind: 'unknown', why: 'this server does not know the setting' }
    : { kind: 'known', value };
}

async function readClock(
  node: Node,
  examination: Examination,
  now: () => number,
): Promise<Known<ClockReading>> {
  const askedAtMs = now();
  const answer = await examination.ask(node.connection, 'TIME');
  const answeredAtMs = now();
  const parts: readonly unknown[] =
    answer.kind === 'reply' && Array.isArray(answer.value) ? answer.value : [];
  const seconds = Number(textOf(parts[0]) ?? Number.NaN);
  const microseconds = Number(textOf(parts[1]) ?? Number.NaN);
  if (!Number.isSafeInteger(seconds) || !Number.isSafeInteger(microseconds)) {
    return { kind: 'unknown', why: reasonOf(answer) };
  }
  const serverMs = seconds * 1000 + microseconds / 1000;
  const roundTripMs = Math.max(0, answeredAtMs - askedAtMs);
  const offsetMs = Math.round(serverMs - (askedAtMs + roundTripMs / 2));
  return { kind: 'known', value: { offsetMs, roundTripMs } };
}

/** The value of a setting, or undefined when it could not be read. */
export function settingOf(facts: NodeFacts, name: SettingName): string | undefined {
  const setting = facts.settings.get(name);
  return setting?.kind === 'known' ? setting.value : undefined;
}

/** The value of a setting as an integer, or undefined when it could not be read as one. */
export function integerSetting(facts: NodeFacts, name: SettingName): number | undefined {
  return integerOf(settingOf(facts, name));
}

/** Why a setting could not be read. */
export function whyUnknown(facts: NodeFacts, name: SettingName): string {
  const setting = facts.settings.get(name);
  return setting?.kind === 'unknown' ? setting.why : 'its value is not a number';
}

/** INFO of the server; no fields when it could not be read. */
export function infoOf(facts: NodeFacts): Fields {
  return facts.info.kind === 'known' ? facts.info.value : new Map<string, string>();
}
