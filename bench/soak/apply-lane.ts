import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startRedisServer } from '../../src/testing/redis-server.js';
import { applyRound, type RoundResult } from './apply-round.js';
import type { SoakOptions } from './options.js';

/** Orders of a night that a plan is made of; four in five of them are in it. */
const ORDERS = 3_000;
/** A short run begins with fewer, so that one round is over in a minute. */
const FIRST_ORDERS = 300;
/** Kills of a round: it may be done before. */
const KILLS = 40;
const FIRST_KILLS = 5;
const BREACHES_SHOWN = 20;
const MINUTE_MS = 60_000;

/** What the caller knows of the run. */
export interface LaneControl {
  readonly isInterrupted: () => boolean;
}

/**
 * Plans carried out by processes that are killed with SIGKILL at random moments, again and again, with the ledger in a file and on Redis
 * by turns, on services that lose requests and replies and answer 429 and 500. After each plan their books are judged. The last plan is
 * brought to its end, however long that takes.
 *
 * @returns how many breaches there were; then the files are kept, and where is said.
 */
export async function soakApply({ minutes, seed }: SoakOptions, control: LaneControl): Promise<number> {
  const startedAt = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'saleguard-soak-'));
  console.log(`soak: ${minutes} minutes of plans carried out by processes that are killed; seed ${seed}`);
  const server = await startRedisServer({
    config: { appendonly: 'yes', appendfsync: 'always' },
    startTimeoutMs: MINUTE_MS,
  });
  const results: RoundResult[] = [];
  try {
    for (let number = 1; ; number += 1) {
      const isFirst = number <= 2;
      const ledger = number % 2 === 1 ? 'file' : 'redis';
      const extent = { kills: isFirst ? FIRST_KILLS : KILLS, orderCount: isFirst ? FIRST_ORDERS : ORDERS };
      const result = await applyRound({ folder, server, seed }, { number, ledger, ...extent, ...control });
      results.push(result);
      console.log(roundLine(number, result, performance.now() - startedAt));
      for (const breach of result.breaches.slice(0, BREACHES_SHOWN)) console.log(`BREACH ${breach}`);
      if (result.breaches.length > 0 || control.isInterrupted()) break;
      // Both ledgers were met.
      if (number >= 2 && performance.now() - startedAt >= minutes * MINUTE_MS) break;
      rmSync(join(folder, `round-${number}`), { recursive: true, force: true });
    }
  } finally {
    await server.stop();
  }
  const breaches = sumOf(results, ({ breaches: found }) => found.length);
  console.log(figuresText(results, (performance.now() - startedAt) / MINUTE_MS));
  if (breaches > 0) console.log(`plan and ledger are in ${folder}; seed ${seed}`);
  else rmSync(folder, { recursive: true, force: true });
  return breaches;
}

function roundLine(number: number, result: RoundResult, elapsedMs: number): string {
  const { ledger, orders, effects, kills, openLives, breaches } = result;
  return (
    `${(elapsedMs / 1_000).toFixed(0).padStart(5)} s  plan ${number}, ledger in ${ledger}: ${orders} orders, ${effects} effects, ` +
    `${kills} processes killed, ${openLives} ended with something open; ${breaches.length} breaches`
  );
}

function figuresText(results: readonly RoundResult[], minutes: number): string {
  const sum = (of: (result: RoundResult) => number): string => sumOf(results, of).toLocaleString('en');
  return [
    `${results.length} plans judged in ${minutes.toFixed(1)} minutes`,
    `  orders ${sum(({ orders }) => orders)}, effects in the books of the services ${sum(({ effects }) => effects)}`,
    `  processes killed ${sum(({ kills }) => kills)}, ended with something open ${sum(({ openLives }) => openLives)}`,
    `  breaches: ${sum(({ breaches }) => breaches.length)}`,
  ].join('\n');
}

function sumOf(results: readonly RoundResult[], of: (result: RoundResult) => number): number {
  return results.reduce((total, result) => total + of(result), 0);
}
