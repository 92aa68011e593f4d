import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../../src/catalog/finding.js';
import { FAIL_ON } from '../../src/wire/policy-defaults.js';
import { REPORT_FORMAT_IDS } from '../../src/report/format.js';
import { auditJson, cliFolder } from '../cli/folder.js';
import { fencedBlocks, ROOT } from './markdown.js';
import { codesIn, pageAt, pageFrom, tableRows } from './tables.js';

const page = pageAt('docs/report.md');
const folder = cliFolder();

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly string[];
}

const schema = JSON.parse(readFileSync(`${ROOT}report.schema.json`, 'utf8')) as Schema;
const finding = schema.properties?.['findings']?.items?.properties ?? {};

describe('docs/report.md', () => {
  it('describes every format', () => {
    expect(tableRows(page, ['format', 'for']).map(([format]) => format)).toEqual(
      REPORT_FORMAT_IDS.map((id) => `\`${id}\``),
    );
  });

  it('describes every field before the findings', () => {
    const summary = Object.keys(schema.properties?.['summary']?.properties ?? {}).map(
      (key) => `summary.${key}`,
    );
    const others = Object.keys(schema.properties ?? {}).filter((key) => key !== 'summary');
    const shown = tableRows(page, ['field', 'meaning']).map(([field = '']) => codesIn(field)[0]);
    expect([...shown].sort()).toEqual([...others, ...summary].sort());
  });

  it('describes every field of a finding, and every severity, subject and source', () => {
    const rows = tableRows(pageFrom(page, 'A finding:'), ['field', 'meaning']);
    expect(rows.map(([field = '']) => codesIn(field)[0]).sort()).toEqual(Object.keys(finding).sort());
    for (const name of ['severity', 'subject', 'referenceSource']) {
      const meaning = rows.find(([field]) => field === `\`${name}\``)?.[1] ?? '';
      expect(codesIn(meaning)).toEqual(finding[name]?.enum);
    }
    expect(tableRows(page, ['severity', 'what it asks for']).map(([severity]) => severity)).toEqual(
      SEVERITIES.map((severity) => `\`${severity}\``),
    );
  });

  it('states the exit codes, and what --fail-on takes', () => {
    const rows = tableRows(page, ['code', 'meaning']);
    expect(rows.map(([code]) => code)).toEqual(['0', '1', '2']);
    expect(codesIn(rows[0]?.[1] ?? '')).toEqual(['--fail-on', ...FAIL_ON, 'hold']);
  });

  it('shows a finding exactly as the command writes it', async () => {
    const blocks = fencedBlocks(page);
    const file = blocks.find(({ marks }) => marks.includes('file=tomorrow.csv'));
    const shown = blocks.find(({ marks }) => marks.some((mark) => mark.startsWith('finding=')));
    folder.write('tomorrow.csv', `${file?.text ?? ''}\n`);
    const report = await auditJson(folder, ['tomorrow.csv', '--now', '2026-08-01T00:00:00+09:00']);
    const ruleId = shown?.marks[0]?.slice('finding='.length);
    expect(JSON.parse(shown?.text ?? '')).toEqual(report.findings.find((found) => found.ruleId === ruleId));
  });
});
