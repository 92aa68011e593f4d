import type { ReportFormat } from './format.js';
import { asJson, jsonFinding, jsonHead } from './json-shape.js';
import { jsonText } from './json-text.js';

/** One JSON object, a line for each finding; the same result gives the same bytes. Its schema is published. */
export const jsonFormat: ReportFormat = {
  id: 'json',
  write(result, options, sink) {
    const head = jsonText(asJson(jsonHead(result, options)));
    sink.write(`${head.slice(0, -1)},"findings":[`);
    let separator = '\n';
    for (const finding of result.findings) {
      sink.write(`${separator}${jsonText(asJson(jsonFinding(finding, options.lang)))}`);
      separator = ',\n';
    }
    sink.write(result.findings.length === 0 ? ']}\n' : '\n]}\n');
  },
};
