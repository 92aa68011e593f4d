/** A table without a form yet: the first row is its head, the first column its names. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences below it. */
  readonly notes: readonly string[];
}

/** For a terminal: columns aligned, names to the left and figures to the right. */
export function plainTable({ title, head, rows, notes }: Table): string {
  const lines = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...lines.map((cells) => cells[at]?.length ?? 0)));
  const text = lines.map((cells) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return [title, '', ...text, ...notes.map((note) => `  ${note}`)].join('\n');
}

/** For a page of the documentation. */
export function markdownTable({ title, head, rows, notes }: Table): string {
  const rule = head.map((_, at) => (at === 0 ? '---' : '--:'));
  const lines = [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [`**${title}**`, '', ...lines, ...notes.flatMap((note) => ['', note])].join('\n');
}
