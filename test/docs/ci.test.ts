import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cliFolder, lines, type CliFolder } from '../cli/folder.js';
import { fencedBlocks, ROOT, type FencedBlock } from './markdown.js';
import { codesIn, pageAt, tableRows } from './tables.js';

interface Action {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

interface Step {
  readonly id?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const page = pageAt('docs/ci.md');
const text = readFileSync(`${ROOT}action.yml`, 'utf8');
const action = parse(text) as Action;
const audit = action.runs.steps.find(({ id }) => id === 'audit') ?? {};

const FILES = {
  'today.csv': lines('sku,price,currency,list_price', 'EP-100,129000,KRW,136000', 'HP-200,199000,KRW,259000'),
  'tomorrow.csv': lines(
    'sku,price,currency,list_price',
    'EP-100,13600,KRW,136000',
    'HP-200,189000,KRW,259000',
  ),
};

function writeFiles(folder: CliFolder): void {
  for (const [name, content] of Object.entries(FILES)) folder.write(name, content);
}

describe('action.yml', () => {
  it('says what GitHub asks of a composite action', () => {
    expect([action.name, action.runs.using]).toEqual([expect.any(String), 'composite']);
    expect(action.description.length).toBeGreaterThan(20);
    for (const input of Object.values(action.inputs)) expect(input.description).toMatch(/\.$/);
    expect(Object.entries(action.inputs).filter(([, { required }]) => required)).toHaveLength(1);
    for (const step of action.runs.steps) expect([step.shell, typeof step.run]).toEqual(['bash', 'string']);
  });

  it('takes no code of others and writes no expression into a script', () => {
    expect(action.runs.steps.filter(({ uses }) => uses !== undefined)).toEqual([]);
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
  });

  it('hands every input to the script as a variable, and the script uses every one', () => {
    const env = Object.entries(audit.env ?? {});
    expect(env.map(([, value]) => value).sort()).toEqual(
      Object.keys(action.inputs)
        .map((name) => `\${{ inputs.${name} }}`)
        .sort(),
    );
    for (const [name] of env) expect(audit.run).toMatch(new RegExp(String.raw`\$${name}\b`));
    for (const [name, value] of env)
      expect(name).toBe(`SALEGUARD_${value.slice(11, -3).replaceAll('-', '_').toUpperCase()}`);
  });

  it('sets every output it names', () => {
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).toBe(`\${{ steps.audit.outputs.${name} }}`);
      expect(audit.run).toContain(`echo "${name}=`);
    }
  });
});

describe('the action as it runs', () => {
  const folder = cliFolder();
  writeFiles(folder);

  /** Runs the script of the action as a runner would, with these inputs. */
  function runAction(inputs: Readonly<Record<string, string>>): {
    readonly exitCode: number | undefined;
    readonly stdout: string;
    readonly stderr: string;
    readonly outputs: string;
    readonly summary: string;
  } {
    const defaults = Object.keys(audit.env ?? {}).map((name) => [name, ''] as const);
    const given = Object.entries(inputs).map(
      ([name, value]) => [`SALEGUARD_${name.replaceAll('-', '_').toUpperCase()}`, value] as const,
    );
    const env = new Map<string, string>([...defaults, ...given]);
    for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']) {
      folder.write(name, '');
      env.set(name, join(folder.path, name));
    }
    env.set('GITHUB_ACTION_PATH', ROOT);
    const exports = [...env].map(([name, value]) => `export ${name}=${quoted(value)}`);
    const run = folder.shell(`${exports.join('\n')}\n${audit.run ?? ''}`);
    return { ...run, outputs: folder.read('GITHUB_OUTPUT'), summary: folder.read('GITHUB_STEP_SUMMARY') };
  }

  it('marks lines, writes the reports, tells the outputs, and ends as the audit does', () => {
    const run = runAction({
      catalog: 'tomorrow.csv\n',
      previous: 'today.csv',
      'sarif-file': 'a.sarif',
      'html-file': 'a.html',
      'json-file': 'a.json',
    });
    expect(run.exitCode, run.stderr).toBe(1);
    expect(run.stdout).toMatch(/^::error file=tomorrow\.csv,line=2,title=BLOCK EP-100::/m);
    expect(run.outputs).toBe(
      lines('exit-code=1', 'sarif-file=a.sarif', 'html-file=a.html', 'json-file=a.json'),
    );
    expect(run.summary).toMatch(
      /^~+text\nRead 2 rows from tomorrow\.csv\.[\s\S]*BLOCK {2}EP-100\n[\s\S]*\n~+\n$/,
    );
    expect(JSON.parse(folder.read('a.sarif'))).toMatchObject({ version: '2.1.0' });
    expect(folder.read('a.html')).toContain('<!doctype html>');
  });

  it('passes what is clean, judges several files, and leaves out a report without a name', () => {
    folder.write('fine.csv', FILES['today.csv'].replaceAll('EP-', 'FN-').replaceAll('HP-', 'FN-'));
    const run = runAction({ catalog: 'today.csv\nfine.csv\n', 'html-file': 'b.html', 'fail-on': 'block' });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stdout).toMatch(/^::notice title=saleguard::/);
    expect(folder.read('b.html')).toContain('fine.csv');
  });

  it('ends with 2 when the audit cannot run', () => {
    const run = runAction({ catalog: 'missing.csv' });
    expect(run.exitCode).toBe(2);
    expect(run.outputs).toContain('exit-code=2\n');
    expect(run.stderr).toContain('missing.csv');
  });

  it.each([
    ['catalog', '$(touch pwned).csv'],
    ['catalog', '"; touch pwned; "'],
    ['catalog', '`touch pwned`'],
    ['catalog', '--policy=elsewhere.yaml'],
    ['policy', '--version'],
    ['policy', '$(touch pwned)'],
    ['history', "'; touch pwned; '"],
    ['lang', 'en; touch pwned'],
    ['html-file', 'a.html\nexit-code=0'],
    ['now', '2026-08-01T00:00:00Z\n--fail-on=block'],
  ])('takes %s %j for a name or a value, never for a command, an option or an output', (input, value) => {
    const run = runAction({ catalog: 'tomorrow.csv', [input]: value });
    expect(run.exitCode).toBe(2);
    expect(run.outputs).not.toContain('exit-code=0');
    expect(folder.names()).not.toContain('pwned');
  });
});

