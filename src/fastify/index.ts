/**
 * saleguard/fastify: the guard as a plugin of Fastify 5. Public names, one by one. Needs fastify, which stays the caller's own.
 */
export { saleguard, saleguard as default } from './plugin.js';
export type { FastifySaleguard } from './plugin.js';
export type { SaleguardPluginOptions } from './plugin-options.js';
export type { Admission, AdmitHook, OrderOf } from './admit.js';
export { sendProblem } from './send-problem.js';
