/**
 * saleguard/testing: helpers for tests of price rules and of shops that embed the library. Public names, one by one.
 * Needs fast-check, which stays the caller's own.
 */
export { amountArbitrary, offerArbitrary, referenceArbitrary, skuArbitrary } from './arbitraries.js';
export type { AmountBounds, OfferBounds } from './arbitraries.js';
export { makeFacts, TEST_NOW } from './facts.js';
export { tellingIn } from './telling.js';

// Servers and faults
export { startRedisServer } from './redis-server.js';
export type { RedisServer, RedisServerOptions } from './redis-server.js';
export { startReplicaPair } from './redis-replica-pair.js';
export type { ReplicaPair, ReplicaPairOptions } from './redis-replica-pair.js';
export { startRedisCluster } from './redis-cluster.js';
export type { ClusterNode, RedisCluster, RedisClusterOptions } from './redis-cluster.js';
export { startClusterProxies } from './cluster-proxies.js';
export type { ClusterProxies } from './cluster-proxies.js';
export { startFaultProxy } from './fault-proxy.js';
export type { FaultProxy, FaultProxyCounts, FaultProxyOptions, StallDirection } from './fault-proxy.js';
export type { ArmedCut, CutReport } from './armed-cut.js';
export type { ProxiedRequest, RequestMatch } from './proxied-request.js';
export { fakeClock } from './fake-clock.js';
export type { FakeClock } from './fake-clock.js';
export { connectResp } from './resp-connection.js';
export type { RespAddress, RespConnection } from './resp-connection.js';
export { RespError } from './resp-value.js';
export type { RespArgument, RespValue } from './resp-value.js';
export type { RedisDirectives } from './redis-config.js';

// Stock: the contract of a store, the model, the oracle, arbitraries
export { stockContract } from './stock/contract/contract.js';
export type { StockCheck, StockHarness } from './stock/contract/harness.js';
export {
  hostileCommandArbitrary,
  stockCommandArbitrary,
  stockProgramArbitrary,
} from './stock/arbitraries.js';
export { stockOrderArbitrary } from './stock/arbitraries/orders.js';
export { stockSaleArbitrary, tripRuleArbitrary } from './stock/arbitraries/sales.js';
export type { ProgramBounds } from './stock/arbitraries.js';
export { hostileCommands } from './stock/hostile.js';
export type { HostileCommand } from './stock/hostile.js';
export { sendCommand } from './stock/command.js';
export type {
  StockCall,
  StockCommand,
  StockOperation,
  StockOperations,
  StockVerdict,
} from './stock/command.js';
export { stepsOf } from './stock/program.js';
export type { StockProgram, StockStep } from './stock/program.js';
export { StockModel } from './stock/model.js';
export { followProgram } from './stock/follow.js';
export type { FollowedStore, FollowOptions } from './stock/follow.js';
export { judgeStock } from './stock/oracle.js';
export { readEvidence } from './stock/oracle/evidence.js';
export type { StockEvidence } from './stock/oracle/evidence.js';
