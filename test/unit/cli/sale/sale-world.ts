import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll } from 'vitest';
import type { PriceBookEntry, PriceBookHeader } from '../../../../src/catalog/price-book.js';
import type { CliIo, ExitCode } from '../../../../src/cli/io.js';
import type { OpenStore } from '../../../../src/cli/sale/sale-session.js';
import { isGuardError } from '../../../../src/core/errors.js';
import { newPrivateKeyPem, signingKeyFromPem, type SigningKey } from '../../../../src/seal/ed25519.js';
import type { StockStore } from '../../../../src/stock/store.js';
import { memoryStock } from '../../../../src/stores/memory/memory-stock.js';
import { bookBytes, entryOf, HEADER } from '../../book/sample-book.js';
import { fakeIo } from '../fake-io.js';

/** Two hours before the sale of the sample book opens. */
export const NOW: number = HEADER.startsAt - 7_200_000;
export const SALE: string = HEADER.saleId;

/** `kim`, `lee` and `boss` may resume, `clerk` may not, `stranger` is not in the policy. */
const PEOPLE = ['kim', 'lee', 'boss', 'clerk', 'stranger'] as const;
type Person = (typeof PEOPLE)[number];

/** What one command left behind; `error` is the message of a GuardError, with its code. */
export interface SaleRun {
  readonly exit: ExitCode | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly error: string | undefined;
}

export type MakeCommand = (io: CliIo, openStore: OpenStore) => Command;

/** A folder with keys, a policy and a price book, and a sale in memory. */
export interface SaleWorld {
  readonly path: string;
  /** The memory store of the sale, on a clock that `tick` moves. */
  readonly stock: StockStore;
  readonly keys: Readonly<Record<Person, SigningKey>>;
  now: number;
  /** What the commands are told to talk to; the memory store unless replaced. */
  openStore: OpenStore;
  file(name: string): string;
  write(name: string, content: string | Uint8Array, mode?: number): string;
  read(name: string): string;
  run(make: MakeCommand, args: readonly string[], overlay?: Partial<CliIo>): Promise<SaleRun>;
  /** Runs as a person: with their key and the policy, by the environment. */
  runAs(person: Person, make: MakeCommand, args: readonly string[]): Promise<SaleRun>;
}

const ENTRIES: readonly PriceBookEntry[] = [
  entryOf('EP-100', { allotment: 100, perCustomerMax: 2 }),
  entryOf('TV-1', { priceMinor: 990_000, floorMinor: 990_000, referenceMinor: 1_190_000, allotment: 5 }),
];

export async function saleWorld(
  options: { readonly entries?: readonly PriceBookEntry[]; readonly header?: Partial<PriceBookHeader> } = {},
): Promise<SaleWorld> {
  const path = mkdtempSync(join(tmpdir(), 'saleguard-sale-'));
  afterAll(() => {
    rmSync(path, { recursive: true, force: true });
  });
  const pems = new Map(PEOPLE.map((name) => [name, newPrivateKeyPem()]));
  const keys = Object.fromEntries(
    [...pems].map(([name, pem]) => [name, signingKeyFromPem(pem)]),
  ) as SaleWorld['keys'];
  const file = (name: string): string => join(path, name);
  const write: SaleWorld['write'] = (name, content, mode = 0o644) => {
    writeFileSync(file(name), content);
    chmodSync(file(name), mode);
    return file(name);
  };
  for (const [name, pem] of pems) write(`${name}.key`, pem, 0o600);
  write('policy.yaml', policyText(keys));
  const header = { ...HEADER, ...options.header };
  write('book.jsonl', await bookBytes(options.entries ?? ENTRIES, { header, key: keys.boss }));
  const world: SaleWorld = {
    path,
    keys,
    now: NOW,
    stock: memoryStock({ saleId: header.saleId, now: () => world.now }),
    openStore: () => Promise.resolve(openedMemory(world)),
    file,
    write,
    read: (name) => readFileSync(file(name), 'utf8'),
    run: (make, args, overlay = {}) => runCommand(world, make, args, overlay),
    runAs: (person, make, args) =>
      runCommand(world, make, args, {
        env: {
          SALEGUARD_KEY_FILE: file(`${person}.key`),
          SALEGUARD_POLICY: file('policy.yaml'),
          SALEGUARD_SALE: header.saleId,
        },
      }),
  };
  return world;
}

function openedMemory(world: SaleWorld): Awaited<ReturnType<OpenStore>> {
  return {
    where: 'memory',
    client: { call: () => Promise.reject(new Error('there is no server')) },
    stockOf: (saleId) => (saleId === world.stock.saleId ? world.stock : memoryStock({ saleId })),
    close: () => undefined,
  };
}

async function runCommand(
  world: SaleWorld,
  make: MakeCommand,
  args: readonly string[],
  overlay: Partial<CliIo>,
): Promise<SaleRun> {
  const fake = fakeIo();
  const io: CliIo = { ...fake.io, now: () => world.now, monotonicMs: () => performance.now(), ...overlay };
  const command = make(io, (flags, given) => world.openStore(flags, given));
  command.exitOverride().configureOutput({
    writeOut: (text) => io.stdout.write(text),
    writeErr: (text) => io.stderr.write(text),
  });
  let error: string | undefined;
  try {
    await command.parseAsync([...args], { from: 'user' });
  } catch (thrown) {
    if (!isGuardError(thrown)) throw thrown;
    error = `${thrown.code}: ${thrown.message}`;
  }
  return { exit: fake.exit(), stdout: fake.stdout(), stderr: fake.stderr(), error };
}

function policyText(keys: SaleWorld['keys']): string {
  const person = (id: Person, role: string): string =>
    `    - { id: ${id}, role: ${role}, publicKey: 'ed25519:${keys[id].publicKey}' }`;
  return `version: 1
catalog: { currency: KRW }
approvals:
  roles:
    head: { mayApprove: all, seal: true, resume: true }
    lead: { resume: true }
    desk: {}
  people:
${[person('boss', 'head'), person('kim', 'lead'), person('lee', 'lead'), person('clerk', 'desk')].join('\n')}
`;
}
