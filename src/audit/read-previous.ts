import type { Finding } from '../catalog/finding.js';
import { leftOutJudgement } from '../pricing/rules/parse-strict.js';
import type { HistoryIntake, HistoryProgress } from './read-history.js';
import { fileFinding } from './make-finding.js';
import { PreviousTable } from './previous-table.js';
import type { CatalogSource } from './source.js';

/** The previous catalogue, and what was found while reading it. */
export interface PreviousKnowledge {
  readonly table: PreviousTable;
  readonly found: readonly Finding[];
}

/** Examples named in the finding about rows that could not be used. */
const EXAMPLE_COUNT = 3;

/**
 * Reads the catalogue that is on sale now.
 *
 * @throws GuardError whatever the source throws when it cannot be read at all; rows that cannot be read are a finding.
 */
export async function readPrevious(
  source: CatalogSource,
  options: { readonly seed: number; readonly onProgress?: ((progress: HistoryProgress) => void) | undefined },
): Promise<PreviousKnowledge> {
  const table = new PreviousTable({ seed: options.seed });
  const examples: string[] = [];
  const open = source.open();
  for await (const rows of open.rows) {
    for (const row of rows) {
      if (row.offer !== undefined) {
        table.see(row.offer);
        continue;
      }
      table.countUnreadable();
      const problem = row.problems[0];
      if (examples.length < EXAMPLE_COUNT && problem !== undefined) {
        examples.push(`${source.file}:${String(row.line)} ${problem.kind} "${problem.text}"`);
      }
    }
    options.onProgress?.({ file: source.file, rowCount: table.rowCount, ...open.progress() });
  }
  const { rowCount, unreadableCount: count } = table;
  const judgement = leftOutJudgement({ input: 'previous', count, rowCount, examples });
  return { table, found: count === 0 ? [] : [fileFinding('parse-strict', judgement, source.file)] };
}

/** The finding about history rows that could not be used; none when all could. */
export function historyFindings(intake: HistoryIntake, file: string): Finding[] {
  if (intake.problemCount === 0) return [];
  const examples = intake.problems
    .slice(0, EXAMPLE_COUNT)
    .map(
      (problem) =>
        `${problem.file}${problem.line === undefined ? '' : `:${String(problem.line)}`} ${problem.message}`,
    );
  const { problemCount: count, rowCount } = intake;
  return [
    fileFinding('parse-strict', leftOutJudgement({ input: 'history', count, rowCount, examples }), file),
  ];
}
