import { ORDER_STATUSES } from '../catalog/order.js';

/** What becomes of the text that a file has for a customer. */
export type WrittenCustomer =
  /** An opaque reference: the text itself where it is one already. */
  | { readonly kind: 'reference'; readonly reference: string }
  /** `message` says what to do, and repeats nothing. */
  | { readonly kind: 'refused'; readonly message: string };

/** How orders of a file are taken. */
export interface OrderReading {
  /** Columns and members that are passed over unread: what a shop's export has beside the order. */
  readonly ignore?: ReadonlySet<string> | undefined;
  /** Makes an opaque reference of what stands for a customer or a receiver; without it the file has to have one. */
  readonly customerOf?: ((written: string) => WrittenCustomer) | undefined;
  /**
   * Whether an order has to say where it stands; it may leave that out unless told, and has just been placed then. Who undoes orders
   * must not take one that is delivered for such a one.
   */
  readonly status?: 'required' | undefined;
}

/** Members that hold references of people. */
const PEOPLE = ['customer', 'receiver'] as const;

const STATUS_MISSING = `says nothing of where the order stands, and a delivered one would be taken for one that was just placed; write one of ${ORDER_STATUSES.join(', ')}`;

/** Where an order was refused before it was checked. */
export interface RefusedPlace {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Plain data of an order as it is to be checked: without what is passed over, people by their references. */
export function takeOrder(
  value: unknown,
  { ignore, customerOf, status }: OrderReading,
): { readonly kind: 'taken'; readonly value: unknown } | ({ readonly kind: 'refused' } & RefusedPlace) {
  const taken = ignore === undefined || ignore.size === 0 ? value : without(value, ignore);
  if (status === 'required' && isRecord(taken) && (taken['status'] ?? null) === null)
    return { kind: 'refused', path: ['status'], message: STATUS_MISSING };
  if (customerOf === undefined || !isRecord(taken)) return { kind: 'taken', value: taken };
  const people: Record<string, unknown> = {};
  for (const name of PEOPLE) {
    const written = taken[name];
    if (written === undefined) continue;
    const isList = Array.isArray(written);
    const list: readonly unknown[] = isList ? written : [written];
    const mapped = list.map((one, index) => mapPerson(one, isList ? [name, index] : [name], customerOf));
    const refused = mapped.find((one) => 'refused' in one);
    if (refused !== undefined) return { kind: 'refused', ...refused.refused };
    const values = mapped.map((one) => ('value' in one ? one.value : undefined));
    people[name] = isList ? values : values[0];
  }
  return { kind: 'taken', value: { ...taken, ...people } };
}

type Mapped = { readonly value: unknown } | { readonly refused: RefusedPlace };

/** What is no text the schema refuses. */
function mapPerson(
  written: unknown,
  path: readonly (string | number)[],
  customerOf: (written: string) => WrittenCustomer,
): Mapped {
  if (typeof written !== 'string') return { value: written };
  const read = customerOf(written);
  if (read.kind === 'reference') return { value: read.reference };
  return { refused: { path, message: read.message } };
}

/** The same without the members of these names, at any depth. */
function without(value: unknown, names: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, names));
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !names.has(name));
  return Object.fromEntries(kept.map(([name, member]) => [name, without(member, names)]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
