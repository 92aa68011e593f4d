// Writes the JSON Schemas of the package from the schemas that read and check those files.
//   node scripts/generate-schemas.mjs
import { writeFileSync } from 'node:fs';
import './build-if-stale.mjs';

const { policyJsonSchema, promotionsJsonSchema, reportJsonSchema, saleJsonSchema, schemaFileText } =
  await import('../dist/wire/json-schemas.js');

const SCHEMAS = {
  'policy.schema.json': policyJsonSchema,
  'promotions.schema.json': promotionsJsonSchema,
  'sale.schema.json': saleJsonSchema,
  'report.schema.json': reportJsonSchema,
};

for (const [name, schema] of Object.entries(SCHEMAS)) {
  writeFileSync(new URL(`../${name}`, import.meta.url), schemaFileText(schema()));
}
