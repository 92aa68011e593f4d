import { invalid, requestProblem, type Invalid } from '../stock/field-checks.js';

/**
 * A copy of a request with no other fields than `known`, each read once, or what is wrong with it; what the fields hold is the
 * store's to check. Objects whose fields throw are refused like any other bad request.
 */
export function readRequest<Request extends object>(
  request: Request,
  known: ReadonlySet<string>,
): { readonly ok: true; readonly value: Request } | { readonly ok: false; readonly refusal: Invalid } {
  try {
    const wrong = requestProblem(request, known);
    return wrong === undefined ? { ok: true, value: { ...request } } : { ok: false, refusal: wrong };
  } catch {
    const message = 'cannot be read: one of its fields throws, expected a plain object';
    return { ok: false, refusal: invalid('request', message) };
  }
}
