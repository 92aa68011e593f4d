// Writes docs/rules.md from the rule table, so that the page can never say something else than the code does.
//   node scripts/generate-rules-doc.mjs           writes the file
//   node scripts/generate-rules-doc.mjs --print   prints it (the drift test compares)
import { writeFileSync } from 'node:fs';
import './build-if-stale.mjs';

const { RULES } = await import('../dist/pricing/rule-table.js');
const { UNWAIVABLE } = await import('../dist/pricing/unwaivable.js');
const { inputName } = await import('../dist/text/input-words.js');

const HEAD = `# Price rules

<!-- Generated from the rule table by scripts/generate-rules-doc.mjs: change the rule, then run \`npm run docs\`. -->

Every rule is a pure function of one offer (or of the batch) and what is known about it. \`block\` means do not sell, \`hold\`
means a person must look, \`warn\` is worth knowing, \`info\` is said for completeness. A rule whose input was not supplied does
not run, and the coverage of the report says so. \`saleguard rules <id>\` explains a rule at the terminal, \`--lang ko\` in Korean.

Limits are set in the policy file, for all rows or for a category (and all below it), a price list, or both; a later
override wins:

\`\`\`yaml policy
version: 1
pricing:
  rules:
    deep-markdown:
      historyBlockBps: 7000 # 70 % for the whole shop
      overrides:
        - category: Clearance
          historyBlockBps: 8500
        - category: Outlet > Shoes
          priceList: members
          severityMax: hold # never worse than hold here
    placeholder:
      enabled: false
\`\`\`

Basis points (bps) are hundredths of a percent: 6000 bps = 60 %.
`;

const page = [HEAD, table(), ...RULES.map(section)].join('\n');
if (process.argv.includes('--print')) process.stdout.write(page);
else writeFileSync(new URL('../docs/rules.md', import.meta.url), page);

function table() {
  const rows = RULES.map(
    (rule) => `| [${rule.id}](#${rule.id}) | ${rule.severities.join(', ')} | ${cell(rule.protects.en)} |`,
  );
  return ['| rule | can give | protects against |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function section(rule) {
  const lines = [`## ${rule.id}`, '', rule.protects.en, '', `> ${rule.protects.ko}`, ''];
  lines.push(`- **Fires when** ${code(rule.formula)}`);
  lines.push(`- **Can give** ${rule.severities.join(', ')}`);
  lines.push(
    `- **Needs** ${rule.needs.length === 0 ? 'nothing beside sku, price and currency' : needs(rule)}`,
  );
  const waiver = UNWAIVABLE.get(rule.id);
  if (waiver !== undefined) lines.push(`- **Cannot be switched off or lowered**: ${waiver.en}`);
  lines.push('', ...stops(rule), ...parameters(rule));
  return lines.join('\n');
}

function needs(rule) {
  return rule.needs.map((input) => inputName(input, 'en')).join('; ');
}

function stops(rule) {
  if (rule.stops.length === 0) return [];
  const lines = rule.stops.map(({ merchant, when, what }) => `- ${merchant}, ${when}: ${what.en}`);
  return ['Would have stopped:', '', ...lines, ''];
}

function parameters(rule) {
  const entries = Object.entries(rule.parameters);
  if (entries.length === 0) return [];
  const rows = entries.map(
    ([name, parameter]) =>
      `| \`${name}\` | ${parameter.kind} | ${code(written(parameter.default))} | ${cell(parameter.meaning.en)} |`,
  );
  return ['| parameter | kind | default | meaning |', '| --- | --- | --- | --- |', ...rows, ''];
}

/** A default as a policy would hold it. */
function written(value) {
  if (Array.isArray(value))
    return `[${value.map((item) => (typeof item === 'string' ? JSON.stringify(item) : String(item))).join(', ')}]`;
  if (typeof value === 'object')
    return `{ ${Object.entries(value)
      .map(([name, amount]) => `${name}: '${amount}'`)
      .join(', ')} }`;
  return String(value);
}

function code(text) {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

function cell(text) {
  return text.replaceAll('|', '\\|');
}
