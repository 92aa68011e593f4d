import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import type { AppPlan } from '../../../bench/soak/app-process.js';
import { FINISH, hearOrders } from '../../../bench/soak/orders-heard.js';

const PLAN: AppPlan = {
  port: 1,
  saleId: 'soak-1',
  seed: 'a',
  slot: 0,
  incarnation: 0,
  deadlineMs: 400,
  saleSeconds: 10,
  logPath: 'app-0.jsonl',
};

it('an app hears that it is to finish even when it is told in the same turn as its plan', async () => {
  const channel = new EventEmitter();
  const heard = hearOrders(channel);
  channel.emit('message', PLAN);
  channel.emit('message', FINISH);
  expect(await heard.plan).toEqual(PLAN);
  expect(heard.isFinishing()).toBe(true);
});

it('an app that was told nothing but its plan goes on', async () => {
  const channel = new EventEmitter();
  const heard = hearOrders(channel);
  channel.emit('message', PLAN);
  await heard.plan;
  expect(heard.isFinishing()).toBe(false);
});
