import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../support/shared-data.js';
import { auditJson, cliFolder, type SeenReport } from './folder.js';

const catalogPath = sharedData('danawa-headphones/catalog.csv');
const historyPath = sharedData('danawa-headphones/history.csv.gz');
const folder = cliFolder();

describe.skipIf(catalogPath === undefined || historyPath === undefined)(
  'real rows of a price comparison site',
  () => {
    const flags = ['--history', historyPath ?? '', '--now', '2022-12-01T00:00:00+09:00'];

    it('give the same findings whatever their order', async () => {
      const [header = '', ...rows] = readFileSync(catalogPath ?? '', 'utf8')
        .trimEnd()
        .split('\n');
      const orders = [rows, [...rows].reverse(), shuffled(rows, 1), shuffled(rows, 2)];
      const reports: SeenReport[] = [];
      for (const order of orders) {
        folder.write('catalog.csv', `${[header, ...order].join('\n')}\n`);
        reports.push(await auditJson(folder, ['catalog.csv', ...flags]));
      }
      const [first, ...others] = reports.map(withoutLines);
      expect(first?.length).toBeGreaterThan(20);
      for (const other of others) expect(other).toEqual(first);
    });

    it('give the same findings from one file and from three', async () => {
      const [header = '', ...rows] = readFileSync(catalogPath ?? '', 'utf8')
        .trimEnd()
        .split('\n');
      const cut = [0, 100, 900, rows.length];
      const parts = [0, 1, 2].map((part) =>
        folder.write(
          `part-${String(part)}.csv`,
          `${[header, ...rows.slice(cut[part], cut[part + 1])].join('\n')}\n`,
        ),
      );
      folder.write('catalog.csv', `${[header, ...rows].join('\n')}\n`);
      const whole = await auditJson(folder, ['catalog.csv', ...flags]);
      const split = await auditJson(folder, [...parts, ...flags]);
      expect(withoutLines(split)).toEqual(withoutLines(whole));
    });
  },
);

/** Findings as they are ranked, without the place each row had. */
function withoutLines(report: SeenReport): readonly object[] {
  return report.findings.map((finding) => ({ ...finding, line: undefined, file: undefined }));
}

/** Fisher and Yates with a small generator: the same order for the same seed. */
function shuffled(rows: readonly string[], seed: number): string[] {
  const result = [...rows];
  let state = seed;
  for (let at = result.length - 1; at > 0; at--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (at + 1));
    [result[at], result[other]] = [result[other] ?? '', result[at] ?? ''];
  }
  return result;
}
