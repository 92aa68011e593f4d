import type * as AuditEntry from '../../src/audit/index.js';
import type * as MainEntry from '../../src/index.js';

/** What the benchmark uses of the product. */
export type Product = Pick<typeof MainEntry, 'builtInPolicy' | 'loadPolicyText' | 'RULES' | 'parseDay'> &
  Pick<typeof AuditEntry, 'auditCatalog' | 'catalogFile' | 'buildReferences' | 'knowledgeFromReferences'>;

/** The built package, through its own exports: what a shop would install, not the sources. */
export async function builtProduct(): Promise<Product> {
  // Names in variables, so that compiling the benchmark does not need a build of the product; the types are its sources'.
  const names = ['saleguard', 'saleguard/audit'];
  const [main, audit] = (await Promise.all(names.map((name) => import(name)))) as [
    typeof MainEntry,
    typeof AuditEntry,
  ];
  return { ...main, ...audit };
}
