import { metrics, type MeterProvider } from '@opentelemetry/api';
import { MeterSession, type Observed } from './meter-session.js';
import { SCOPE_NAME } from './scope-name.js';

/**
 * Finds the meter in force at every use. Unlike a tracer, a meter taken before the SDK was registered never records anything; so the
 * instruments move when another provider is registered, and none is lost by the order in which a shop starts its parts.
 */
export class MeterSource {
  readonly #given: MeterProvider | undefined;
  readonly #observed: readonly Observed[];
  #provider: MeterProvider | undefined;
  #session: MeterSession | undefined;

  constructor(given: MeterProvider | undefined, observed: readonly Observed[]) {
    this.#given = given;
    this.#observed = observed;
  }

  session(): MeterSession {
    const provider = this.#given ?? metrics.getMeterProvider();
    if (this.#session !== undefined && provider === this.#provider) return this.#session;
    this.#session?.close();
    this.#provider = provider;
    this.#session = new MeterSession(provider.getMeter(SCOPE_NAME), this.#observed);
    return this.#session;
  }

  close(): void {
    this.#session?.close();
    this.#session = undefined;
  }
}
