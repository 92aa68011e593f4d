import { bareLua } from './bare-lua.js';
import type { RedisPlace } from './connect.js';
import type { Contestant } from './contestant.js';
import { decrby } from './decrby.js';
import { postgresUpdate } from './postgres.js';
import { startPostgres } from './postgres-server.js';
import type { RedisStock } from './product.js';
import { rateLimiter } from './rate-limiter.js';
import { redlockGuarded } from './redlock.js';
import { SALEGUARD, SALEGUARD_EACH, saleguard } from './saleguard.js';
import { watchMulti } from './watch.js';

/** What everyone is compared with. */
export const BASELINE_ID = 'bare-lua';

/** Everyone, in the order of the tables. */
export const CONTESTANT_IDS = [
  BASELINE_ID,
  'bare-lua-each',
  'decrby',
  SALEGUARD.id,
  SALEGUARD_EACH.id,
  'rate-limiter',
  'watch',
  'redlock',
  'postgres',
] as const;

/** What a contestant may need to start. */
export interface Surroundings {
  readonly place: RedisPlace;
  readonly redisStock: RedisStock;
}

/** Someone who takes part, or why not. */
export type Entrant = Contestant | { readonly id: string; readonly skipped: string };

/** @throws RangeError for an id that is none of {@link CONTESTANT_IDS}. */
export async function startContestant(id: string, { place, redisStock }: Surroundings): Promise<Entrant> {
  switch (id) {
    case BASELINE_ID:
      return bareLua(place, 'on');
    case 'bare-lua-each':
      return bareLua(place, 'off');
    case 'decrby':
      return decrby(place);
    case SALEGUARD.id:
      return saleguard(redisStock, place, SALEGUARD);
    case SALEGUARD_EACH.id:
      return saleguard(redisStock, place, SALEGUARD_EACH);
    case 'rate-limiter':
      return rateLimiter(place);
    case 'watch':
      return watchMulti(place);
    case 'redlock':
      return redlockGuarded(place);
    case 'postgres': {
      const server = await startPostgres();
      return 'skipped' in server ? { id, skipped: server.skipped } : postgresUpdate(server);
    }
    default:
      throw new RangeError(`there is no contestant '${id}'; there are ${CONTESTANT_IDS.join(', ')}`);
  }
}
