import type { OrderStatus } from '../catalog/order.js';
import type { Allocation, LegalProfile, RemedyPolicy } from '../catalog/remedy-policy.js';
import type { CurrencyCode } from '../money/currency.js';
import type { DecimalAsWritten } from './amount-field.js';

/** The section `remedy` as its file says it, checked: only what is written. Amounts are in major units. */
export interface RawRemedy {
  readonly currency: CurrencyCode;
  readonly honour?: RawHonour | null | undefined;
  readonly review?: RawReview | null | undefined;
  readonly shortfall?: RawShortfall | null | undefined;
  readonly apology?: RawApology | null | undefined;
  readonly refund?: RawRefund | null | undefined;
  readonly points?: RawPoints | null | undefined;
  readonly approvals: RawSigners;
  readonly legal: RawLegal;
  readonly holidays?: readonly string[] | null | undefined;
  readonly notice: RawNotice;
}

export interface RawHonour {
  readonly statuses?: readonly OrderStatus[] | undefined;
  readonly budget?: DecimalAsWritten | undefined;
}

export interface RawReview {
  readonly statuses?: readonly OrderStatus[] | undefined;
  readonly unitsPerCustomerMax?: number | undefined;
}

export interface RawShortfall {
  readonly allocation?: Allocation | undefined;
  readonly partial?: RemedyPolicy['shortfall']['partial'] | undefined;
}

/** `amount`, or `rateBps` with `cap` and `base`. */
export interface RawApologyForm {
  readonly amount?: DecimalAsWritten | undefined;
  readonly rateBps?: number | undefined;
  readonly cap?: DecimalAsWritten | undefined;
  readonly base?: 'paid-price' | 'intended-price' | undefined;
  readonly unit?: DecimalAsWritten | undefined;
}

export interface RawApology extends RawApologyForm {
  readonly byTier?: Readonly<Record<string, RawApologyForm | null>> | null | undefined;
  readonly minimumSpend?: DecimalAsWritten | undefined;
  readonly validDays?: number | undefined;
  readonly budget?: DecimalAsWritten | undefined;
  readonly redemptionBps?: number | undefined;
  readonly whenOver?: 'fail' | 'scale' | undefined;
}

export interface RawRefund {
  readonly split?: RemedyPolicy['refund']['split'] | undefined;
  readonly pointsMethods?: readonly string[] | undefined;
  readonly accountMethods?: readonly string[] | undefined;
  readonly accountDays?: number | undefined;
  readonly giftMethods?: readonly string[] | undefined;
}

export interface RawPoints {
  readonly negativeBalance?: 'allow' | 'review' | undefined;
}

export interface RawSigners {
  readonly twoFromOrders?: number | undefined;
  readonly twoFrom: DecimalAsWritten;
  readonly validHours?: number | undefined;
}

/** `profile`, or all the others. */
export interface RawLegal {
  readonly profile?: 'KR' | 'generic' | undefined;
  readonly id?: string | undefined;
  readonly refundBusinessDays?: number | undefined;
  readonly countedFrom?: LegalProfile['countedFrom'] | undefined;
  readonly weekend?: readonly number[] | undefined;
  readonly timeZone?: string | undefined;
}

export interface RawNotice {
  readonly shopName: string;
  readonly contact: string;
  readonly appealDays?: number | undefined;
}
