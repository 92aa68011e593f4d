import fastify, { type FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import type { CheckoutOrder } from '../../src/catalog/order.js';
import { saleguard, type Admission, type FastifySaleguard } from '../../src/fastify/index.js';

// Type-checked by `tsc -p tsconfig.json`: what an application sees of the plugin.
interface Cart {
  readonly Body: { readonly order: CheckoutOrder };
}

declare const order: CheckoutOrder;

function routes(app: FastifyInstance): void {
  const { admit }: FastifySaleguard = app.saleguard;
  app.post<Cart>('/typed', { preHandler: admit<Cart>((request) => request.body.order) }, (request) => {
    const admission: Admission | null = request.admission;
    return admission?.kind === 'admitted' ? admission.expiresAt : undefined;
  });
  app.post('/plain', { preHandler: admit(() => order) }, () => 'ok');
  app.post('/many', { preHandler: [admit(() => order), async () => Promise.resolve()] }, () => 'ok');
  app.post('/mapped', { preHandler: admit(async () => Promise.resolve(order)) }, () => 'ok');
  // @ts-expect-error an order is not any object
  app.post('/wrong', { preHandler: admit(() => ({ id: 'o-1' })) }, () => 'ok');
}

describe('the types of saleguard/fastify', () => {
  it('refuse a registration without a guard', async () => {
    const app = fastify();
    // @ts-expect-error there is no guard
    const registered = app.register(saleguard, {});
    await expect(Promise.resolve(registered)).rejects.toThrow(/needs a guard/);
  });

  it('take the routes above', () => {
    expect(typeof routes).toBe('function');
  });
});
