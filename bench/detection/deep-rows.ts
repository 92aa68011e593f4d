import type { JudgedDay } from './recall.js';

/** Real rows deep below their own history, on the day they fell there: unlabelled, sales and errors alike. */
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
    const countOf = (severity: string): number =>
      rows.filter(({ verdict }) => verdict.worst === severity).length;
    return {
      title: `${Math.round(low * 100)}-${Math.round(high * 100)} % below its median`,
      rowCount: rows.length,
      blockCount: countOf('block'),
      holdCount: countOf('hold'),
      warnCount: countOf('warn'),
    };
  });
}

/** A smaller step is drift, not a new markdown. */
const FELL_BY = 0.1;

/** Markdown below the median on a day on which the price fell; undefined on any other. */
function newMarkdown({ day }: JudgedDay): number | undefined {
  const { history, formerMinor, priceMinor } = day;
  if (history === undefined || formerMinor === undefined) return undefined;
  return priceMinor <= (1 - FELL_BY) * formerMinor ? 1 - priceMinor / history.medianMinor : undefined;
}
