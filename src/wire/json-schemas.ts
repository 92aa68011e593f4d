import * as z from 'zod';
import { RULES } from '../pricing/rule-table.js';
import { policySchema } from './policy-schema.js';
import { publishedSchema } from './promotions-schema.js';
import { reportSchema } from './report-schema.js';
import { saleSchema } from './sale-schema.js';

/** A JSON Schema document, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Schema of a policy file: what editors complete and check by. Published as `saleguard/policy.schema.json`. */
export function policyJsonSchema(): JsonSchema {
  return { ...z.toJSONSchema(policySchema(RULES), { io: 'input', target: 'draft-2020-12' }) };
}

/** Schema of a promotions file. Published as `saleguard/promotions.schema.json`. */
export function promotionsJsonSchema(): JsonSchema {
  return { ...z.toJSONSchema(publishedSchema(), { io: 'input', target: 'draft-2020-12' }) };
}

/** Schema of a sale file. Published as `saleguard/sale.schema.json`. */
export function saleJsonSchema(): JsonSchema {
  return { ...z.toJSONSchema(saleSchema(), { io: 'input', target: 'draft-2020-12' }) };
}

/**
 * Schema of the JSON report. Published as `saleguard/report.schema.json`. Objects are left open: a later release may add
 * fields without raising `schemaVersion`.
 */
export function reportJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(reportSchema, {
    io: 'input',
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return { ...schema };
}

/** The text of a committed schema file. */
export function schemaFileText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
