import type { RedisClient } from '../client.js';
import type { Askable } from './ask.js';

/** Options as they are found on a client: names and values of unknown kinds. */
export type Options = Readonly<Record<string, unknown>>;

/** What can be seen of a client from outside, read structurally so that ioredis 5 and 6 and others fit. */
export interface ClientShape {
  /** A Cluster client: one that routes by slot. */
  readonly cluster: boolean;
  /** `ready`, `end`, ... ; undefined when the client does not say. */
  readonly status: string | undefined;
  /** `normal`, `subscriber` or `monitor`; undefined when the client does not say. */
  readonly mode: string | undefined;
  /** Options of the client itself; undefined when they cannot be seen. */
  readonly options: Options | undefined;
  /** Options of each connection: those of the client, in a Cluster its `redisOptions`. */
  readonly connection: Options | undefined;
  /** The prefix the client puts before every key. */
  readonly keyPrefix: string;
}

/** A connection of a client to one server. */
export interface Node {
  readonly address: string;
  readonly connection: Askable;
}

/** Looks at a client. Nothing is called on it. */
export function shapeOf(client: RedisClient): ClientShape {
  const cluster = property(client, 'isCluster') === true;
  const options = optionsOf(property(client, 'options'));
  const connection = cluster ? (optionsOf(options?.['redisOptions']) ?? {}) : options;
  return {
    cluster,
    status: textProperty(client, 'status'),
    mode: textProperty(client, 'mode'),
    options,
    connection: options === undefined ? undefined : connection,
    keyPrefix: prefixOf(options) || prefixOf(connection),
  };
}

/** The connections to examine: the primaries of a Cluster, otherwise the client itself. */
export function nodesOf(client: RedisClient, shape: ClientShape): readonly Node[] {
  if (!shape.cluster) return [{ address: addressOf(shape.options), connection: client }];
  const list = property(client, 'nodes');
  if (typeof list !== 'function') return [];
  const nodes: unknown = Reflect.apply(list, client, ['master']);
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: unknown) =>
    isAskable(node) ? [{ address: addressOf(optionsOf(property(node, 'options'))), connection: node }] : [],
  );
}

/** `host:port` without credentials; the group's name behind Sentinel, where the host is not in the options. */
function addressOf(options: Options | undefined): string {
  if (Array.isArray(options?.['sentinels'])) return `sentinel group ${text(options['name']) ?? '?'}`;
  const path = text(options?.['path']);
  if (path !== undefined) return path;
  const port = options?.['port'];
  return `${text(options?.['host']) ?? 'unknown host'}:${typeof port === 'number' ? port : (text(port) ?? '6379')}`;
}

function isAskable(value: unknown): value is Askable {
  return typeof property(value, 'call') === 'function';
}

function optionsOf(value: unknown): Options | undefined {
  // The values stay unknown, so the cast gives away nothing: any object has names and values.
  return typeof value === 'object' && value !== null ? (value as Options) : undefined;
}

function prefixOf(options: Options | undefined): string {
  return text(options?.['keyPrefix']) ?? '';
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Options)[name] // `in` proved the name; the value stays unknown
    : undefined;
}

function textProperty(value: unknown, name: string): string | undefined {
  return text(property(value, name));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
