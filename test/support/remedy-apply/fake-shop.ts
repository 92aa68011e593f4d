import { PORT_NAMES, type Port, type PortName, type RemedyPorts } from '../../../src/remedy/apply/ports.js';
import { FakeService } from './fake-service.js';
import { MADE_AT } from './plan-by-hand.js';
import { VirtualClock } from './virtual-clock.js';

/** All services of a shop, each with books of its own, in one virtual time. */
export interface FakeShop {
  readonly clock: VirtualClock;
  readonly services: Readonly<Record<PortName, FakeService>>;
  ports(init?: Partial<Port>): RemedyPorts;
}

export function fakeShop(idempotency: 'key' | 'ask' | ((name: PortName) => 'key' | 'ask')): FakeShop {
  const clock = new VirtualClock(MADE_AT);
  const make = (name: PortName): FakeService =>
    new FakeService(clock, typeof idempotency === 'string' ? idempotency : idempotency(name));
  const services = {
    orders: make('orders'),
    payments: make('payments'),
    points: make('points'),
    partners: make('partners'),
    stock: make('stock'),
    coupons: make('coupons'),
    notices: make('notices'),
  };
  return {
    clock,
    services,
    ports: (init = {}) => Object.fromEntries(PORT_NAMES.map((name) => [name, services[name].port(init)])),
  };
}
