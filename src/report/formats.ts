import { csvFormat } from './csv.js';
import type { ReportFormat, ReportFormatId } from './format.js';
import { githubFormat } from './github.js';
import { htmlFormat } from './html.js';
import { jsonFormat } from './json.js';
import { jsonlFormat } from './jsonl.js';
import { junitFormat } from './junit.js';
import { sarifFormat } from './sarif.js';
import { textFormat } from './text.js';

/** Every report format by its id. */
export const REPORT_FORMATS: Readonly<Record<ReportFormatId, ReportFormat>> = {
  text: textFormat,
  json: jsonFormat,
  jsonl: jsonlFormat,
  html: htmlFormat,
  sarif: sarifFormat,
  junit: junitFormat,
  github: githubFormat,
  csv: csvFormat,
};
