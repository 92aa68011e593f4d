import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { GuardError } from '../../../src/core/errors.js';
import { saleguard, sendProblem, type SaleguardPluginOptions } from '../../../src/fastify/index.js';
import { toCommitProblem } from '../../../src/guard/to-call-problem.js';
import type { AdmitVerdict } from '../../../src/guard/verdict.js';
import { admitted, rejected, review, unknown } from '../guard/verdicts.js';
import { GuardDouble, order } from './guard-double.js';

const apps: FastifyInstance[] = [];

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

describe('an order that goes on', () => {
  it.each([
    ['admitted', admitted()],
    ['shadowed', { kind: 'shadowed', id: 'o-1', would: rejected() } as const],
  ])('reaches the handler with its verdict: %s', async (kind, verdict) => {
    const { app, guard } = await shop(verdict);
    const response = await app.inject({ method: 'POST', url: '/orders' });
    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({ handled: kind });
    expect(guard.asked).toHaveLength(1);
  });

  it('leaves no verdict behind on the next request', async () => {
    const { app } = await shop(admitted());
    await app.inject({ method: 'POST', url: '/orders' });
    expect((await app.inject('/elsewhere')).json()).toEqual({ admission: null });
  });
});

describe('an order that does not go on', () => {
  it.each([
    ['rejected', rejected(), 409],
    ['review', review(), 409],
    ['unknown', unknown(), 503],
    ['a failure of the store', rejected({ reason: 'store_failure' }), 503],
    ['not of the form', rejected({ reason: 'invalid_order' }), 422],
  ])('is answered with a problem, and the handler does not run: %s', async (_, verdict, status) => {
    const { app, handled } = await shop(verdict);
    const response = await app.inject({ method: 'POST', url: '/orders' });
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.json()).toMatchObject({ status, title: expect.any(String) as string });
    expect(response.body).not.toContain('SECRET');
    expect(handled).toEqual([]);
  });

  it('is answered in the language the shopper prefers, or the shop says', async () => {
    const { app } = await shop(rejected({ reason: 'sold_out' }));
    const headers = { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' };
    const korean = await app.inject({ method: 'POST', url: '/orders', headers });
    expect(korean.headers['content-language']).toBe('ko');
    expect(korean.json()).toMatchObject({ title: '품절' });
    const told = await shop(rejected({ reason: 'sold_out' }), { langOf: () => 'ko' });
    expect((await told.app.inject({ method: 'POST', url: '/orders' })).json()).toMatchObject({
      title: '품절',
    });
  });
});

describe('errors', () => {
  const thrown = new GuardError({ code: 'store-configuration', message: 'NOAUTH SECRET' });

  it('of saleguard become a problem without their text', async () => {
    const { app, handled } = await shop(thrown);
    const response = await app.inject({ method: 'POST', url: '/orders' });
    expect(response.statusCode).toBe(500);
    expect(response.json()).toMatchObject({ type: 'urn:saleguard:problem:set-up' });
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.body).not.toContain('SECRET');
    expect(handled).toEqual([]);
  });

  it('of others go to the handler that Fastify has by itself', async () => {
    const { app } = await shop(new RangeError('the cart is empty'));
    const response = await app.inject({ method: 'POST', url: '/orders' });
    expect(response.statusCode).toBe(500);
    expect(response.json()).toMatchObject({ message: 'the cart is empty' });
  });

  it('of others go to the handler that was set before, in the same scope', async () => {
    const app = fastify();
    apps.push(app);
    app.setErrorHandler((_error, _request, reply) => reply.code(418).send({ from: 'the shop' }));
    await app.register(saleguard, { guard: new GuardDouble(() => Promise.reject(new Error('x'))) });
    app.post('/orders', { preHandler: app.saleguard.admit(order) }, () => 'ok');
    const response = await app.inject({ method: 'POST', url: '/orders' });
    expect([response.statusCode, response.json()]).toEqual([418, { from: 'the shop' }]);
  });

  it('are left to the application that says so', async () => {
    const app = fastify({ allowErrorHandlerOverride: false });
    apps.push(app);
    app.setErrorHandler((_error, _request, reply) => reply.code(418).send({ from: 'the shop' }));
    await app.register(saleguard, { guard: new GuardDouble(() => Promise.reject(thrown)), errors: 'leave' });
    app.post('/orders', { preHandler: app.saleguard.admit(order) }, () => 'ok');
    expect((await app.inject({ method: 'POST', url: '/orders' })).statusCode).toBe(418);
  });

  it('in finding the order admit nothing', async () => {
    const guard = new GuardDouble(() => Promise.resolve(admitted()));
    const app = fastify();
    apps.push(app);
    await app.register(saleguard, { guard });
    const orderOf = (): never => {
      throw Object.assign(new Error('no such cart'), { statusCode: 404 });
    };
    app.post('/orders', { preHandler: app.saleguard.admit(orderOf) }, () => 'ok');
    expect((await app.inject({ method: 'POST', url: '/orders' })).statusCode).toBe(404);
    expect(guard.asked).toEqual([]);
  });
});

