import { GuardError } from '../../core/errors.js';
import type { StepKind } from '../steps.js';
import { checkRate, inRange } from './option-ranges.js';
import { PORT_OF, type Port, type PortName, type RemedyPorts } from './ports.js';
import type { KindTotal } from './scan-plan.js';

/**
 * The ports a plan needs, by name.
 *
 * @throws GuardError `invalid-argument` naming every port that is missing, with the steps that need it, or what is wrong with one.
 */
export function neededPorts(
  ports: RemedyPorts,
  planned: ReadonlyMap<StepKind, KindTotal>,
): ReadonlyMap<PortName, Port> {
  const needed = new Map<PortName, Port>();
  const missing = new Map<PortName, StepKind[]>();
  for (const kind of planned.keys()) {
    const name = PORT_OF[kind];
    const port = ports[name];
    if (port === undefined) missing.set(name, [...(missing.get(name) ?? []), kind]);
    else needed.set(name, port);
  }
  if (missing.size > 0) {
    const list = [...missing].map(([name, kinds]) => `${name} (for ${kinds.join(', ')})`).join('; ');
    throw refused(`the plan needs ports that are not there: ${list}`);
  }
  for (const [name, port] of needed) checkPort(name, port);
  return needed;
}

/** Ports come from the shop's own JavaScript: what the types say is not enough. */
function checkPort(name: PortName, port: Port): void {
  const raw: { readonly [field in keyof Port]: unknown } = port;
  if (typeof raw.act !== 'function' || typeof raw.find !== 'function')
    throw refused(`the port ${name} needs two functions, act(request) and find(request)`);
  if (raw.idempotency !== 'key' && raw.idempotency !== 'ask')
    throw refused(
      `the port ${name} has to say idempotency: 'key' (its service acts once for one key, however often it is asked) or 'ask' (it does not)`,
    );
  checkRate(`${name}.ratePerSecond`, port.ratePerSecond);
  inRange(`${name}.concurrency`, port.concurrency ?? 1, { min: 1, max: 1_000 });
  inRange(`${name}.timeoutMs`, port.timeoutMs ?? 1, { min: 1, max: 600_000 });
  inRange(`${name}.settleMs`, port.settleMs ?? 0, { min: 0, max: 86_400_000 });
}

function refused(message: string): GuardError {
  return new GuardError({ code: 'invalid-argument', message });
}
