import type { StockCommand, StockVerdict } from './command.js';
import { matches } from './model/match.js';
import type { Moment, Outcome } from './model/outcome.js';
import type { ModelSale } from './model/state.js';
import { outcomesOf } from './model/step.js';

/** Sales a model follows side by side when answers were lost or left to the store; more are not worth telling apart. */
const WORLDS_MAX = 512;

/**
 * What one sale must answer, command by command: a small, slow program that keeps a list of records and adds up every number
 * when it is asked for. Where an answer was lost, or the store may choose, it follows every sale that is still possible.
 *
 * It takes one command at a time: for calls that overlap, `judgeStock` is the judge. It does not judge requests outside the
 * documented bounds: those must answer `invalid_request` and change nothing.
 *
 * @example
 * const model = new StockModel();
 * const verdict = await sendCommand(store, command);
 * const breach = model.observe(command, verdict, { realMs: clock.now() });
 * if (breach !== undefined) throw new Error(breach);
 */
export class StockModel {
  #worlds: readonly (ModelSale | undefined)[] = [undefined];

  /** Verdicts allowed for a command at this moment, the usual one first. */
  expected(command: StockCommand, moment: Moment): readonly StockVerdict[] {
    return this.#outcomes(command, moment).map((outcome) => outcome.verdict);
  }

  /**
   * Takes in what the store answered. After `unknown` the command may or may not have happened, and may not happen later.
   * @returns a sentence when the answer is not allowed; the model then stays as it was.
   */
  observe(command: StockCommand, verdict: StockVerdict, moment: Moment): string | undefined {
    const outcomes = this.#outcomes(command, moment);
    const allowed =
      verdict.kind === 'unknown'
        ? [...this.#worlds, ...outcomes.map((outcome) => outcome.after)]
        : outcomes.filter((outcome) => matches(outcome.verdict, verdict)).map((outcome) => outcome.after);
    if (allowed.length === 0) return describeBreach(command, verdict, outcomes);
    this.#worlds = distinct(allowed);
    return undefined;
  }

  #outcomes(command: StockCommand, moment: Moment): readonly Outcome[] {
    return this.#worlds.flatMap((world) => outcomesOf(world, command, moment));
  }
}

function distinct(worlds: readonly (ModelSale | undefined)[]): readonly (ModelSale | undefined)[] {
  if (worlds.length < 2) return worlds;
  const byText = new Map(worlds.map((world) => [JSON.stringify(world), world]));
  return [...byText.values()].slice(0, WORLDS_MAX);
}

function describeBreach(command: StockCommand, verdict: StockVerdict, outcomes: readonly Outcome[]): string {
  const expected = [...new Set(outcomes.slice(0, 4).map((outcome) => JSON.stringify(outcome.verdict)))];
  const sent = `${command.operation} ${JSON.stringify(command.request)}`;
  return `${sent} answered ${JSON.stringify(verdict)}, expected ${expected.join(' or ')}`;
}
