import { ReplayExamples } from './replay-examples.js';
import { compareStrictness, isSameOutcome } from './replay-outcome.js';
import type { ChangeRow, JudgedOrder, PolicyDifference } from './replay-report.js';

/** Adds up what two policies answer differently. */
export class ReplayDifference {
  readonly #changes: ReplayExamples<Pick<ChangeRow, 'from' | 'to' | 'cause'>>;
  #stricterCount = 0;
  #milderCount = 0;
  #otherCauseCount = 0;

  constructor(exampleMax: number) {
    this.#changes = new ReplayExamples(exampleMax);
  }

  see(judged: JudgedOrder): void {
    const { outcome, against } = judged;
    if (against === undefined || isSameOutcome(outcome, against)) return;
    const order = compareStrictness(outcome, against);
    if (order === 0) this.#otherCauseCount += 1;
    else if (order > 0) this.#stricterCount += 1;
    else this.#milderCount += 1;
    if (order === 0) return;
    const { causes } = order > 0 ? outcome : against;
    const [from, to] = [against.verdict, outcome.verdict];
    for (const cause of causes) this.#changes.see(`${from} ${to} ${cause}`, { from, to, cause }, judged);
  }

  report(): PolicyDifference {
    return {
      stricterCount: this.#stricterCount,
      milderCount: this.#milderCount,
      otherCauseCount: this.#otherCauseCount,
      changes: this.#changes.rows(),
    };
  }
}
