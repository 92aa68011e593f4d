/**
 * saleguard/memory: the stock of a sale in the memory of one process, for tests, demos and shops of one process. Public names,
 * one by one.
 */
export { memoryStock } from './memory-stock.js';
export type { MemoryStockOptions } from './options.js';
