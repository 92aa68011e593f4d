// Writes policy.schema.json and report.schema.json from the schemas that read and check those files.
//   node scripts/generate-schemas.mjs
import { writeFileSync } from 'node:fs';
import './build-if-stale.mjs';

const { policyJsonSchema, reportJsonSchema, schemaFileText } = await import('../dist/wire/json-schemas.js');

const SCHEMAS = { 'policy.schema.json': policyJsonSchema, 'report.schema.json': reportJsonSchema };

for (const [name, schema] of Object.entries(SCHEMAS)) {
  writeFileSync(new URL(`../${name}`, import.meta.url), schemaFileText(schema()));
}
