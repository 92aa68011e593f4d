import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../src/otel/metric-table.js';
import { ROOT } from './markdown.js';
import { prometheusNames } from './prometheus-names.js';

interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly legendFormat: string;
  readonly datasource: unknown;
}

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: unknown;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly Target[];
  readonly fieldConfig?: { readonly defaults: object; readonly overrides: readonly unknown[] };
  readonly options?: object;
}

interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly time: { readonly from: string; readonly to: string };
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
  readonly annotations: { readonly list: readonly unknown[] };
  readonly panels: readonly Panel[];
}

const text = readFileSync(`${ROOT}examples/grafana/saleguard.json`, 'utf8');
const dashboard = JSON.parse(text) as Dashboard;
const queries = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map((target) => [title, target] as const),
);
const byName = prometheusNames(METRICS);

describe('the Grafana dashboard', () => {
  it('has what Grafana asks of a dashboard, and no id of the one it was made on', () => {
    expect(dashboard).toMatchObject({
      uid: expect.stringMatching(/^[a-z-]{1,40}$/) as string,
      title: 'saleguard: a live sale',
      time: { from: 'now-30m', to: 'now' },
      annotations: { list: [] },
    });
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(39);
    expect(dashboard).not.toHaveProperty('id');
    expect(dashboard.templating.list.map(({ name }) => name)).toEqual(['datasource', 'sale']);
  });

  it('has panels with a place of their own on 24 columns', () => {
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const taken = new Map<string, string>();
    for (const { title, gridPos } of dashboard.panels) {
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.get(`${x} ${y}`), `${title} lies on`).toBeUndefined();
          taken.set(`${x} ${y}`, title);
        }
    }
  });

  it('has panels that say what they show and take the data source chosen at the top', () => {
    const chosen = { type: 'prometheus', uid: '${datasource}' };
    for (const { type, title, description, datasource, targets, fieldConfig, options } of dashboard.panels) {
      if (type === 'row') continue;
      expect(description, title).toMatch(/\.$/);
      expect(datasource, title).toEqual(chosen);
      expect(fieldConfig?.defaults, title).toHaveProperty('unit');
      expect(options, title).toBeTypeOf('object');
      const ids = targets?.map(({ refId }) => refId) ?? [];
      expect(ids.length, title).toBeGreaterThan(0);
      expect(new Set(ids).size, title).toBe(ids.length);
    }
    for (const [title, target] of queries) expect(target.datasource, title).toEqual(chosen);
  });

  it.each(queries)('asks for metrics and labels that are emitted: %s', (_, { expr, legendFormat }) => {
    const names = metricsOf(expr);
    expect(names.length).toBeGreaterThan(0);
    const metrics = names.map((name) => byName.get(name));
    expect(names.filter((_name, index) => metrics[index] === undefined)).toEqual([]);
    const known = new Set(metrics.flatMap((metric) => [...(metric?.labels ?? [])]));
    expect(labelsOf(expr, legendFormat).filter((label) => !known.has(label))).toEqual([]);
    expect(expr).toContain('saleguard_sale=~"$sale"');
    expect(isBalanced(expr)).toBe(true);
  });

  it('leaves no metric out', () => {
    const shown = new Set(
      queries.flatMap(([, { expr }]) => metricsOf(expr).map((name) => byName.get(name)?.metric)),
    );
    expect(Object.keys(METRICS).filter((name) => !shown.has(name))).toEqual([]);
  });

  it('would be caught asking for what is not there', () => {
    expect(metricsOf('rate(saleguard_custumers_total{saleguard_sale="x"}[1m])')).toEqual([
      'saleguard_custumers_total',
    ]);
    expect(byName.get('saleguard_custumers_total')).toBeUndefined();
    expect(labelsOf('sum by (saleguard_sku) (x{saleguard_id="1"})', '{{saleguard_name}}')).toEqual([
      'saleguard_sku',
      'saleguard_id',
      'saleguard_name',
    ]);
    expect([isBalanced('sum(a{b="c"}[1m]'), isBalanced('sum(a)')]).toEqual([false, true]);
  });
});

/** Names that stand before `{`, or in `__name__=~"…"`. */
function metricsOf(expr: string): readonly string[] {
  const plain = [...expr.matchAll(/([a-z_]+)\{/g)].map(([, name = '']) => name);
  const either = [...expr.matchAll(/__name__=~"([^"]+)"/g)].map(([, name = '']) => name);
  return [...plain, ...either];
}

/** Labels in `by (…)`, in `{…}` and in the legend; those Prometheus adds by itself left out. */
function labelsOf(expr: string, legend: string): readonly string[] {
  const grouped = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
  const matched = [...expr.matchAll(/([a-z_]+)(?:=~|!=|!~|=)"/g)].map(([, name = '']) => name);
  const shown = [...legend.matchAll(/\{\{([^}]+)\}\}/g)].map(([, name = '']) => name);
  const added = new Set(['le', 'instance', 'job', '__name__']);
  return [...grouped, ...matched, ...shown].filter((label) => !added.has(label));
}

function isBalanced(expr: string): boolean {
  const open: string[] = [];
  const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
  for (const sign of expr.replace(/"[^"]*"/g, '')) {
    if ('([{'.includes(sign)) open.push(sign);
    else if (sign in pairs && open.pop() !== pairs[sign]) return false;
  }
  return open.length === 0;
}
