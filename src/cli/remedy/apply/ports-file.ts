import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RemedyPorts } from '../../../remedy/apply/ports.js';
import { plainText } from '../../../text/plain-text.js';
import { usage } from '../../usage.js';

const TEXT_MAX = 300;

/** What a file of ports exports. */
type CreatePorts = (env: Readonly<Record<string, string | undefined>>) => unknown;

/**
 * The shop's own services: the file's default export, called with the environment.
 *
 * @throws GuardError `usage` for a file that cannot be loaded, exports something else, or refuses. What it says itself when it is
 * loaded is told; what its services throw later is not.
 */
export async function loadPorts(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<RemedyPorts> {
  const module: unknown = await attempt(path, () => import(pathToFileURL(resolve(path)).href));
  const create = defaultOf(module);
  if (create === undefined)
    throw usage(
      `${path} has to export a function by default: export default function createPorts(env) { ... }`,
    );
  const ports: unknown = await attempt(path, () => Promise.resolve().then(() => create(env)));
  if (typeof ports !== 'object' || ports === null)
    throw usage(`${path}: createPorts has to return the ports, such as { orders, payments, notices }`);
  // What each port is made of is checked before anything is carried out.
  return ports;
}

function defaultOf(module: unknown): CreatePorts | undefined {
  if (typeof module !== 'object' || module === null || !('default' in module)) return undefined;
  // A function of the shop's own JavaScript: what it returns is looked at.
  return typeof module.default === 'function' ? (module.default as CreatePorts) : undefined;
}

async function attempt(path: string, run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run();
  } catch (cause) {
    const said = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    const [line = ''] = said.split('\n', 1);
    throw usage(`${path} cannot be loaded: ${plainText(line).slice(0, TEXT_MAX)}`);
  }
}
