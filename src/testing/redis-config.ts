import { GuardError } from '../core/errors.js';

/**
 * Directives as in redis.conf: the name, and what stands behind it on the line (`'900 1'`, `'replica 0 0 0'`); an empty text is `""`; a
 * list is several lines of one directive.
 */
export type RedisDirectives = Readonly<Record<string, string | readonly string[]>>;

/** Chosen by the starter; one of these in `config` would start another server than the one handed out. */
const OWNED = ['port', 'bind', 'dir', 'daemonize', 'supervised', 'logfile', 'include'];

/** Nothing is written to disk unless asked for; nothing but the loopback port is listened on. */
const DEFAULTS: RedisDirectives = { save: '', appendonly: 'no' };

/**
 * The text of a redis.conf.
 * @throws GuardError `invalid-argument` for a directive the starter owns, a name that is none, or a line break in a value.
 */
export function redisConfigText(port: number, directives: RedisDirectives): string {
  const owned: RedisDirectives = { port: String(port), bind: '127.0.0.1', dir: './', daemonize: 'no' };
  for (const [name, value] of Object.entries(directives)) checkDirective(name, value);
  const all = Object.entries({ ...DEFAULTS, ...directives, ...owned });
  const lines = all.flatMap(([name, value]) => [value].flat().map((text) => `${name} ${text || '""'}`));
  return `${lines.join('\n')}\n`;
}

function checkDirective(name: string, value: string | readonly string[]): void {
  if (!/^[a-z][a-z0-9-]*$/.test(name))
    throw badDirective(name, 'is no directive name (lower case, as in redis.conf)');
  if (OWNED.includes(name)) throw badDirective(name, 'is chosen by startRedisServer and cannot be set');
  if ([value].flat().some((text) => /[\r\n\0]/.test(text)))
    throw badDirective(name, 'has a line break in its value');
}

function badDirective(name: string, problem: string): GuardError {
  return new GuardError({
    code: 'invalid-argument',
    message: `config: '${name}' ${problem}`,
    data: { directive: name },
  });
}
