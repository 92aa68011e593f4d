import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROBLEMS } from '../../src/guard/problem-names.js';
import { fencedBlocks, ROOT, type FencedBlock } from './markdown.js';
import { codesIn, pageAt, tableRows } from './tables.js';

const HOST = fileURLToPath(new URL('framework-host.mjs', import.meta.url));
const START_MS = 30_000;
const CUSTOMER = 'k1:0123456789abcdef';

const page = pageAt('docs/frameworks.md');
const blocks = fencedBlocks(page).flatMap((block) => {
  const framework = block.marks.find((mark) => mark.startsWith('framework='))?.slice('framework='.length);
  return framework === undefined ? [] : [{ framework, block }];
});

// Inside the repository, so that `saleguard` means this package and the frameworks are found.
mkdirSync(`${ROOT}out`, { recursive: true });
const folder = mkdtempSync(`${ROOT}out/frameworks-`);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the page of frameworks', () => {
  it('shows each of them', () => {
    expect(blocks.map(({ framework }) => framework)).toEqual(['express', 'hono', 'nest', 'fastify', 'node']);
  });

  it('lists every problem with its status', () => {
    const rows = tableRows(page, ['name', 'status', 'when']);
    const listed = rows.map(([name = '', status]) => [codesIn(name)[0], Number(status)]);
    expect(listed).toEqual(Object.entries(PROBLEMS).map(([name, { status }]) => [name, status]));
  });
});

describe.each(blocks)('a shop on $framework', ({ framework, block }) => {
  let shop: RunningShop;

  beforeAll(async () => {
    shop = await RunningShop.start(compiled(framework, block));
  });

  afterAll(async () => {
    await shop.stop();
  });

  it('sells what there is at the approved price, and no more', async () => {
    expect(await shop.place({ id: 'o-1', priceMinor: 68_000 })).toMatchObject({
      status: 201,
      body: { id: 'o-1' },
    });
    expect((await shop.place({ id: 'o-2', priceMinor: 68_000 })).status).toBe(201);
    expect((await shop.place({ id: 'o-1', priceMinor: 68_000 })).status).toBe(201);
    expect(await shop.pay('o-1')).toMatchObject({ status: 200, body: { sold: 'committed' } });
    expect(await shop.pay('o-1')).toMatchObject({ status: 200, body: { sold: 'already' } });
    const third = await shop.place({ id: 'o-3', priceMinor: 68_000 });
    expect(third).toMatchObject({
      status: 409,
      body: { type: 'urn:saleguard:problem:sold-out', status: 409, id: 'o-3' },
    });
    expect(third.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(third.headers.get('content-language')).toBe('en');
  });

  it('refuses a price nobody approved, in the language of the shopper and without evidence', async () => {
    const answer = await shop.place({ id: 'o-5', priceMinor: 6_800 }, 'ko-KR,ko;q=0.9');
    expect(answer).toMatchObject({
      status: 409,
      body: { type: 'urn:saleguard:problem:price-not-confirmed', title: '가격을 확인할 수 없습니다' },
    });
    expect(answer.headers.get('content-language')).toBe('ko');
    expect(JSON.stringify(answer.body)).not.toMatch(/EP-100|68000|136000|rule/);
  });

  it('takes no payment for an order it does not know, and no order it cannot read', async () => {
    expect(await shop.pay('o-9')).toMatchObject({
      status: 404,
      body: { type: 'urn:saleguard:problem:unknown-order' },
    });
    expect(await shop.place({ id: 'o 1', priceMinor: -1 })).toMatchObject({
      status: 422,
      body: { type: 'urn:saleguard:problem:invalid-order' },
    });
  });
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A block of the page, in a process of its own. */
class RunningShop {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #url: string;

  private constructor(child: ChildProcessByStdio<Writable, Readable, Readable>, url: string) {
    this.#child = child;
    this.#url = url;
  }

  static async start(path: string): Promise<RunningShop> {
    const child = spawn(process.execPath, [HOST, path], { cwd: ROOT, stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => (said += part));
    const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
    for await (const line of createInterface({ input: child.stdout })) {
      const [, address, port] = /^listening on (\S+) (\d+)$/.exec(line) ?? [];
      if (port === undefined) continue;
      clearTimeout(timer);
      expect(address).toBe('127.0.0.1');
      return new RunningShop(child, `http://127.0.0.1:${port}`);
    }
    clearTimeout(timer);
    throw new Error(`${path} ended before it listened:\n${said}`);
  }

  place(order: { readonly id: string; readonly priceMinor: number }, wanted?: string): Promise<Answer> {
    const headers = {
      'content-type': 'application/json',
      ...(wanted === undefined ? {} : { 'accept-language': wanted }),
    };
    const body = JSON.stringify({ ...order, customer: CUSTOMER });
    return this.#ask('/orders', { method: 'POST', headers, body });
  }

  pay(id: string): Promise<Answer> {
    return this.#ask(`/orders/${id}/payments/pay-${id}`, { method: 'PUT' });
  }

  /** The process ends by itself when nothing is left open: each framework lets go of its server. */
  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), START_MS);
    this.#child.stdin.end();
    await ended;
    clearTimeout(timer);
    expect(this.#child.exitCode).toBe(0);
  }

  async #ask(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${this.#url}${path}`, init);
    return { status: response.status, headers: response.headers, body: await response.json() };
  }
}

/** The types are checked with those of every other page (code-blocks.test.ts). */
function compiled(framework: string, block: FencedBlock): string {
  const { outputText } = ts.transpileModule(block.text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      experimentalDecorators: true,
    },
  });
  const path = `${folder}/${framework}.mjs`;
  writeFileSync(path, outputText);
  return path;
}
