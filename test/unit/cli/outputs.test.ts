import { describe, expect, it } from 'vitest';
import { pairOutputs, requireFittingNames } from '../../../src/cli/outputs.js';

describe('the ending of a report file', () => {
  it.each([
    ['sarif', 'saleguard.sarif'],
    ['sarif', 'saleguard.sarif.json'],
    ['sarif', 'results.json'],
    ['junit', 'junit.xml'],
    ['csv', 'findings.csv'],
    ['github', 'marks.txt'],
    ['jsonl', 'report.json'],
  ])('fits %s into %s', (format, path) => {
    const outputs = pairOutputs([format], [path]);
    expect(outputs.map((output) => [output.format.id, output.path])).toEqual([[format, path]]);
    expect(() => {
      requireFittingNames(outputs);
    }).not.toThrow();
  });

  it.each([
    ['text', 'saleguard.sarif', 'sarif'],
    ['json', 'saleguard.sarif', 'sarif'],
    ['json', 'saleguard.sarif.json', 'sarif'],
    ['sarif', 'junit.xml', 'junit'],
    ['text', 'findings.csv', 'csv'],
    ['csv', 'report.html', 'html'],
  ])('refuses %s for %s and names %s', (format, path, meant) => {
    const outputs = pairOutputs([format], [path]);
    expect(() => {
      requireFittingNames(outputs);
    }).toThrow(
      `--out ${path} would get the ${format} report; write --format ${meant} --out ${path}, or another name`,
    );
  });
});