describe('registered as a plugin', () => {
  it('decorates the scope it is registered in and those below, and its name is known', async () => {
    const app = fastify();
    apps.push(app);
    const guard = new GuardDouble(() => Promise.resolve(admitted()));
    await app.register(saleguard, { guard });
    await app.register((child, _options, done) => {
      expect(child.saleguard.guard).toBe(guard);
      done();
    });
    await app.ready();
    expect(app.saleguard.guard).toBe(guard);
    expect(app.hasPlugin('saleguard')).toBe(true);
  });

  it('stays in its scope: two sales live beside each other', async () => {
    const app = fastify();
    apps.push(app);
    const guards = ['a', 'b'].map((id) => new GuardDouble(() => Promise.resolve(admitted({ id }))));
    for (const [index, guard] of guards.entries())
      await app.register(
        async (scope) => {
          await scope.register(saleguard, { guard });
          scope.post(
            '/orders',
            { preHandler: scope.saleguard.admit(order) },
            (request) => request.admission?.id,
          );
        },
        { prefix: `/sale-${index}` },
      );
    const ids = await Promise.all(
      ['/sale-0', '/sale-1'].map(
        async (url) => (await app.inject({ method: 'POST', url: `${url}/orders` })).body,
      ),
    );
    expect(ids).toEqual(['a', 'b']);
    expect(app.hasDecorator('saleguard')).toBe(false);
  });

  it('twice in one scope is refused by Fastify', async () => {
    const app = fastify();
    apps.push(app);
    const guard = new GuardDouble(() => Promise.resolve(admitted()));
    app.register(saleguard, { guard }).register(saleguard, { guard });
    await expect(Promise.resolve(app.ready())).rejects.toThrow(/already/);
  });

  it('closes the guard with the application, once, unless others use it', async () => {
    const own = await shop(admitted());
    const shared = await shop(admitted(), { onClose: 'leave-guard' });
    await Promise.all([own.app.close(), shared.app.close()]);
    expect([own.guard.closed, shared.guard.closed]).toEqual([1, 0]);
  });

  it('does not start without a guard', async () => {
    const app = fastify();
    apps.push(app);
    // What a shop without types may write.
    const options = { guard: { admit: true } } as unknown as SaleguardPluginOptions;
    await expect(Promise.resolve(app.register(saleguard, options))).rejects.toThrow(/needs a guard/);
  });
});

describe('sendProblem', () => {
  it('answers for the other calls of the guard', async () => {
    const app = fastify();
    apps.push(app);
    app.post('/pay', (_request, reply) => {
      const problem = toCommitProblem({ kind: 'expired', rescue: undefined }, 'ko');
      return problem === undefined ? reply.code(204).send() : sendProblem(reply, problem);
    });
    const response = await app.inject({ method: 'POST', url: '/pay' });
    expect(response.statusCode).toBe(409);
    expect(response.headers).toMatchObject({ 'content-language': 'ko' });
    expect(response.json()).toMatchObject({
      type: 'urn:saleguard:problem:ended',
      title: '종료된 주문입니다',
    });
  });
});

interface Shop {
  readonly app: FastifyInstance;
  readonly guard: GuardDouble;
  readonly handled: unknown[];
}

/** A shop whose guard gives this answer to every order. */
async function shop(
  answer: AdmitVerdict | Error,
  options: Omit<SaleguardPluginOptions, 'guard'> = {},
): Promise<Shop> {
  const guard = new GuardDouble(() =>
    answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer),
  );
  const app = fastify();
  apps.push(app);
  const handled: unknown[] = [];
  await app.register(saleguard, { guard, ...options });
  app.post('/orders', { preHandler: app.saleguard.admit(() => order()) }, (request, reply) => {
    handled.push(request.admission);
    return reply.code(201).send({ handled: request.admission?.kind });
  });
  app.get('/elsewhere', (request) => ({ admission: request.admission }));
  return { app, guard, handled };
}
