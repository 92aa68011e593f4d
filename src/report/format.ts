/**
 * report: one file per format: text, json, jsonl, html, sarif, junit, github, csv.
 * May import any result type, text, and the rule table for its sentences. Invariant: writes what was found and nothing
 * else; every text that came from a file is made safe for where it goes.
 */
import type { AuditResult } from '../audit/result.js';
import type { Severity } from '../catalog/finding.js';
import type { Lang } from '../text/lang.js';

/** Formats a report can be written in. */
export const REPORT_FORMAT_IDS = [
  'text',
  'json',
  'jsonl',
  'html',
  'sarif',
  'junit',
  'github',
  'csv',
] as const;

/** A report format by its name; see {@link REPORT_FORMAT_IDS}. */
export type ReportFormatId = (typeof REPORT_FORMAT_IDS)[number];

/** How a report is written. */
export interface ReportOptions {
  readonly lang: Lang;
  readonly toolVersion: string;
  /**
   * Most offers the text format shows, 1 or more. Where another format has a limit of its reader's making, that limit holds
   * and the report says what it left out.
   */
  readonly findingMax: number;
  /** Severity from which a finding fails the run: what the junit format calls a failure. */
  readonly failOn: Severity;
  /** True when a baseline was handed in: only then is a finding new or known. */
  readonly hasBaseline: boolean;
  /** Colours in the text format. */
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Lines of the text format are wrapped to `width` only for a terminal: in a file or a pipe a line is a line. */
  readonly isTerminal: boolean;
}

/** Takes the pieces of a report in order. */
export interface ReportSink {
  write(text: string): void;
}

/** One way to write an audit's result. */
export interface ReportFormat {
  readonly id: ReportFormatId;
  /** Writes the whole report to `sink` in pieces: no report is ever held as one text. */
  write(result: AuditResult, options: ReportOptions, sink: ReportSink): void;
}
