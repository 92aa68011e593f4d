import { styleText } from 'node:util';
import type { Severity } from '../../catalog/finding.js';
import { displayWidth } from '../../text/display-width.js';
import { wrapText } from '../../text/wrap.js';
import type { ReportOptions, ReportSink } from '../format.js';

/** Column in which the text of an offer stands: after the longest severity word and two blanks. */
export const BODY_INDENT = 7;

/** How a piece of text stands out on a terminal. */
export type Emphasis = 'strong' | 'faint' | Severity;

type StyleName = Extract<Parameters<typeof styleText>[0], string>;

const STYLES: Readonly<Record<Emphasis, StyleName>> = {
  strong: 'bold',
  faint: 'dim',
  block: 'red',
  hold: 'yellow',
  warn: 'cyan',
  info: 'dim',
};

/** A text page being written: wraps to the terminal and colours where both were asked for. */
export class TextPage {
  readonly #sink: ReportSink;
  readonly #colour: boolean;
  readonly #width: number;

  constructor(options: ReportOptions, sink: ReportSink) {
    this.#sink = sink;
    this.#colour = options.colour;
    this.#width = options.isTerminal ? options.width : Infinity;
  }

  /** The text in a colour, or as it is. Nothing that was read from a file may hold colours of its own. */
  paint(emphasis: Emphasis, text: string): string {
    // Without validateStream, styleText looks at process.stdout and not at the caller's choice.
    return this.#colour ? styleText(STYLES[emphasis], text, { validateStream: false }) : text;
  }

  blank(): void {
    this.#sink.write('\n');
  }

  /** A paragraph, wrapped; every line of it painted. */
  write(
    text: string,
    style: { readonly indent?: number; readonly hanging?: number; readonly emphasis?: Emphasis } = {},
  ): void {
    const lines = wrapText(text, {
      width: this.#width,
      indent: style.indent ?? 0,
      hanging: style.hanging ?? 0,
    });
    for (const line of lines)
      this.writeLine(style.emphasis === undefined ? line : this.paint(style.emphasis, line));
  }

  /** A line as it is. */
  writeLine(line: string): void {
    this.#sink.write(`${line}\n`);
  }

  /** A heading that begins with a word of its own colour and wraps below itself, in the column of {@link BODY_INDENT}. */
  writeLabelled(label: { readonly text: string; readonly emphasis: Emphasis }, text: string): void {
    const [first = '', ...rest] = wrapText(text, { width: this.#width, indent: BODY_INDENT });
    const gap = ' '.repeat(Math.max(1, BODY_INDENT - displayWidth(label.text)));
    this.writeLine(
      `${this.paint(label.emphasis, label.text)}${gap}${this.paint('strong', first.trimStart())}`,
    );
    for (const line of rest) this.writeLine(this.paint('strong', line));
  }
}
