import type { FastifyRequest } from 'fastify';
import type { Guard } from '../guard/guard.js';
import type { Lang } from '../text/lang.js';

/** How the plugin is registered. */
export interface SaleguardPluginOptions {
  /** The guard of one sale. A second sale is registered in another scope of the application. */
  readonly guard: Guard;
  /** Language of the problems. What `Accept-Language` prefers, else English, unless told. */
  readonly langOf?: ((request: FastifyRequest) => Lang) | undefined;
  /**
   * `map` unless told: an error that saleguard throws is logged and answered as a problem, without its text; every other error goes on
   * to the error handler that was there before. `leave` when the application has its own handler in this scope: `toErrorProblem` is
   * for it.
   */
  readonly errors?: 'map' | 'leave' | undefined;
  /** `close-guard` unless told: the guard is closed with the application. `leave-guard` when others use it too. */
  readonly onClose?: 'close-guard' | 'leave-guard' | undefined;
}
