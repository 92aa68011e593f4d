import type { Redis } from 'ioredis';

/** Numbers that INFO gives, by name; what is no number is left out. */
export async function infoNumbers(
  client: Redis,
  section: 'cpu' | 'memory',
): Promise<ReadonlyMap<string, number>> {
  return parseInfo(await client.info(section));
}

/** `used_cpu_user:1.25` line by line. */
export function parseInfo(text: string): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = /^([a-z0-9_]+):(\d+(?:\.\d+)?)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) numbers.set(name, Number(value));
  }
  return numbers;
}

const CPU_FIELDS = ['used_cpu_user', 'used_cpu_sys', 'used_cpu_user_children', 'used_cpu_sys_children'];

/** Processor time of the server so far, µs: user, system, and its children's. */
export async function redisCpuUs(client: Redis): Promise<number> {
  const numbers = await infoNumbers(client, 'cpu');
  return CPU_FIELDS.reduce((sum, field) => sum + (numbers.get(field) ?? NaN), 0) * 1e6;
}

/** Bytes the server has allocated: keys, and buffers of connections. */
export async function usedMemory(client: Redis): Promise<number> {
  return (await infoNumbers(client, 'memory')).get('used_memory') ?? NaN;
}

/** Bytes of every key, by the part of its name behind the sale; counted element by element, not sampled. */
export async function keyBytes(client: Redis): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const key of (await client.keys('*')).sort()) {
    const bytes = await client.memory('USAGE', key, 'SAMPLES', 0);
    sizes.set(key.slice(key.lastIndexOf(':') + 1), bytes ?? NaN);
  }
  return sizes;
}

/** `7.0.15`. */
export async function redisVersion(client: Redis): Promise<string> {
  return /^redis_version:(.+?)\r?$/m.exec(await client.info('server'))?.[1] ?? 'of unknown version';
}