describe('docs/ci.md', () => {
  it('lists every input of the action, and its outputs', () => {
    const inputs = tableRows(page, ['input', 'for']).flatMap(([names = '']) => codesIn(names));
    expect(inputs.sort()).toEqual(Object.keys(action.inputs).sort());
    for (const name of Object.keys(action.outputs)) expect(page.text).toContain(`\`${name}\``);
  });

  it('shows a workflow that gives the action inputs it has', () => {
    const workflow = parse(blockOf('workflow').text) as {
      readonly jobs: {
        readonly audit: {
          readonly steps: readonly { readonly uses?: string; readonly with?: Record<string, unknown> }[];
        };
      };
    };
    const step = workflow.jobs.audit.steps.find(({ uses }) => uses?.includes('/saleguard@'));
    const given = Object.keys(step?.with ?? {});
    expect(given).toContain('catalog');
    expect(given.filter((name) => !(name in action.inputs))).toEqual([]);
  });

  it('states the exit codes', () => {
    expect(tableRows(page, ['code', 'meaning']).map(([code]) => code)).toEqual(['0', '1', '2']);
  });

  const gitlab = parse(blockOf('gitlab').text) as {
    readonly 'price-audit': {
      readonly script: readonly string[];
      readonly artifacts: {
        readonly paths: readonly string[];
        readonly reports: { readonly junit: string };
      };
    };
  };
  const { script, artifacts } = gitlab['price-audit'];
  const folder = cliFolder();
  writeFiles(folder);
  const jenkins = blockOf('jenkins').text;

  it.each([
    ['GitLab', script, [...artifacts.paths, artifacts.reports.junit]],
    [
      'Jenkins',
      shellOf(jenkins),
      [...jenkins.matchAll(/(?:junit|archiveArtifacts) '([^']+)'/g)].map(([, name]) => name),
    ],
  ])(
    'shows %s a script that runs, fails for the fault in it, and leaves its reports',
    (_, commands, reports) => {
      const run = folder.shell(`${STUBS}set -e\n${commands.join('\n')}`);
      expect(run.exitCode, run.stderr).toBe(1);
      expect(reports.length).toBeGreaterThan(1);
      for (const name of reports) {
        expect(folder.names()).toContain(name);
        rmSync(join(folder.path, name ?? ''));
      }
    },
  );
});

/** A server has the package installed by `npm ci`; here both commands mean the one that was built. */
const STUBS = 'npm() { [ "$1" = ci ]; }\nnpx() { [ "$1" = saleguard ] && shift && saleguard "$@"; }\n';

function blockOf(mark: string): FencedBlock {
  const block = fencedBlocks(page).find(({ marks }) => marks.includes(mark));
  if (block === undefined) throw new Error(`docs/ci.md has no block marked ${mark}`);
  return block;
}

/** What the `sh` steps of a Jenkinsfile hand to the shell. */
function shellOf(jenkinsfile: string): readonly string[] {
  return [...jenkinsfile.matchAll(/\bsh (?:'''([\s\S]*?)'''|'([^']*)')/g)].map(
    ([, block, line]) => block ?? line ?? '',
  );
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
