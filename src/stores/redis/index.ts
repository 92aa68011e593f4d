/**
 * saleguard/redis: the stock of a sale on Redis 7 or later. The client is the caller's own ioredis 5 or 6, `Redis` or `Cluster`.
 * Public names, one by one.
 */
export { redisStock } from './stock-store.js';
export type { RedisStockOptions } from './options.js';
export type { RedisClient } from './client.js';
export { doctor } from './doctor/doctor.js';
export type { DoctorOptions } from './doctor/doctor.js';
export { doctorText } from './doctor/doctor-text.js';
export { DOCTOR_FINDINGS, DOCTOR_SEVERITIES } from './doctor/finding.js';
export type {
  DoctorFinding,
  DoctorFindingId,
  DoctorReport,
  DoctorSeverity,
  DoctorSubject,
  DoctorUnknown,
} from './doctor/finding.js';
export { DEFAULT_PREFIX, LAYOUT_VERSION, saleKeys } from './keys.js';
export type { SaleKeys } from './keys.js';

// The ledger of a remediation plan
export { redisLedger } from './ledger.js';
export type { RedisLedgerOptions } from './ledger.js';
