import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { testServerFailure } from './test-server-failure.js';

/**
 * Below the ports that Linux (32,768 up) and macOS (49,152 up) lend to outgoing connections, so that none of those takes a port
 * between our look and the server's bind, nor during a restart; with 10,000 more, where a Cluster bus listens, still below.
 */
const PORT_MIN = 11_000;
const PORT_END = 22_700;
const BUS_OFFSET = 10_000;
const ATTEMPTS_MAX = 200;

/** What has to be free: the port alone, or the port and the Cluster bus port 10,000 above it. */
export type PortUse = 'alone' | 'with-bus';

/**
 * A port of 127.0.0.1 that was free a moment ago, between 11,000 and 22,699. Another process may still be faster: whoever binds it
 * has to try again with another one.
 */
export async function freePort(use: PortUse = 'alone'): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const port = randomInt(PORT_MIN, PORT_END);
    if (!(await isFree(port))) continue;
    if (use === 'alone' || (await isFree(port + BUS_OFFSET))) return port;
  }
  throw testServerFailure(
    `no free port on 127.0.0.1 between ${PORT_MIN} and ${PORT_END - 1} in ${ATTEMPTS_MAX} attempts`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
