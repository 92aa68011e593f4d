import type { runCli } from '../../src/cli/run.js';
import type { openIncident } from '../../src/incident/open-incident.js';
import type { SourceReading } from '../../src/readers/open-source.js';
import type { applyPlan } from '../../src/remedy/apply/apply-plan.js';
import type { couponCode } from '../../src/remedy/coupon-code.js';
import type { signPlan } from '../../src/remedy/approvals.js';
import type { newPrivateKeyPem, signingKeyFromPem } from '../../src/seal/ed25519.js';
import type { fileLedger } from '../../src/stores/file/ledger.js';
import type { memoryLedger } from '../../src/stores/memory/ledger.js';
import type { incidentText } from '../../src/wire/incident.js';
import type { printOrderCsv, ORDER_CSV_HEADER } from '../../src/wire/order-csv.js';
import type { linesOf } from '../../src/wire/order-lines.js';
import type { printOrderJson } from '../../src/wire/order.js';
import type { loadPolicyText } from '../../src/wire/policy.js';
import type { readPlan } from '../../src/wire/plan.js';
import type { readOrders } from '../../src/wire/read-orders.js';
import { builtModules } from '../built-modules.js';

/** What the benchmark uses of the product. */
export interface Product {
  readonly runCli: typeof runCli;
  readonly SourceReading: typeof SourceReading;
  readonly linesOf: typeof linesOf;
  readonly readOrders: typeof readOrders;
  readonly printOrderJson: typeof printOrderJson;
  readonly printOrderCsv: typeof printOrderCsv;
  readonly ORDER_CSV_HEADER: typeof ORDER_CSV_HEADER;
  readonly openIncident: typeof openIncident;
  readonly incidentText: typeof incidentText;
  readonly loadPolicyText: typeof loadPolicyText;
  readonly newPrivateKeyPem: typeof newPrivateKeyPem;
  readonly signingKeyFromPem: typeof signingKeyFromPem;
  readonly signPlan: typeof signPlan;
  readonly readPlan: typeof readPlan;
  readonly applyPlan: typeof applyPlan;
  readonly couponCode: typeof couponCode;
  readonly fileLedger: typeof fileLedger;
  readonly memoryLedger: typeof memoryLedger;
}

const FILES = [
  'cli/run.js',
  'readers/open-source.js',
  'wire/order-lines.js',
  'wire/read-orders.js',
  'wire/order.js',
  'wire/order-csv.js',
  'incident/open-incident.js',
  'wire/incident.js',
  'wire/policy.js',
  'wire/plan.js',
  'seal/ed25519.js',
  'remedy/approvals.js',
  'remedy/apply/apply-plan.js',
  'remedy/coupon-code.js',
  'stores/file/ledger.js',
  'stores/memory/ledger.js',
];

/** As built for the package, not the sources. @throws when it was not built: `npm run build`. */
export function builtProduct(): Promise<Product> {
  return builtModules(FILES);
}
