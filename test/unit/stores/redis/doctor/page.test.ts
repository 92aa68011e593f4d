import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DOCTOR_FINDINGS, type DoctorSubject } from '../../../../../src/stores/redis/doctor/finding.js';
import { GOOD_CLIENT, GOOD_CLUSTER } from '../../../../redis/doctor/clients.js';

const ROOT = new URL('../../../../../', import.meta.url);
const page = readFileSync(new URL('docs/doctor.md', ROOT), 'utf8');
const SECTIONS: Readonly<Record<DoctorSubject, string>> = {
  server: '## The server',
  rights: '## The rights of the Redis user',
  client: '## The client',
};

describe('docs/doctor.md', () => {
  it.each(Object.keys(SECTIONS) as DoctorSubject[])(
    'has one row for each finding about the %s, with its severities, and no other',
    (subject) => {
      const expected = Object.entries(DOCTOR_FINDINGS)
        .filter(([, kind]) => kind.subject === subject)
        .map(([id, kind]) => [id, kind.severities.join(', ')]);
      expect(rowsOf(SECTIONS[subject]).sort()).toEqual(expected.sort());
    },
  );

  it('recommends the clients the tests call healthy', () => {
    const options = { ...GOOD_CLIENT, ...GOOD_CLUSTER, ...GOOD_CLUSTER.redisOptions };
    const section = page.slice(page.indexOf('## A client as recommended'));
    for (const [name, value] of Object.entries(options)) {
      const shown =
        typeof value === 'object' || typeof value === 'function' ? `${name}: ` : `${name}: ${String(value)},`;
      expect(section).toContain(shown);
    }
  });
});

describe('findings', () => {
  it.each(Object.keys(DOCTOR_FINDINGS))('%s is shown with a real server', (id) => {
    const folder = new URL('test/redis/doctor/', ROOT);
    const tests = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
    expect(tests.some((text) => text.includes(`'${id}'`))).toBe(true);
  });
});

function rowsOf(heading: string): string[][] {
  const start = page.indexOf(`${heading}\n`);
  expect(start).toBeGreaterThan(-1);
  const end = page.indexOf('\n## ', start + 1);
  return page
    .slice(start, end)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, 3)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}
