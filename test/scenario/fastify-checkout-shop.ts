import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const EXAMPLE = fileURLToPath(new URL('../../examples/fastify-checkout/', import.meta.url));
const START_MS = 30_000;

/** What the process of shoppers was told. */
export interface LoadReport {
  /** How many shoppers ended with an answer, by status and problem. */
  readonly answers: Readonly<Record<string, number>>;
  readonly sold: readonly { readonly id: string; readonly sku: string; readonly quantity: number }[];
  readonly slowestMs: number;
}

/** What a page was answered, and after how long. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly ms: number;
}

/** The example with a sealed price book of its own in a folder of its own. */
export class FastifyShop {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'fastify-checkout-'));
  readonly #environment: Readonly<Record<string, string>>;
  #port = 0;
  #server: ChildProcess | undefined;
  /** What the server said on its standard error, over all its lives. */
  said = '';

  constructor(redisUrl: string) {
    this.#environment = {
      SALEGUARD_REDIS_URL: redisUrl,
      SALEGUARD_CUSTOMER_KEY: 'k'.repeat(32),
      SALE_FOLDER: this.folder,
    };
    const sealed = spawnSync(process.execPath, [`${EXAMPLE}prepare.mjs`, this.folder], { encoding: 'utf8' });
    if (sealed.status !== 0) throw new Error(sealed.stderr);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts the server, on the port it had before if it had one. */
  async start(): Promise<void> {
    this.#port ||= await freePort();
    const env = { ...process.env, ...this.#environment, PORT: String(this.#port) };
    const server = spawn(process.execPath, [`${EXAMPLE}server.mjs`], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#server = server;
    server.stderr.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    const timer = setTimeout(() => server.kill('SIGKILL'), START_MS);
    try {
      for await (const line of createInterface({ input: server.stdout }))
        if (line.startsWith('listening on')) return;
    } finally {
      clearTimeout(timer);
    }
    throw new Error(`the example ended before it listened:\n${this.said}`);
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server?.exitCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    const timer = setTimeout(() => server.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  }

  /** Shoppers in a process of their own. */
  async load(words: readonly string[]): Promise<LoadReport> {
    const shoppers = spawn(process.execPath, [`${EXAMPLE}load.mjs`, this.url, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    shoppers.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    await once(shoppers, 'close');
    return JSON.parse(said) as LoadReport;
  }

  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const startedAt = performance.now();
    const response = await fetch(`${this.url}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? {} : JSON.parse(text)) as Answer['body'],
      ms: performance.now() - startedAt,
    };
  }

  /** Rows of the shop's own order file. */
  orders(): readonly { readonly id: string; readonly lines?: readonly OrderedLine[] }[] {
    const lines = readFileSync(join(this.folder, 'orders.jsonl'), 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as { id: string; lines?: OrderedLine[] });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A line of an order as it was admitted. */
export interface OrderedLine {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
