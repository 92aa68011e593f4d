import type { InEveryLang } from '../text/lang.js';

/** Kinds of rule parameters; each has its own range and way of being written in a policy. */
export type ParameterKind = 'bps' | 'ratio' | 'count' | 'days' | 'flag' | 'amounts' | 'numbers' | 'texts';

/** A decimal amount in major units by currency, as a policy writes it: `{ KRW: '100', USD: '0.50' }`. */
export type AmountByCurrency = Readonly<Record<string, string>>;

/** One parameter of a rule: what it is, its default, and why that default. */
export interface Parameter<V extends ParameterValue = ParameterValue> {
  readonly kind: ParameterKind;
  readonly default: V;
  /** Inclusive range for numbers. */
  readonly minimum: number;
  readonly maximum: number;
  /** The only texts a `texts` parameter may hold; undefined where any will do. */
  readonly choices: readonly string[] | undefined;
  readonly meaning: InEveryLang<string>;
}

/** A value of any {@link ParameterKind}. */
export type ParameterValue = number | boolean | AmountByCurrency | readonly number[] | readonly string[];

/** Parameters of one rule by name, as a policy writes it. */
export type ParameterTable = Readonly<Record<string, Parameter>>;

/** The values a rule is handed: its table with every value present. */
export type ValuesOf<T extends ParameterTable> = { readonly [K in keyof T]: T[K]['default'] };

interface ParameterInit<V> {
  readonly default: V;
  readonly choices?: readonly string[];
  readonly en: string;
  readonly ko: string;
}

function parameter<V extends ParameterValue>(
  kind: ParameterKind,
  init: ParameterInit<V>,
  range: { readonly minimum: number; readonly maximum: number },
): Parameter<V> {
  return {
    kind,
    default: init.default,
    ...range,
    choices: init.choices,
    meaning: { en: init.en, ko: init.ko },
  };
}

/** A share or markdown in basis points, 0 to 10,000. */
export function bpsParameter(init: ParameterInit<number>): Parameter<number> {
  return parameter('bps', init, { minimum: 0, maximum: 10_000 });
}

/** A factor above 0. */
export function ratioParameter(init: ParameterInit<number>): Parameter<number> {
  return parameter('ratio', init, { minimum: Number.MIN_VALUE, maximum: 1e9 });
}

/** A whole number of things. */
export function countParameter(init: ParameterInit<number>): Parameter<number> {
  return parameter('count', init, { minimum: 0, maximum: 1_000_000_000 });
}

export function daysParameter(init: ParameterInit<number>): Parameter<number> {
  return parameter('days', init, { minimum: 0, maximum: 3660 });
}

export function flagParameter(init: ParameterInit<boolean>): Parameter<boolean> {
  return parameter('flag', init, { minimum: 0, maximum: 1 });
}

export function amountsParameter(init: ParameterInit<AmountByCurrency>): Parameter<AmountByCurrency> {
  return parameter('amounts', init, { minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
}

export function numbersParameter(init: ParameterInit<readonly number[]>): Parameter<readonly number[]> {
  return parameter('numbers', init, { minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
}

export function textsParameter(init: ParameterInit<readonly string[]>): Parameter<readonly string[]> {
  return parameter('texts', init, { minimum: 0, maximum: 64 });
}
