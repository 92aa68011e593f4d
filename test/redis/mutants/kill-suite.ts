import fc from 'fast-check';
import {
  callOf,
  sendCommand,
  type StockCall,
  type StockCommand,
} from '../../../src/testing/stock/command.js';
import { stockProgramArbitrary } from '../../../src/testing/stock/arbitraries.js';
import { followProgram } from '../../../src/testing/stock/follow.js';
import { judgeStock } from '../../../src/testing/stock/oracle.js';
import { readEvidence } from '../../../src/testing/stock/oracle/evidence.js';
import { stepsOf, type StockProgram } from '../../../src/testing/stock/program.js';
import { isOpenState } from '../../../src/stock/reservation.js';
import type { StockStore } from '../../../src/stock/store.js';
import type { StockHarness } from '../../../src/testing/stock/contract/harness.js';
import { stockContract } from '../../../src/testing/stock/contract/contract.js';
import { flowProgramArbitrary } from './flows.js';
import { countBeyondBounds } from './bounds.js';
import { LOSSES } from './losses.js';
import type { TestSale } from '../scripts/sale.js';

/** A new sale, and the store as its callers see it. */
export interface Subject {
  readonly sale: TestSale;
  readonly store: StockStore;
}

/** What found a fault: after how many runs, and what it said. */
export interface Kill {
  readonly run: number;
  readonly said: string;
}

/** One way to look for faults. It knows calls, verdicts and what the store tells, nothing of scripts and keys. */
export interface Lane {
  readonly name: string;
  /** The first run that finds a fault; undefined when none does. */
  readonly search: (makeSubject: MakeSubject) => Promise<Kill | undefined>;
}

/** The programs of every lane: the same in each run of the suite, so that a survivor is one again tomorrow. */
const PROGRAM_SEED = 20_260_801;
const SINGLES = fc.sample(stockProgramArbitrary(), { seed: PROGRAM_SEED, numRuns: 30 });
const FLOWS = fc.sample(flowProgramArbitrary(), { seed: PROGRAM_SEED, numRuns: 40 });

/** Longer than any reservation may stand. */
const PAST_ALL_MS = 15 * 24 * 60 * 60 * 1_000;
/** Sweeps of one look that must be enough for the few orders of a program. */
const SWEEPS_MAX = 60;

export const LANES: readonly Lane[] = [
  { name: 'oracle, flows', search: (make) => searchPrograms(make, FLOWS.slice(0, 20), judgeFromOutside) },
  { name: 'oracle, singles', search: (make) => searchPrograms(make, SINGLES.slice(0, 12), judgeFromOutside) },
  { name: 'model, flows', search: (make) => searchPrograms(make, FLOWS, followModel('once')) },
  { name: 'model, singles', search: (make) => searchPrograms(make, SINGLES, followModel('twice')) },
  { name: 'contract', search: searchChecks },
  { name: 'lost writes', search: searchLosses },
  { name: 'bounds', search: searchBounds },
];

/** A sale nobody has opened, of a new id unless told. */
export type MakeSubject = (saleId?: string) => Promise<Subject>;

async function searchPrograms(
  makeSubject: MakeSubject,
  programs: readonly StockProgram[],
  look: (subject: Subject, program: StockProgram) => Promise<void>,
): Promise<Kill | undefined> {
  for (const [at, program] of programs.entries()) {
    const said = await messageOf(async () => look(await makeSubject(), program));
    if (said !== undefined) return { run: at + 1, said };
  }
  return undefined;
}

async function searchChecks(makeSubject: MakeSubject): Promise<Kill | undefined> {
  for (const [at, check] of stockContract.entries()) {
    const said = await messageOf(() => check.run(harnessOf(makeSubject)));
    if (said !== undefined) return { run: at + 1, said: `${check.name}: ${said}` };
  }
  return undefined;
}

async function searchBounds(makeSubject: MakeSubject): Promise<Kill | undefined> {
  const said = await messageOf(async () => countBeyondBounds(await makeSubject()));
  return said === undefined ? undefined : { run: 1, said };
}

async function searchLosses(makeSubject: MakeSubject): Promise<Kill | undefined> {
  for (const [at, loss] of LOSSES.entries()) {
    const said = await messageOf(async () => loss(await makeSubject()));
    if (said !== undefined) return { run: at + 1, said };
  }
  return undefined;
}

/** Sales under one clock that is moved. */
function harnessOf(makeSubject: MakeSubject): StockHarness {
  const made = new Map<string, Subject>();
  return {
    async makeStore(saleId) {
      const known = saleId === undefined ? undefined : made.get(saleId);
      if (known !== undefined) return known.sale.neighbour();
      const subject = await makeSubject(saleId);
      made.set(subject.store.saleId, subject);
      return subject.store;
    },
    clock: {
      async advance(ms) {
        for (const { sale } of made.values()) await sale.advance(ms);
      },
    },
    dispose: () => Promise.resolve(),
  };
}

function followModel(sending: 'once' | 'twice'): (subject: Subject, program: StockProgram) => Promise<void> {
  return ({ sale, store }, program) =>
    followProgram({ store, now: sale.now, advance: (ms) => sale.advance(ms) }, program, { sending });
}

/** Sends a program, each command twice, lets everything lapse at the end, and hands the log to the oracle. */
async function judgeFromOutside({ sale, store }: Subject, program: StockProgram): Promise<void> {
  const calls: StockCall[] = [];
  const send = async (command: StockCommand): Promise<StockCall> => {
    const sentAt = 2 * calls.length;
    const verdict = await sendCommand(store, command);
    const call = callOf(command, verdict, { sentAt, settledAt: sentAt + 1 });
    calls.push(call);
    return call;
  };
  for (const step of stepsOf(program)) {
    if (step.kind === 'wait') await sale.advance(step.ms);
    if (step.kind !== 'send') continue;
    await send(step.command);
    await send(step.command);
  }
  expectNone(judgeStock(await readEvidence(store, calls)));
  await sale.advance(PAST_ALL_MS);
  await sweepAll(send);
  const evidence = await readEvidence(store, calls);
  expectNone(judgeStock(evidence));
  const { mode, scopes } = evidence.snapshot;
  if (mode === 'freeze' || scopes.some((scope) => scope.mode === 'freeze')) return;
  for (const found of evidence.reservations.values()) {
    if (found !== undefined && isOpenState(found.state))
      throw new Error(`'${found.id}' is ${found.state} long after its deadline`);
  }
}

/** A sweeper that looks at two reservations at a time comes to an end. */
async function sweepAll(send: (command: StockCommand) => Promise<StockCall>): Promise<void> {
  for (let sweep = 0; sweep < SWEEPS_MAX; sweep += 1) {
    const { verdict } = await send({ operation: 'expire', request: { limit: 2 } });
    if (verdict.kind !== 'swept' || !verdict.more) return;
  }
  throw new Error(`${SWEEPS_MAX} sweeps have not come to an end`);
}

function expectNone(breaches: readonly string[]): void {
  if (breaches.length > 0) throw new Error(breaches.join('; '));
}

async function messageOf(run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
