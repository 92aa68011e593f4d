import { CategoryTree } from './category-tree.js';
import { ScoreSample } from './score-sample.js';
import type { Measured, Scale } from './tuned-rule.js';

/** What one rule measured on the rows of the learning half, by category. */
export class RuleSample {
  readonly tree: CategoryTree = new CategoryTree();
  /** One for each scale of the rule; each row is in one of them. */
  readonly scales: readonly ScoreSample[];

  constructor(scales: readonly Scale[]) {
    this.scales = scales.map((scale) => new ScoreSample({ keptFrom: lowestLimit(scale) }));
  }

  add(category: string | undefined, { scale, value }: Measured, rowCount: number): void {
    this.scales[scale]?.add(this.tree.add(category), value, rowCount);
  }

  /** Rows of a category alone, without those below it. */
  ownCount(ordinal: number): number {
    return this.scales.reduce((count, scale) => count + scale.ownCount(ordinal), 0);
  }

  /** Rows by category with all below it. */
  counts(): Float64Array {
    const counts = new Float64Array(this.tree.count);
    for (const scale of this.scales) {
      for (const [ordinal, count] of scale.countsIn(this.tree).entries()) {
        counts[ordinal] = (counts[ordinal] ?? 0) + count;
      }
    }
    return counts;
  }
}

/** The lowest limit a scale can get: no value below it decides anything. */
function lowestLimit({ hold, beside }: Scale): number {
  return beside?.kind === 'warn' ? Math.min(hold.minimum, beside.minimum) : hold.minimum;
}
