import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const START_MS = 30_000;
const STOP_MS = 10_000;

/** What a page was answered, and after how long. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly ms: number;
}

/** A program of `examples/`, with its words and what stands in its environment beside that of this process. */
export interface ExampleProgram {
  /** `checkout/server.mjs`. */
  readonly program: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Where a program of `examples/` stands. */
export function exampleProgram(program: string): string {
  return fileURLToPath(new URL(`../../examples/${program}`, import.meta.url));
}

/** The server of an example, running in a process of its own. */
export class ExampleServer {
  readonly #child: ChildProcess;
  /** `http://127.0.0.1:8080`. */
  readonly url: string;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** Answers when it listens, which it has to say. */
  static async start({ program, words, environment }: ExampleProgram): Promise<ExampleServer> {
    const env = { ...process.env, PORT: '0', SALEGUARD_CUSTOMER_KEY: 'k'.repeat(32), ...environment };
    const child = spawn(process.execPath, [exampleProgram(program), ...words], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        const url = /^listening on (http:\/\/\S+)$/.exec(line)?.[1];
        if (url !== undefined) return new ExampleServer(child, url);
      }
    } finally {
      clearTimeout(timer);
    }
    throw new Error(`the example ended before it listened:\n${said}`);
  }

  /** A text is sent as it is, anything else as JSON. */
  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const startedAt = performance.now();
    const sent = {
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    };
    const response = await fetch(`${this.url}${path}`, { method, ...(body === undefined ? {} : sent) });
    const text = await response.text();
    return {
      status: response.status,
      // Every page of the examples answers with a JSON object, or with nothing.
      body: (text === '' ? {} : JSON.parse(text)) as Answer['body'],
      ms: performance.now() - startedAt,
    };
  }

  /** SIGTERM is what a deploy sends. @returns its exit code, null when a signal ended it. */
  async stop(signal: 'SIGKILL' | 'SIGTERM' = 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(timer);
    return child.exitCode;
  }
}
