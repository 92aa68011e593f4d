import type { ReportFormat } from './format.js';
import { asJson, jsonFinding, jsonHead } from './json-shape.js';
import { jsonText } from './json-text.js';

/** JSON Lines: the summary (`"type":"summary"`) on the first line, then one finding (`"type":"finding"`) a line. */
export const jsonlFormat: ReportFormat = {
  id: 'jsonl',
  write(result, options, sink) {
    sink.write(`${jsonText({ type: 'summary', ...asJson(jsonHead(result, options)) })}\n`);
    for (const finding of result.findings) {
      sink.write(`${jsonText({ type: 'finding', ...asJson(jsonFinding(finding, options.lang)) })}\n`);
    }
  },
};
