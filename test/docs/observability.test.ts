import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { GUARD_CHANNELS } from '../../src/guard/events.js';
import { SPANS } from '../../src/otel/call-spans.js';
import { METRICS } from '../../src/otel/metric-table.js';
import { fencedBlocks } from './markdown.js';
import { prometheusNames } from './prometheus-names.js';
import { codesIn, pageAt, tableRows } from './tables.js';

const page = pageAt('docs/observability.md');

describe('the page of observation', () => {
  it('lists every metric as it is recorded', () => {
    const rows = tableRows(page, ['metric', 'instrument', 'unit', 'what', 'attributes']);
    const listed = rows.map(([name = '', instrument, unit = '', what, attributes = '']) => [
      codesIn(name)[0],
      { instrument, unit: codesIn(unit)[0], description: `${what ?? ''}.`, attributes: codesIn(attributes) },
    ]);
    expect(Object.fromEntries(listed)).toEqual(METRICS);
  });

  it('lists every span', () => {
    const rows = tableRows(page, ['call', 'span']);
    expect(Object.fromEntries(rows.map((cells) => cells.map((cell) => codesIn(cell)[0])))).toEqual(SPANS);
  });

  it('lists every channel', () => {
    const rows = tableRows(page, ['event', 'channel', 'what it carries']);
    const listed = rows.map(([event = '', channel = '']) => [codesIn(event)[0], codesIn(channel)[0]]);
    expect(Object.fromEntries(listed)).toEqual(GUARD_CHANNELS);
  });

  it('alerts on metrics that are recorded', () => {
    const block = fencedBlocks(page).find(({ marks }) => marks.includes('alerts'));
    // The form of a rules file of Prometheus.
    const file = parse(block?.text ?? '') as {
      readonly groups: readonly {
        readonly rules: readonly { readonly alert: string; readonly expr: string }[];
      }[];
    };
    const names = prometheusNames(METRICS);
    const rules = file.groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(4);
    for (const { alert, expr } of rules) {
      const used = [...expr.matchAll(/saleguard_[a-z_]+(?:\(_seconds\)\?[a-z_]*)?/g)].map(([name]) => name);
      const strangers = used.filter((name) => name !== 'saleguard_sale' && !names.has(name));
      expect(strangers, alert).toEqual([]);
      expect(used.length, alert).toBeGreaterThan(1);
    }
  });
});
