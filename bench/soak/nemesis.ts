import { setTimeout as sleep } from 'node:timers/promises';
import type { ArmedCut } from '../../src/testing/armed-cut.js';
import type { FaultProxy } from '../../src/testing/fault-proxy.js';
import type { RedisServer } from '../../src/testing/redis-server.js';
import type { Random } from '../detection/random.js';
import type { AppSlot } from './app-process.js';

/** What the nemesis may lay hands on. */
export interface Scene {
  readonly server: RedisServer;
  /** One for each app. */
  readonly proxies: readonly FaultProxy[];
  readonly apps: readonly AppSlot[];
}

/** Faults that took place. */
export const FAULTS = {
  serverKills: 'kill -9 of the server',
  cutsAfter: 'cuts after execution',
  cutsBefore: 'cuts before execution',
  cutsAll: 'all connections cut',
  refusals: 'connections refused',
  delays: 'delays',
  stalls: 'stalls',
  pauses: 'pauses of the server',
  flushes: 'SCRIPT FLUSH',
  rewrites: 'AOF rewrites',
  appKills: 'kill -9 of an app',
} as const;

/** A kind of fault. */
export type FaultName = keyof typeof FAULTS;

/** How often each took place. */
export type FaultCounts = Record<FaultName, number>;

/** None yet. */
export function noFaults(): FaultCounts {
  // Every name of the table, once.
  return Object.fromEntries(Object.keys(FAULTS).map((name) => [name, 0])) as FaultCounts;
}

type Action = (nemesis: Nemesis) => Promise<void>;

/** Between two actions of one of its hands. */
const PAUSE_MS = { min: 50, max: 700 };

/** Does what networks, machines and operators do to a sale, at random, with one hand on the network and one on the machines. */
export class Nemesis {
  readonly scene: Scene;
  readonly random: Random;
  readonly counts: FaultCounts;
  #isStopped = false;
  #hands: Promise<unknown> = Promise.resolve();

  constructor(init: { readonly scene: Scene; readonly random: Random; readonly counts: FaultCounts }) {
    this.scene = init.scene;
    this.random = init.random;
    this.counts = init.counts;
  }

  start(): void {
    this.#hands = Promise.all([this.#work(NETWORK), this.#work(MACHINES)]);
    // Thrown again by `stop`; until then nobody waits for it.
    this.#hands.catch(() => undefined);
  }

  /** Answers when both hands are still; what they broke is broken until {@link heal}. @throws what an action threw. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#hands;
  }

  /** Mends everything: no fault on any connection, the server up, every app running. */
  async heal(): Promise<void> {
    const { server, proxies } = this.scene;
    for (const proxy of proxies) proxy.pass();
    server.resume();
    if (!(await isUp(server))) await server.restart();
  }

  /** A random time, ms. */
  wait(range: { readonly min: number; readonly max: number }): Promise<void> {
    return sleep(range.min + this.random.below(range.max - range.min));
  }

  /** Counts a cut when it takes place. */
  countCut(name: FaultName, cut: ArmedCut): void {
    void cut.done.then((report) => {
      if (report !== undefined) this.counts[name] += 1;
    });
  }

  /** An action that found the server gone, as after a Ctrl-C, which reaches every process of a terminal, has it started again. */
  async #act(action: Action): Promise<void> {
    try {
      await action(this);
    } catch (error) {
      if (await isUp(this.scene.server)) throw error;
      await this.scene.server.restart();
    }
  }

  async #work(actions: readonly Action[]): Promise<void> {
    for (;;) {
      await this.wait(PAUSE_MS);
      if (this.#isStopped) return;
      await this.#act(this.random.pick(actions));
    }
  }
}

async function isUp(server: RedisServer): Promise<boolean> {
  try {
    return (await server.command('PING')) === 'PONG';
  } catch {
    // Gone, or not answering: the same to whoever heals.
    return false;
  }
}

function isScript({ name }: { readonly name: string }): boolean {
  return name === 'EVALSHA' || name === 'EVAL';
}

async function cutAfter(nemesis: Nemesis): Promise<void> {
  const proxy = nemesis.random.pick(nemesis.scene.proxies);
  const count = 1 + nemesis.random.below(5);
  for (let cut = 0; cut < count; cut += 1) nemesis.countCut('cutsAfter', proxy.cutAfterExecution(isScript));
  await Promise.resolve();
}

async function cutBefore(nemesis: Nemesis): Promise<void> {
  const proxy = nemesis.random.pick(nemesis.scene.proxies);
  nemesis.countCut('cutsBefore', proxy.cutBeforeExecution(isScript));
  await Promise.resolve();
}

async function cutAll({ scene, random, counts }: Nemesis): Promise<void> {
  random.pick(scene.proxies).cutAll();
  counts.cutsAll += 1;
  await Promise.resolve();
}

async function delay(nemesis: Nemesis): Promise<void> {
  const { scene, random, counts } = nemesis;
  const proxy = random.pick(scene.proxies);
  const delayMs = 20 + random.below(700);
  const isRequests = random.next() < 0.5;
  if (isRequests) proxy.delayRequests(delayMs);
  else proxy.delayReplies(delayMs);
  counts.delays += 1;
  await nemesis.wait({ min: 200, max: 1_500 });
  if (isRequests) proxy.delayRequests(0);
  else proxy.delayReplies(0);
}

async function stall(nemesis: Nemesis): Promise<void> {
  const proxy = nemesis.random.pick(nemesis.scene.proxies);
  proxy.stall(nemesis.random.pick(['requests', 'replies', 'both']));
  nemesis.counts.stalls += 1;
  await nemesis.wait({ min: 100, max: 1_200 });
  proxy.resume();
}

async function refuse(nemesis: Nemesis): Promise<void> {
  const proxy = nemesis.random.pick(nemesis.scene.proxies);
  proxy.refuse();
  proxy.cutAll();
  nemesis.counts.refusals += 1;
  await nemesis.wait({ min: 50, max: 800 });
  proxy.accept();
}

async function pause(nemesis: Nemesis): Promise<void> {
  await nemesis.scene.server.pause();
  nemesis.counts.pauses += 1;
  await nemesis.wait({ min: 50, max: 1_500 });
  nemesis.scene.server.resume();
}

async function killServer(nemesis: Nemesis): Promise<void> {
  await nemesis.scene.server.kill();
  nemesis.counts.serverKills += 1;
  await nemesis.wait({ min: 1, max: 600 });
  await nemesis.scene.server.restart();
}

async function flushScripts({ scene, counts }: Nemesis): Promise<void> {
  if ((await scene.server.command('SCRIPT', 'FLUSH')) === 'OK') counts.flushes += 1;
}

async function rewriteFile({ scene, counts }: Nemesis): Promise<void> {
  // Refused while another rewrite runs.
  if (typeof (await scene.server.command('BGREWRITEAOF')) === 'string') counts.rewrites += 1;
}

async function killApp(nemesis: Nemesis): Promise<void> {
  const app = nemesis.random.pick(nemesis.scene.apps);
  await app.kill();
  nemesis.counts.appKills += 1;
  await nemesis.wait({ min: 1, max: 500 });
  app.start();
}

/** Each as often as it stands here. */
const NETWORK: readonly Action[] = [
  cutAfter,
  cutAfter,
  cutAfter,
  cutAfter,
  cutBefore,
  cutAll,
  delay,
  delay,
  stall,
  refuse,
];
const MACHINES: readonly Action[] = [
  killServer,
  pause,
  flushScripts,
  flushScripts,
  rewriteFile,
  rewriteFile,
  killApp,
];
