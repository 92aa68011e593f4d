/**
 * Another client of the same sale, in a process of its own: it reserves and pings by the clock and remembers how long the answers
 * took. Started by million.ts with the host, the port and the sale id; it is told the phases over IPC.
 */
import { connectRedis } from './connect.js';
import { OrderStream, skusOf } from './orders.js';
import { runStreams } from './paced-streams.js';
import { builtRedisStock } from './product.js';
import { latencyFigures, type LatencyFigures } from './quantile.js';
import { reserveRequestOf, reserveUntilKnown, SALEGUARD } from './saleguard.js';

/** What the parent says. */
export type ProbeRequest =
  { readonly kind: 'phase'; readonly name: ProbePhase } | { readonly kind: 'finish' };

/** `between` is not looked at. */
export type ProbePhase = 'before' | 'between' | 'sweep';

/** What the probe answers. */
export type ProbeAnswer =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'figures';
      readonly phases: Readonly<Record<ProbePhase, ProbeFigures>>;
      /** Reservations it made. */
      readonly reserved: number;
    };

/** Latencies of one phase. */
export interface ProbeFigures {
  readonly ping: LatencyFigures | undefined;
  readonly reserve: LatencyFigures | undefined;
}

/** A call that takes long is what is looked for: it must not end before its answer. */
const PATIENCE_MS = 20_000;
const RESERVES_PER_SECOND = 2000;
/** Every half millisecond: a pause is seen from its first half millisecond on. */
const PINGS_PER_SECOND = 2000;

interface Samples {
  readonly ping: number[];
  readonly reserve: number[];
}

async function probe(place: { host: string; port: number }, saleId: string, skuCount: number): Promise<void> {
  const redisStock = await builtRedisStock();
  const pinging = await connectRedis(place, 'off');
  const reserving = await connectRedis(place, 'off');
  const store = redisStock(reserving, { saleId, deadlineMs: PATIENCE_MS });
  const orders = new OrderStream({ skus: skusOf(skuCount) }, 1);
  const make = (): Samples => ({ ping: [], reserve: [] });
  const phases: Record<ProbePhase, Samples> = { before: make(), between: make(), sweep: make() };
  let phase: ProbePhase = 'between';
  let reserved = 0;
  const streams = runStreams([
    {
      perSecond: PINGS_PER_SECOND,
      send: async () => {
        await pinging.ping();
      },
      samples: () => phases[phase].ping,
    },
    {
      perSecond: RESERVES_PER_SECOND,
      send: async () => {
        const drawn = orders.next();
        // The parent makes orders of the same numbers.
        const order = { ...drawn, id: `p.${drawn.id}`, owner: `${drawn.owner}p` };
        if (await reserveUntilKnown(store, order, reserveRequestOf(order, SALEGUARD))) reserved += 1;
      },
      samples: () => phases[phase].reserve,
    },
  ]);
  process.on('message', (told: ProbeRequest) => {
    if (told.kind === 'phase') phase = told.name;
    else void finish();
  });
  const finish = async (): Promise<void> => {
    await streams.stop();
    await Promise.all([pinging.quit(), reserving.quit()]);
    const { before, between, sweep } = phases;
    answer({
      kind: 'figures',
      phases: { before: figuresOf(before), between: figuresOf(between), sweep: figuresOf(sweep) },
      reserved,
    });
    process.disconnect();
  };
  answer({ kind: 'ready' });
}

function figuresOf({ ping, reserve }: Samples): ProbeFigures {
  const figures = (samples: readonly number[]): LatencyFigures | undefined =>
    samples.length === 0 ? undefined : latencyFigures(Float64Array.from(samples));
  return { ping: figures(ping), reserve: figures(reserve) };
}

function answer(said: ProbeAnswer): void {
  process.send?.(said);
}

if (process.send !== undefined) {
  // A parent that is gone cannot end it any more.
  process.once('disconnect', () => process.exit(0));
  const [host = '', port = '', saleId = '', skuCount = ''] = process.argv.slice(2);
  await probe({ host, port: Number(port) }, saleId, Number(skuCount));
}
