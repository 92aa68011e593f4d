import { GuardError } from '../../core/errors.js';
import { parseCurrency, type CurrencyCode } from '../../money/currency.js';
import type { Lang } from '../../text/lang.js';
import type { CliIo } from '../io.js';
import { policyOf } from './actor.js';

/** Language and currency of a view. */
export interface ViewWords {
  readonly lang: Lang;
  /** Currency of the loss budget; undefined shows bare minor units. */
  readonly currency: CurrencyCode | undefined;
}

/** Of the flags, else of the policy. @throws GuardError `usage` for what is no currency; what reading the policy throws. */
export function viewWords(
  flags: { readonly lang?: Lang; readonly currency?: string; readonly policy?: string },
  io: Pick<CliIo, 'env'>,
): ViewWords {
  const policy = policyOf(flags, io);
  const lang = flags.lang ?? policy?.audit.lang ?? 'en';
  if (flags.currency === undefined) return { lang, currency: policy?.catalog.currency };
  const currency = parseCurrency(flags.currency);
  if (currency !== undefined) return { lang, currency };
  throw new GuardError({
    code: 'usage',
    message: `--currency ${flags.currency} is no ISO 4217 code such as KRW or USD`,
  });
}
