import { ROOT, type CategoryTree } from './category-tree.js';
import type { SmallCategory } from './calibration.js';
import { writtenCategory } from './merge-limits.js';
import type { TunedRule } from './tuned-rule.js';

/** Rows of the learning half without which nothing is learned at all. */
export const LEARN_ROWS_MIN = 200;

/**
 * Rows of the learning half a category needs for limits of its own: so many that one of them may ring, 200 at the least.
 * With fewer its limit would lie above everything seen, and ring as often as the rows are few; a parent knows better.
 */
export function neededRows(tuned: TunedRule, target: number): number {
  const rates = tuned.scales.map(({ share }) => share * target);
  // Less a hair: 1 / 0.005 may come out above 200.
  return Math.max(LEARN_ROWS_MIN, Math.ceil(1 / Math.min(...rates) - 1e-6));
}

/** Categories with limits of their own, at most: so many fit into a policy file with their evidence. */
export const SCOPES_MAX = 500;

/** Longest category a policy can name. */
const NAME_CHARS_MAX = 500;
const UNFIT_NAME = /[\u0000-\u001f\u007f-\u009f]|\p{Cs}/u;

/** Which categories get limits of their own. */
export interface ScopeChoice {
  /**
   * The category whose limits judge the rows of a category: itself or its nearest parent with limits. Also for a category
   * that the tree met later.
   */
  governing(ordinal: number): number;
  /** Categories with limits of their own, the whole catalogue first, then by path. */
  readonly scopes: readonly number[];
  /** Why a category has none. */
  reasonOf(ordinal: number): SmallCategory['reason'];
}

/** What decides which categories get limits of their own. */
export interface ScopeRequest {
  readonly tree: CategoryTree;
  /** Rows of the learning half by category with all below it. */
  readonly counts: Float64Array;
  /** See {@link neededRows}. */
  readonly neededCount: number;
  /** Of category paths in the policy. */
  readonly separator: string;
}

/**

 * Chooses the scopes. The whole catalogue is one even where it cannot tell the target: there is no parent to ask.
 *
 * @returns undefined when even the whole catalogue has too few rows.
 */
export function chooseScopes(request: ScopeRequest): ScopeChoice | undefined {
  const { tree, counts, neededCount, separator } = request;
  const isFit = (ordinal: number): boolean => canBeNamed(writtenCategory(tree.nameOf(ordinal), separator));
  if ((counts[ROOT] ?? 0) < LEARN_ROWS_MIN) return undefined;
  const large = Array.from({ length: tree.count }, (_, ordinal) => ordinal)
    .filter((ordinal) => ordinal !== ROOT && (counts[ordinal] ?? 0) >= neededCount)
    .filter(isFit)
    .sort((left, right) => (counts[right] ?? 0) - (counts[left] ?? 0) || byName(tree, left, right))
    .slice(0, SCOPES_MAX);
  const isScope = new Uint8Array(tree.count);
  isScope[ROOT] = 1;
  for (const ordinal of large) isScope[ordinal] = 1;
  return {
    governing: (ordinal) => {
      let at = ordinal;
      while (isScope[at] !== 1) at = tree.parentOf(at);
      return at;
    },
    scopes: [ROOT, ...large.sort((left, right) => byName(tree, left, right))],
    reasonOf: (ordinal) => {
      if ((counts[ordinal] ?? 0) < neededCount) return 'few-rows';
      return isFit(ordinal) ? 'beyond-max' : 'unfit-name';
    },
  };
}

function canBeNamed(name: string): boolean {
  return name.length <= NAME_CHARS_MAX && !UNFIT_NAME.test(name);
}

/** A parent's path is the beginning of its children's, so that it comes first. */
function byName(tree: CategoryTree, left: number, right: number): number {
  return tree.nameOf(left) < tree.nameOf(right) ? -1 : 1;
}
