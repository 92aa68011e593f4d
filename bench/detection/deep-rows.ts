import type { JudgedDay } from './recall.js';

/** Real rows deep below their own history, on the first day of each level: unlabelled, sales and errors alike. */
export interface DeepRows {
  readonly title: string;
  readonly rowCount: number;
  readonly blockCount: number;
  readonly holdCount: number;
  readonly warnCount: number;
}

const BANDS: readonly (readonly [low: number, high: number])[] = [
  [0.3, 0.4],
  [0.4, 0.5],
  [0.5, 0.6],
  [0.6, 1],
];

/** What the built-in policy says of real markdowns, by how deep they lie below the median of the product's own history. */
export function deepRows(days: readonly JudgedDay[]): DeepRows[] {
  return BANDS.map(([low, high]) => {
    const rows = days.filter((judged) => {
      const markdown = newMarkdown(judged);
      return markdown !== undefined && markdown >= low && markdown < high;
    });
    const countOf = (severity: string): number => rows.filter(({ verdict }) => verdict.worst === severity).length;
    return {
      title: `${Math.round(low * 100)}-${Math.round(high * 100)} % below its median`,
      rowCount: rows.length,
      blockCount: countOf('block'),
      holdCount: countOf('hold'),
      warnCount: countOf('warn'),
    };
  });
}

/** Markdown below the median on a day on which the price changed; undefined on any other. */
function newMarkdown({ day }: JudgedDay): number | undefined {
  const { history, formerMinor, priceMinor } = day;
  return history === undefined || formerMinor === priceMinor ? undefined : 1 - priceMinor / history.medianMinor;
}

