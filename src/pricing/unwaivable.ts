import type { InEveryLang } from '../text/lang.js';

/**
 * Rules that no policy may switch off or lower and no approval may downgrade, by id, with the reason. Their findings
 * mean that the price was not read, or cannot have been meant.
 */
export const UNWAIVABLE: ReadonlyMap<string, InEveryLang<string>> = new Map<string, InEveryLang<string>>([
  [
    'parse-strict',
    {
      en: 'a row that could not be read was judged by no rule',
      ko: '읽지 못한 행은 어떤 규칙으로도 판정되지 않았습니다',
    },
  ],
  [
    'absolute-floor',
    {
      en: 'a price of nothing is never meant; set its floors instead, or declare the row a gift',
      ko: '0원 이하의 가격은 의도된 것일 수 없습니다. 대신 하한을 정하거나 그 행을 사은품으로 선언하세요',
    },
  ],
  [
    'currency-exponent',
    {
      en: 'an amount in the wrong currency or with the wrong decimals is not the price anybody approved',
      ko: '통화나 소수 자릿수가 틀린 금액은 아무도 승인한 가격이 아닙니다',
    },
  ],
]);
