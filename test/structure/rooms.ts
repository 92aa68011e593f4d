import { importsOf, targetOf, type SourceFile } from './source-files.js';

/** What one room of `src` may enter. */
export interface Room {
  /** Other rooms it may import, types included. */
  readonly rooms: readonly string[];
  /** Packages of `dependencies` and `peerDependencies`. */
  readonly packages: readonly string[];
  /** Builtins of Node. */
  readonly builtins: readonly string[];
}

/** The import table. CONTRIBUTING.md prints it; a test holds the two together. */
export const ROOMS: Readonly<Record<string, Room>> = {
  core: { rooms: [], packages: [], builtins: [] },
  money: { rooms: ['core'], packages: [], builtins: [] },
  seal: { rooms: ['core'], packages: [], builtins: ['node:crypto'] },
  catalog: { rooms: ['core', 'money'], packages: [], builtins: [] },
  text: { rooms: ['core', 'money'], packages: [], builtins: [] },
  pricing: { rooms: ['core', 'money', 'catalog', 'text'], packages: [], builtins: [] },
  promotions: { rooms: ['core', 'money', 'catalog'], packages: [], builtins: [] },
  approvals: { rooms: ['core', 'money', 'seal', 'catalog', 'pricing'], packages: [], builtins: [] },
  stock: { rooms: ['core', 'seal', 'catalog'], packages: [], builtins: [] },
  breaker: { rooms: ['core', 'money', 'catalog'], packages: [], builtins: [] },
  incident: { rooms: ['core', 'money', 'seal', 'catalog'], packages: [], builtins: [] },
  remedy: {
    rooms: ['core', 'money', 'seal', 'catalog', 'pricing', 'promotions', 'approvals', 'incident'],
    packages: [],
    builtins: [],
  },
  notices: {
    rooms: ['core', 'money', 'catalog', 'text', 'incident', 'remedy'],
    packages: [],
    builtins: [],
  },
  stores: {
    rooms: ['core', 'seal', 'catalog', 'stock', 'breaker', 'remedy'],
    packages: [],
    builtins: [
      'node:buffer',
      'node:crypto',
      'node:fs',
      'node:fs/promises',
      'node:os',
      'node:path',
      'node:string_decoder',
    ],
  },
  wire: {
    rooms: [
      'core',
      'money',
      'seal',
      'catalog',
      'text',
      'pricing',
      'breaker',
      'incident',
      'remedy',
      'notices',
    ],
    packages: ['zod', 'yaml'],
    builtins: [],
  },
  book: { rooms: ['core', 'money', 'seal', 'catalog', 'wire'], packages: [], builtins: [] },
  // pricing: its reference files are lines of `pricing/references`. remedy: it sorts what a plan needs sorted.
  readers: {
    rooms: ['core', 'money', 'catalog', 'pricing', 'remedy'],
    packages: [],
    builtins: [
      'node:buffer',
      'node:crypto',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:stream',
      'node:stream/promises',
      'node:string_decoder',
      'node:zlib',
    ],
  },
  audit: {
    rooms: [
      'core',
      'money',
      'seal',
      'catalog',
      'text',
      'pricing',
      'promotions',
      'approvals',
      'readers',
      'wire',
    ],
    packages: [],
    builtins: ['node:crypto'],
  },
  // readers: rows are slices of a file, and what is kept of them must not keep the file.
  sealing: {
    rooms: ['core', 'money', 'seal', 'catalog', 'wire', 'readers', 'book', 'audit'],
    packages: [],
    builtins: [],
  },
  calibrate: {
    rooms: ['core', 'money', 'catalog', 'text', 'pricing', 'readers', 'wire', 'audit'],
    packages: [],
    builtins: [],
  },
  guard: {
    rooms: ['core', 'money', 'seal', 'catalog', 'text', 'pricing', 'book', 'breaker', 'stock', 'wire'],
    packages: [],
    builtins: ['node:crypto', 'node:diagnostics_channel'],
  },
  control: {
    rooms: [
      'core',
      'money',
      'seal',
      'catalog',
      'text',
      'pricing',
      'book',
      'breaker',
      'stock',
      'wire',
      'guard',
      'incident',
    ],
    packages: [],
    builtins: ['node:crypto'],
  },
  otel: {
    rooms: ['core', 'catalog', 'stock', 'guard'],
    packages: ['@opentelemetry/api'],
    builtins: ['node:diagnostics_channel'],
  },
  fastify: { rooms: ['core', 'catalog', 'text', 'stock', 'guard'], packages: ['fastify'], builtins: [] },
  report: {
    rooms: ['core', 'money', 'catalog', 'text', 'pricing', 'audit', 'incident', 'remedy', 'notices'],
    packages: [],
    builtins: ['node:crypto', 'node:util'],
  },
  cli: {
    rooms: [
      'core',
      'money',
      'seal',
      'catalog',
      'text',
      'pricing',
      'approvals',
      'book',
      'wire',
      'readers',
      'audit',
      'sealing',
      'calibrate',
      'report',
      'stock',
      'stores',
      'breaker',
      'guard',
      'control',
      'incident',
      'remedy',
      'notices',
    ],
    packages: ['commander', 'ioredis'],
    builtins: [
      'node:buffer',
      'node:crypto',
      'node:fs',
      'node:fs/promises',
      'node:os',
      'node:path',
      'node:process',
      'node:stream',
      'node:stream/promises',
      'node:tty',
      'node:url',
      'node:util',
      'node:zlib',
    ],
  },
  testing: {
    rooms: ['core', 'money', 'seal', 'catalog', 'text', 'pricing', 'stock', 'breaker', 'incident', 'remedy'],
    packages: ['fast-check'],
    builtins: [
      'node:child_process',
      'node:crypto',
      'node:fs',
      'node:net',
      'node:os',
      'node:path',
      'node:timers/promises',
    ],
  },
};

