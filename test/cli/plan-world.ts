import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { CliIo } from '../../src/cli/io.js';
import type { Order } from '../../src/catalog/order.js';
import type { Incident } from '../../src/incident/incident.js';
import { newPrivateKeyPem, signingKeyFromPem } from '../../src/seal/ed25519.js';
import { customerRef } from '../../src/stock/customer-ref.js';
import { incidentText } from '../../src/wire/incident.js';
import { printOrderJson } from '../../src/wire/order.js';
import { MADE_AT, makeIncident, makeOrder, SOLD_AT } from '../unit/remedy/remedy-fixtures.js';
import { runHere, type InProcessRun } from './in-process.js';

/** When the plans of these tests are made. */
export const MADE: string = new Date(MADE_AT).toISOString();
/** An hour later. */
export const SIGNED: string = new Date(MADE_AT + 3_600_000).toISOString();

const CUSTOMER_KEY = { key: 'a secret of at least thirty-two bytes', keyId: 'k1' };

/** The opaque reference of an account. */
export function refOf(account: string): string {
  return customerRef(account, CUSTOMER_KEY);
}

/** The incident of these tests, as its file has it. */
export function incidentOf(init: Partial<Incident> = {}): Incident {
  const at = SOLD_AT + 3_600_000;
  const stages: Incident['stages'] = [
    { stage: 'intake', at, by: 'op-1', dueAt: at + 600_000, reason: undefined },
  ];
  return makeIncident({ stages, ...init });
}

/** An order by an opaque customer. */
export function orderOf(init: Partial<Order> = {}): Order {
  return makeOrder({ customer: [refOf('account:1')], ...init });
}

/** A folder in which an incident is planned and signed: two people may sign, and a third who made the plan. */
export interface PlanWorld {
  readonly path: string;
  write(name: string, content: string | Uint8Array, mode?: number): string;
  read(name: string): string;
  names(): readonly string[];
  /** Writes `orders.jsonl`. */
  writeOrders(orders: readonly Order[], name?: string): string;
  run(args: readonly string[], overlay?: Partial<CliIo>): Promise<InProcessRun>;
  /** `plan` with everything it needs and a quiet clock. */
  plan(args?: readonly string[], overlay?: Partial<CliIo>): Promise<InProcessRun>;
  approve(who: string, args?: readonly string[]): Promise<InProcessRun>;
}

/** The section `remedy` of these tests. */
export const REMEDY = {
  currency: 'KRW',
  approvals: { twoFromOrders: 2, twoFrom: '1000000' },
  legal: { profile: 'KR' },
  notice: { shopName: 'Shop', contact: '1588-0000' },
  apology: { rateBps: 1_000, cap: '100000', base: 'intended-price' },
};

/** Makes the folder; it is removed when the tests of the file have run. */
export function planWorld(): PlanWorld {
  const path = mkdtempSync(join(tmpdir(), 'saleguard-plan-'));
  afterAll(() => {
    rmSync(path, { recursive: true, force: true });
  });
  const world: PlanWorld = {
    path,
    write: (name, content, mode) => {
      mkdirSync(join(path, name, '..'), { recursive: true });
      writeFileSync(join(path, name), content);
      if (mode !== undefined) chmodSync(join(path, name), mode);
      return name;
    },
    read: (name) => readFileSync(join(path, name), 'utf8'),
    names: () => readdirSync(path).sort(),
    writeOrders: (orders, name = 'orders.jsonl') =>
      world.write(name, orders.map((order) => `${printOrderJson(order)}\n`).join('')),
    run: (args, overlay) => runHere(path, args, { now: () => MADE_AT, ...overlay }),
    plan: (args = [], overlay = {}) => world.run(withDefaults(args), overlay),
    approve: (who, args = []) =>
      world.run([
        'approve-plan',
        'plan.jsonl',
        '--key',
        `${who}.key`,
        '--policy',
        'policy.json',
        '--now',
        SIGNED,
        ...args,
      ]),
  };
  const people = ['ann', 'bob', 'maker'].map((id) => {
    const pem = newPrivateKeyPem();
    world.write(`${id}.key`, pem, 0o600);
    return { id, role: 'care-lead', publicKey: `ed25519:${signingKeyFromPem(pem).publicKey}` };
  });
  const approvals = { roles: { 'care-lead': { batch: true } }, people };
  world.write('policy.json', JSON.stringify({ version: 1, approvals, remedy: REMEDY }));
  world.write('incident.json', incidentText(incidentOf()));
  world.write('customer.key', `${CUSTOMER_KEY.keyId}:${CUSTOMER_KEY.key}\n`, 0o600);
  world.writeOrders([orderOf()]);
  return world;
}

const DEFAULTS: readonly (readonly [flag: string, value: string])[] = [
  ['--incident', 'incident.json'],
  ['--orders', 'orders.jsonl'],
  ['--policy', 'policy.json'],
  ['--maker', 'maker'],
  ['--out', 'plan.jsonl'],
  ['--now', MADE],
];

function withDefaults(args: readonly string[]): readonly string[] {
  const missing = DEFAULTS.filter(([flag]) => !args.includes(flag));
  return ['plan', ...args, ...missing.flat()];
}
