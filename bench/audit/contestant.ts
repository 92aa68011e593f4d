import { createHash } from 'node:crypto';

/** One way of judging a catalogue by the twelve rules. */
export interface Contestant {
  readonly id: string;
  /** As the table names it. */
  readonly title: string;
  /** Reads the file and judges every row: all of this is timed. */
  judge(file: string): Promise<Judged>;
}

/** What a contestant found. */
export interface Judged {
  /** Every finding as `rule severity sku`, in any order. Made when asked for, outside the timed part. */
  findings(): readonly string[];
}

/** Findings of one contestant, small enough to compare across processes. */
export interface FindingsDigest {
  readonly byRule: Readonly<Record<string, number>>;
  /** SHA-256 over all findings in sorted order, hex. */
  readonly sha256: string;
}

/** One finding as every contestant says it. */
export function findingText(ruleId: string, severity: string, sku: string): string {
  return `${ruleId} ${severity} ${sku}`;
}

export function digestOf(findings: readonly string[]): FindingsDigest {
  const sorted = [...findings].sort();
  const byRule: Record<string, number> = {};
  for (const finding of sorted) {
    const ruleId = finding.slice(0, finding.indexOf(' '));
    byRule[ruleId] = (byRule[ruleId] ?? 0) + 1;
  }
  const sha256 = createHash('sha256').update(sorted.join('\n')).digest('hex');
  return { byRule, sha256 };
}

/** Findings of one that another lacks, at most `max` of each; empty when they agree. */
export function differences(left: readonly string[], right: readonly string[], max: number): string[] {
  const lefts = new Set(left);
  const rights = new Set(right);
  const onlyLeft = left.filter((finding) => !rights.has(finding)).slice(0, max);
  const onlyRight = right.filter((finding) => !lefts.has(finding)).slice(0, max);
  const repeated =
    left.length === lefts.size && right.length === rights.size ? [] : ['a finding stands twice'];
  return [...repeated, ...onlyLeft.map((text) => `- ${text}`), ...onlyRight.map((text) => `+ ${text}`)];
}
