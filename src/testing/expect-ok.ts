import type { RedisServer } from './redis-server.js';
import { RespError, type RespArgument } from './resp-value.js';
import { testServerFailure } from './test-server-failure.js';

/** Sends a request whose only good answer is OK. @throws GuardError with what the server said instead. */
export async function expectOk(server: RedisServer, ...words: readonly RespArgument[]): Promise<void> {
  const reply = await server.command(...words);
  if (reply === 'OK') return;
  const said = reply instanceof RespError ? reply.message : 'something other than OK';
  const name = words.slice(0, 2).map(String).join(' ');
  throw testServerFailure(`${name} on port ${server.port}: the server answered: ${said}`);
}
