import type { FastifyReply, FastifyRequest, RouteGenericInterface } from 'fastify';
import type { CheckoutOrder } from '../catalog/order.js';
import type { Guard } from '../guard/guard.js';
import { toProblem } from '../guard/to-problem.js';
import type { AdmitVerdict } from '../guard/verdict.js';
import type { Lang } from '../text/lang.js';
import { sendProblem } from './send-problem.js';

/** The answer to an order that goes on: its units are set aside, or the guard only watches (shadow mode). */
export type Admission = Extract<AdmitVerdict, { readonly kind: 'admitted' | 'shadowed' }>;

/**
 * The order of a request: what the shop put together from its own cart, with an id made before. What it throws goes to the
 * application's error handler; nothing is admitted then.
 */
export type OrderOf<Route extends RouteGenericInterface = RouteGenericInterface> = (
  request: FastifyRequest<Route>,
) => CheckoutOrder | Promise<CheckoutOrder>;

/** A `preHandler` of a route. */
export type AdmitHook<Route extends RouteGenericInterface = RouteGenericInterface> = (
  request: FastifyRequest<Route>,
  reply: FastifyReply,
) => Promise<FastifyReply | undefined>;

/** Lets the handler run for an order that goes on, with `request.admission`; answers every other order itself. */
export function admitHook<Route extends RouteGenericInterface>(
  guard: Guard,
  langOf: (request: FastifyRequest) => Lang,
  orderOf: OrderOf<Route>,
): AdmitHook<Route> {
  return async (request, reply) => {
    const verdict = await guard.admit(await orderOf(request));
    if (verdict.kind === 'admitted' || verdict.kind === 'shadowed') {
      request.admission = verdict;
      return undefined;
    }
    return sendProblem(reply, toProblem(verdict, langOf(request)));
  };
}
