/**
 * fastify: the guard in a Fastify 5 application, as its plugins are. Only types of fastify are imported: the application brings its own.
 * May import core, catalog, text, stock, guard. Invariant: an answer of 2xx comes from the route's own handler, never from here.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteGenericInterface } from 'fastify';
import { GuardError } from '../core/errors.js';
import type { Guard } from '../guard/guard.js';
import { preferredLang } from '../guard/preferred-lang.js';
import { toErrorProblem } from '../guard/to-call-problem.js';
import type { Lang } from '../text/lang.js';
import { admitHook, type AdmitHook, type Admission, type OrderOf } from './admit.js';
import type { SaleguardPluginOptions } from './plugin-options.js';
import { sendProblem } from './send-problem.js';

/** What the plugin adds to an application, as `fastify.saleguard`. */
export interface FastifySaleguard {
  readonly guard: Guard;
  /**
   * A `preHandler`: asks the guard about the order of the request. The route's handler runs only when the order goes on; every other answer
   * is sent as a problem.
   */
  readonly admit: <Route extends RouteGenericInterface = RouteGenericInterface>(
    orderOf: OrderOf<Route>,
  ) => AdmitHook<Route>;
  /** The language the problems of this request are written in. */
  readonly langOf: (request: FastifyRequest) => Lang;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The guard of this scope. */
    readonly saleguard: FastifySaleguard;
  }
  interface FastifyRequest {
    /** Set by `saleguard.admit` for an order that goes on; null on routes without it. */
    admission: Admission | null;
  }
}

/**
 * Registers a guard: `app.register(saleguard, { guard })`. Decorates the scope it is registered in, as if wrapped by fastify-plugin, and the
 * scopes below it; several sales live in scopes beside each other.
 *
 * @throws GuardError `invalid-argument` when no guard is handed in.
 */
export async function saleguard(fastify: FastifyInstance, options: SaleguardPluginOptions): Promise<void> {
  const { guard, errors = 'map', onClose = 'close-guard' } = options;
  checkGuard(guard);
  const langOf = options.langOf ?? langOfHeader;
  fastify.decorate('saleguard', { guard, langOf, admit: (orderOf) => admitHook(guard, langOf, orderOf) });
  if (!fastify.hasRequestDecorator('admission')) fastify.decorateRequest('admission', null);
  if (errors === 'map') fastify.setErrorHandler(errorHandler(langOf));
  if (onClose === 'close-guard') fastify.addHook('onClose', () => guard.close());
  return Promise.resolve();
}

// What fastify-plugin writes on a plugin: no scope of its own, its name, and the versions of Fastify it knows.
Object.assign(saleguard, {
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: 'saleguard',
  [Symbol.for('plugin-meta')]: { name: 'saleguard', fastify: '5.x' },
});

function langOfHeader(request: FastifyRequest): Lang {
  return preferredLang(request.headers['accept-language']);
}

/** What it throws goes on to the error handler that was set before. */
function errorHandler(
  langOf: (request: FastifyRequest) => Lang,
): (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  return (error, request, reply) => {
    const problem = toErrorProblem(error, langOf(request));
    if (problem === undefined) throw error;
    request.log.error({ err: error }, 'saleguard');
    return sendProblem(reply, problem);
  };
}

/** A plugin without types in sight gets a sentence instead of "cannot read properties of undefined" in the first request. */
function checkGuard(guard: Partial<Guard> | undefined): void {
  if (typeof guard?.admit === 'function' && typeof guard.close === 'function') return;
  throw new GuardError({
    code: 'invalid-argument',
    message: 'the saleguard plugin needs a guard: app.register(saleguard, { guard: createGuard({ … }) })',
  });
}
