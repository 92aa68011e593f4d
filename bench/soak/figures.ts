import { FAULTS, type FaultCounts, type FaultName } from './nemesis.js';
import type { SaleResult } from './sale.js';

/** Sums over sales. */
export class SoakFigures {
  readonly results: SaleResult[] = [];

  get breaches(): readonly string[] {
    return this.results.flatMap(({ breaches }, at) => breaches.map((breach) => `sale ${at + 1}: ${breach}`));
  }

  /** The report at the end. */
  text(faults: FaultCounts, minutes: number): string {
    const sum = (
      name: 'calls' | 'answered' | 'unknowns' | 'orders' | 'acknowledged' | 'found' | 'liveChecks',
    ) => this.results.reduce((total, result) => total + result[name], 0).toLocaleString('en');
    const most = (name: 'latestMs' | 'loopDelayMs'): number =>
      Math.round(Math.max(0, ...this.results.map((result) => result[name])));
    return [
      `${this.results.length} sales judged in ${minutes.toFixed(1)} minutes`,
      `  faults: ${faultText(faults)}`,
      `  calls ${sum('calls')}, answered ${sum('answered')}; sent and left open ${sum('unknowns')} times, each sent again under its id`,
      `  orders known to the store ${sum('orders')}; answers acknowledged ${sum('acknowledged')}, found ${sum('found')}`,
      `  conservation looked at ${sum('liveChecks')} times during the sales, and at the end of each`,
      `  every call settled; the latest ${most('latestMs')} ms after its deadline; longest pause of an app's own event loop ${most('loopDelayMs')} ms`,
      `  breaches: ${this.breaches.length}`,
    ].join('\n');
  }
}

/** Every kind of fault with its count. */
export function faultText(faults: FaultCounts): string {
  // The names of this very table.
  const names = Object.keys(FAULTS) as FaultName[];
  return names.map((name) => `${faults[name]} ${FAULTS[name]}`).join(', ');
}
