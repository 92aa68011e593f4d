import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/testing/free-port.js';
import { ExampleServer, exampleProgram, type Answer } from './example-server.js';

/** What the process of shoppers was told. */
export interface LoadReport {
  /** How many shoppers ended with an answer, by status and problem. */
  readonly answers: Readonly<Record<string, number>>;
  readonly sold: readonly { readonly id: string; readonly sku: string; readonly quantity: number }[];
  readonly slowestMs: number;
}

/** The example with a sealed price book of its own in a folder of its own. */
export class FastifyShop {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'fastify-checkout-'));
  readonly #environment: Readonly<Record<string, string>>;
  #port = 0;
  #server: ExampleServer | undefined;

  constructor(redisUrl: string) {
    this.#environment = { SALEGUARD_REDIS_URL: redisUrl, SALE_FOLDER: this.folder };
    const prepare = exampleProgram('fastify-checkout/prepare.mjs');
    const sealed = spawnSync(process.execPath, [prepare, this.folder], { encoding: 'utf8' });
    if (sealed.status !== 0) throw new Error(sealed.stderr);
  }

  /** Starts the server, on the port it had before if it had one. */
  async start(): Promise<void> {
    this.#port ||= await freePort();
    this.#server = await ExampleServer.start({
      program: 'fastify-checkout/server.mjs',
      words: [],
      environment: { ...this.#environment, PORT: String(this.#port) },
    });
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await server?.stop(signal);
  }

  /** Shoppers in a process of their own. */
  async load(words: readonly string[]): Promise<LoadReport> {
    const program = exampleProgram('fastify-checkout/load.mjs');
    const shoppers = spawn(process.execPath, [program, this.#running().url, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    shoppers.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    await once(shoppers, 'close');
    return JSON.parse(said) as LoadReport;
  }

  ask(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.#running().ask(method, path, body);
  }

  /** Rows of the shop's own order file. */
  orders(): readonly { readonly id: string; readonly lines?: readonly OrderedLine[] }[] {
    const lines = readFileSync(join(this.folder, 'orders.jsonl'), 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as { id: string; lines?: OrderedLine[] });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #running(): ExampleServer {
    if (this.#server === undefined) throw new Error('the example is not running');
    return this.#server;
  }
}

/** A line of an order as it was admitted. */
export interface OrderedLine {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
}
