import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RedisServer } from '../../src/testing/redis-server.js';
import { Random } from '../detection/random.js';
import { judgeBooks } from './apply-judge.js';
import { planRound } from './apply-plan-file.js';
import {
  BOOKS,
  LIFE_ENDS,
  type Effect,
  type LifeTask,
  type ServicesStarted,
  type ServicesTold,
} from './apply-terms.js';

const SERVICES = fileURLToPath(new URL('./apply-services.js', import.meta.url));
const LIFE = fileURLToPath(new URL('./apply-life.js', import.meta.url));

/** Calls a second to each service: a plan lasts many lives. */
const RATE = 150;
/** A life is killed so many ms after its start, at most, or after it began to work: by turns. */
const KILLED_MS = { 'after-start': 1_500, 'at-work': 3_000 } as const;
/** When nobody kills any more: what a life may take, and how many may leave something open. */
const WHOLE_LIFE_MS = 300_000;
const OPEN_LIVES_MAX = 10;

/** Where a round is held. */
export interface RoundPlace {
  readonly folder: string;
  readonly server: RedisServer;
  readonly seed: string;
}

/** What one plan went through. */
export interface RoundResult {
  readonly ledger: 'file' | 'redis';
  readonly orders: number;
  readonly effects: number;
  readonly kills: number;
  /** Lives that ended by themselves with something open, and were followed by another. */
  readonly openLives: number;
  readonly breaches: readonly string[];
}

/** One plan, carried out by processes that are killed until `kills` of them were, or it is done; then held against the services' books. */
export async function applyRound(
  place: RoundPlace,
  round: {
    readonly number: number;
    readonly ledger: 'file' | 'redis';
    readonly kills: number;
    readonly orderCount: number;
    /** Asked before every life: nobody is killed any more. */
    readonly isInterrupted: () => boolean;
  },
): Promise<RoundResult> {
  const { number, ledger, orderCount } = round;
  const folder = join(place.folder, `round-${number}`);
  mkdirSync(folder);
  const planned = await planRound(folder, { incidentId: `soak-${number}`, orderCount });
  const services = await startServices(`${place.seed} ${number}`);
  try {
    const task: LifeTask = {
      plan: planned.plan,
      policy: planned.policy,
      servicesPort: services.port,
      ledger: ledger === 'file' ? { file: join(folder, 'ledger.jsonl') } : { redisPort: place.server.port },
      ratePerSecond: RATE,
    };
    const lives = await liveAndDie(task, new Random(`${place.seed} kills ${number}`), round);
    const books = await services.books();
    const breaches = [...lives.breaches, ...judgeBooks(planned.expected, books)];
    const { kills, openLives } = lives;
    return { ledger, orders: planned.orders, effects: books.length, kills, openLives, breaches };
  } finally {
    services.stop();
  }
}

interface Lives {
  readonly kills: number;
  readonly openLives: number;
  readonly breaches: readonly string[];
}

async function liveAndDie(
  task: LifeTask,
  random: Random,
  { kills: killsMax, isInterrupted }: Pick<Parameters<typeof applyRound>[1], 'kills' | 'isInterrupted'>,
): Promise<Lives> {
  let kills = 0;
  let openLives = 0;
  for (;;) {
    const isDoomed = kills < killsMax && !isInterrupted();
    const from = kills % 2 === 0 ? 'at-work' : 'after-start';
    const end = await live(task, isDoomed ? { from, ms: random.below(KILLED_MS[from]) } : LONG);
    if (end === LIFE_ENDS.complete) return { kills, openLives, breaches: [] };
    if (end === 'killed' && isDoomed) kills += 1;
    else if (end === LIFE_ENDS.open && openLives < OPEN_LIVES_MAX) openLives += 1;
    else return { kills, openLives, breaches: [`a life ended with ${end} after ${kills} kills`] };
  }
}

/** When a life is killed. */
interface Death {
  readonly from: keyof typeof KILLED_MS;
  readonly ms: number;
}

const LONG: Death = { from: 'after-start', ms: WHOLE_LIFE_MS };

/** One life: until it ends by itself, or is killed. */
async function live(task: LifeTask, { from, ms }: Death): Promise<number | 'killed'> {
  const child = spawn(process.execPath, [LIFE, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let timer = setTimeout(() => child.kill('SIGKILL'), from === 'after-start' ? ms : WHOLE_LIFE_MS);
  // It says one word when it begins to work.
  child.stdout.once('data', () => {
    if (from === 'after-start') return;
    clearTimeout(timer);
    timer = setTimeout(() => child.kill('SIGKILL'), ms);
  });
  // What `exit` tells of a child.
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  return signal === 'SIGKILL' ? 'killed' : (code ?? -1);
}

interface Services {
  readonly port: number;
  books(): Promise<readonly Effect[]>;
  stop(): void;
}

async function startServices(seed: string): Promise<Services> {
  const child = fork(SERVICES, [JSON.stringify({ seed })]);
  const { port } = await heard<ServicesStarted>(child);
  return {
    port,
    books: async () => {
      child.send(BOOKS);
      return (await heard<ServicesTold>(child)).effects;
    },
    stop: () => void child.kill('SIGKILL'),
  };
}

/** The next message; the services write it from the same type. */
async function heard<T>(child: ChildProcess): Promise<T> {
  const gone = once(child, 'exit').then(() => {
    throw new Error('the services ended');
  });
  gone.catch(() => undefined);
  const [message] = (await Promise.race([once(child, 'message'), gone])) as [T];
  return message;
}
