import type { RespValue } from './resp-value.js';

/** The value of one `name:value` line in the reply to INFO or CLUSTER INFO; `undefined` when there is no such line. */
export function infoField(reply: RespValue, name: string): string | undefined {
  if (typeof reply !== 'string') return undefined;
  const line = reply.split('\r\n').find((one) => one.startsWith(`${name}:`));
  return line?.slice(name.length + 1);
}
