import * as z from 'zod';
import type { Path } from './problem.js';

/** The keys a schema knows at a path; empty where it knows none. */
export function namesAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  let at: z.core.$ZodType | undefined = bare(schema);
  for (const part of path) {
    if (at instanceof z.ZodObject) at = (at.shape as z.core.$ZodShape)[String(part)];
    else if (at instanceof z.ZodArray) at = at.element;
    else if (at instanceof z.ZodRecord) at = at.valueType;
    else return [];
    if (at === undefined) return [];
    at = bare(at);
  }
  if (at instanceof z.ZodObject) return Object.keys(at.shape);
  const keys: unknown = at instanceof z.ZodRecord ? at.keyType : undefined;
  return keys instanceof z.ZodEnum ? keys.options.map(String) : [];
}

/** A schema without the `optional`, `nullable` and `default` around it. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable || inner instanceof z.ZodDefault)
    inner = inner.unwrap();
  return inner;
}
