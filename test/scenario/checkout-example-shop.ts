import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../examples/checkout/server.mjs', import.meta.url));
const START_MS = 15_000;
const STOP_MS = 10_000;

/** What a page was answered. */
export interface PageAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The example, running. */
export class ExampleShop {
  readonly #child: ChildProcess;
  readonly #url: string;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.#url = url;
  }

  /** Starts it on a free port and answers when it listens. */
  static async start(
    words: readonly string[],
    environment: Readonly<Record<string, string>>,
  ): Promise<ExampleShop> {
    const env = { ...process.env, PORT: '0', SALEGUARD_CUSTOMER_KEY: 'k'.repeat(32), ...environment };
    const child = spawn(process.execPath, [PROGRAM, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^listening on (http:\/\/\S+)$/.exec(line)?.[1];
      if (url === undefined) continue;
      clearTimeout(timer);
      return new ExampleShop(child, url);
    }
    clearTimeout(timer);
    throw new Error(`the example ended before it listened:\n${said}`);
  }

  async ask(method: string, path: string, body?: unknown): Promise<PageAnswer> {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await fetch(`${this.#url}${path}`, { method, ...sent });
    // Every page of the example answers with a JSON object.
    return { status: response.status, body: (await response.json()) as PageAnswer['body'] };
  }

  /** SIGTERM, as a deploy does. @returns its exit code. */
  async stop(): Promise<number | null> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(timer);
    return this.#child.exitCode;
  }
}