/** Public entries: they list names of every room one by one, and no file of `src` imports them. */
const ENTRIES: readonly string[] = [
  'index.ts',
  'audit/index.ts',
  'remedy/index.ts',
  'fastify/index.ts',
  'otel/index.ts',
  'stores/memory/index.ts',
  'stores/redis/index.ts',
  'testing/index.ts',
];

/** Every breach of the import table, one sentence each. */
export function breaches(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const isEntry = ENTRIES.includes(file.path);
    const room = file.path.slice(0, file.path.indexOf('/'));
    const table = ROOMS[room];
    if (table === undefined && !isEntry) return [`${file.path} stands in no room of the import table`];
    return importsOf(file.text).flatMap(
      (specifier) => breachOf(file.path, specifier, isEntry ? undefined : table) ?? [],
    );
  });
}

/** `table` is undefined for an entry, which may list names of every room but the command's. */
function breachOf(path: string, specifier: string, table: Room | undefined): string | undefined {
  const target = targetOf(path, specifier);
  if (target === undefined) {
    const allowed = table === undefined ? [] : [...table.packages, ...table.builtins];
    return allowed.includes(specifier) ? undefined : `${path} imports ${specifier}, which its room may not`;
  }
  if (!specifier.endsWith('.js')) return `${path} imports ${specifier} without its .js ending`;
  if (ENTRIES.includes(target))
    return `${path} imports ${specifier}: public entries are for callers, not for src`;
  const from = path.slice(0, path.indexOf('/'));
  const to = target.includes('/') ? target.slice(0, target.indexOf('/')) : '';
  if (table === undefined)
    return to === 'cli' ? `${path} imports ${specifier}: cli is imported by nobody` : undefined;
  return from === to || table.rooms.includes(to)
    ? undefined
    : `${path} imports ${specifier}: ${from} may not enter ${to}`;
}
