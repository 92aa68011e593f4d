import { SCRIPT_COMMANDS, type ScriptCommand } from '../commands.js';
import { type Askable, type Examination, reasonOf } from './ask.js';
import { textOf } from './fields.js';

/**
 * Calls every command it is handed and answers what each one said. Flagged `no-writes`: Redis looks at the rights of the
 * user first and refuses the write second, so a right shows itself without an effect. Where ARGV says how many words a
 * call has, `KEY` among them stands for KEYS[1]: an example key of a sale that does not exist.
 */
const PROBE = `#!lua flags=no-writes
local said = {}
local at = 1
while at <= #ARGV do
  local count = tonumber(ARGV[at])
  local words = {}
  for i = 1, count do words[i] = ARGV[at + i] == 'KEY' and KEYS[1] or ARGV[at + i] end
  at = at + count + 1
  local reply = redis.pcall(unpack(words))
  said[#said + 1] = type(reply) == 'table' and reply.err or ''
end
return said`;

/** Words of one call that each command accepts; enough for the server to look at the rights. */
const SAMPLES: Readonly<Record<ScriptCommand, readonly string[]>> = {
  EXISTS: ['KEY'],
  HDEL: ['KEY', 'f'],
  HGET: ['KEY', 'f'],
  HGETALL: ['KEY'],
  HLEN: ['KEY'],
  HMGET: ['KEY', 'f'],
  HSCAN: ['KEY', '0'],
  HSET: ['KEY', 'f', 'v'],
  LLEN: ['KEY'],
  LPOP: ['KEY'],
  LRANGE: ['KEY', '0', '0'],
  RPUSH: ['KEY', 'v'],
  TIME: [],
  XADD: ['KEY', '*', 'f', 'v'],
  XLEN: ['KEY'],
  XRANGE: ['KEY', '-', '+'],
  ZADD: ['KEY', '1', 'm'],
  ZCARD: ['KEY'],
  ZRANGE: ['KEY', '0', '0'],
  ZRANGEBYSCORE: ['KEY', '0', '0'],
  ZREM: ['KEY', 'm'],
};

/** The three forms of the refusal: Redis 7.0, Redis 7.2 and newer, Valkey; and a command renamed away. */
const NO_RIGHT =
  /NOPERM|can't run this command|ACL failure|no permissions|can't access at least one|unknown (redis |valkey )?command/i;

/** What the user of a connection may not do. */
export interface MissingRights {
  /** Of `EVALSHA` and `EVAL`. */
  readonly sent: readonly string[];
  /** Commands the scripts call. */
  readonly called: readonly string[];
  /** True when the example key is out of reach. */
  readonly key: boolean;
}

/** The rights that are missing, or why that is not known. */
export type RightsAnswer =
  | { readonly kind: 'known'; readonly missing: MissingRights }
  | { readonly kind: 'unknown'; readonly why: string };

/** Tries the rights of the connection's user with `key`, without an effect. */
export async function probeRights(
  connection: Askable,
  key: string,
  examination: Examination,
): Promise<RightsAnswer> {
  const calls = SCRIPT_COMMANDS.flatMap((name) => [SAMPLES[name].length + 1, name, ...SAMPLES[name]]);
  const [byDigest, keyless, answer] = await Promise.all([
    // No script has this digest: NOSCRIPT says that asking for one is allowed.
    examination.insist(connection, 'EVALSHA', 'f'.repeat(40), 1, key),
    examination.insist(connection, 'EVAL', '#!lua flags=no-writes\nreturn 1', 0),
    examination.insist(connection, 'EVAL', PROBE, 1, key, ...calls),
  ]);
  if (answer.kind === 'silent') return { kind: 'unknown', why: reasonOf(answer) };
  if (answer.kind === 'reply')
    return { kind: 'known', missing: missingOf(answer.value, refusedCommand(byDigest)) };
  if (!NO_RIGHT.test(answer.message)) return { kind: 'unknown', why: reasonOf(answer) };
  const sent = [
    ...refusedCommand(byDigest),
    ...(keyless.kind === 'refused' && NO_RIGHT.test(keyless.message) ? ['EVAL'] : []),
  ];
  return { kind: 'known', missing: { sent, called: [], key: !sent.includes('EVAL') } };
}

function refusedCommand(byDigest: { readonly kind: string; readonly message?: string }): readonly string[] {
  const message = byDigest.message ?? '';
  // A key out of reach is refused in the same words but for the command.
  return NO_RIGHT.test(message) && !/keys/i.test(message) ? ['EVALSHA'] : [];
}

function missingOf(reply: unknown, sent: readonly string[]): MissingRights {
  const said: readonly unknown[] = Array.isArray(reply) ? reply : [];
  const refused = SCRIPT_COMMANDS.filter((_, index) => NO_RIGHT.test(textOf(said[index]) ?? ''));
  return { sent, called: refused, key: false };
}
