// Holds a report against what the generator planted. Nothing is known here but faults.json and the report.
import { readFileSync } from 'node:fs';

const SEVERITIES = ['block', 'hold', 'warn', 'info'];

const isAtLeast = (severity, least) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);

/** What was planted, as the generator wrote it. */
export function readAnswers() {
  return JSON.parse(readFileSync(new URL('../faults.json', import.meta.url), 'utf8'));
}

/**
 * @returns faults that their rule named at least as severely as they deserve, and those it did not; honest look-alikes
 * that were silent or not; SKUs of all other offers that were blocked or held.
 */
export function compare(report, answers) {
  const bySku = groupBySku(report.findings);
  const of = (sku) => bySku.get(sku) ?? [];
  const isNamed = ({ sku, rule, severity }) =>
    of(sku).some((finding) => finding.ruleId === rule && isAtLeast(finding.severity, severity));
  const isSilent = ({ sku }) => !of(sku).some((finding) => isAtLeast(finding.severity, 'warn'));

  const planted = new Set([...answers.faults, ...answers.honest, ...answers.toApprove].map(({ sku }) => sku));
  const others = [...bySku.keys()].filter((sku) => sku !== undefined && !planted.has(sku));
  const worst = (sku) =>
    SEVERITIES.find((severity) => of(sku).some((finding) => finding.severity === severity));
  const held = others.filter((sku) => worst(sku) === 'hold');
  return {
    found: answers.faults.filter(isNamed),
    missed: answers.faults.filter((fault) => !isNamed(fault)),
    silent: answers.honest.filter(isSilent),
    disturbed: answers.honest.filter((row) => !isSilent(row)),
    blocked: others.filter((sku) => worst(sku) === 'block'),
    held,
    /** Smallest markdown of a held offer below its reference, whole percent. */
    heldFromPercent: Math.min(...held.flatMap((sku) => of(sku).map(markdownPercent))),
    heldBatch: report.findings.filter(
      (finding) => finding.subject === 'batch' && isAtLeast(finding.severity, 'hold'),
    ),
  };
}

function markdownPercent({ priceMinor, referenceMinor }) {
  return Math.floor((1 - priceMinor / referenceMinor) * 100);
}

function groupBySku(findings) {
  const groups = new Map();
  for (const finding of findings) groups.set(finding.sku, [...(groups.get(finding.sku) ?? []), finding]);
  return groups;
}
