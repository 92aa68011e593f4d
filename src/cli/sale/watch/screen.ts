import type { EpochMs } from '../../../core/clock.js';
import type { CurrencyCode } from '../../../money/currency.js';
import type { Lang } from '../../../text/lang.js';
import { sayIn } from '../../../text/say.js';
import { watchWords } from '../../../text/watch-words.js';
import type { Glyphs } from './glyphs.js';

/** What a view is drawn on, and how. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly lang: Lang;
  readonly glyphs: Glyphs;
  /** Currency of the loss budget; undefined shows bare minor units. */
  readonly currency: CurrencyCode | undefined;
  /** How an instant is written: `00:03:12` by the clock of whoever looks. */
  readonly clock: (at: EpochMs) => string;
  /** This machine's clock, epoch ms. */
  readonly now: EpochMs;
  /** Ms between two rounds. */
  readonly everyMs: number;
}

/** An amount of the loss budget. */
export function amountText(minor: number, { lang, currency }: Pick<Screen, 'lang' | 'currency'>): string {
  const say = sayIn(lang);
  return currency === undefined ? watchWords(lang).minor(say.count(minor)) : say.money(minor, currency);
}

/** A rate with one digit after the point below a hundred. */
export function rateText(rate: number, lang: Lang): string {
  const shown = rate < 100 ? Math.round(rate * 10) / 10 : Math.round(rate);
  return watchWords(lang).perSecond(sayIn(lang).count(shown));
}
