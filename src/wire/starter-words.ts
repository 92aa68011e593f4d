import type { PriceRule } from '../pricing/rule.js';
import type { InEveryLang } from '../text/lang.js';

/** The comments of a starter policy that are not taken from the rule table. */
export interface StarterWords {
  readonly head: readonly string[];
  readonly catalog: string;
  readonly currency: string;
  readonly encoding: string;
  readonly preset: string;
  readonly columns: string;
  readonly numbers: string;
  readonly groupSeparator: string;
  readonly decimalSeparator: string;
  readonly currencySigns: string;
  readonly timeZone: string;
  readonly categorySeparator: string;
  readonly limits: string;
  readonly rowBytes: string;
  readonly columnCount: string;
  readonly pricing: string;
  readonly exchangeRates: string;
  readonly rules: string;
  readonly overrides: string;
  readonly category: string;
  readonly kinds: Readonly<Record<PriceRule['kind'], string>>;
  readonly trigger: string;
  readonly audit: string;
  readonly failOn: string;
  readonly lang: string;
  readonly approvals: string;
  cannotBeWaived(reason: string): string;
}

export const STARTER_WORDS: InEveryLang<StarterWords> = {
  en: {
    head: [
      'The rules and limits of this shop. As it stands here, everything is at its default.',
      'A line with # and no blank after it is a setting at its default: take the # away and change the value. A line with # and a blank explains.',
      'Shares are basis points: 6000 is 60 %. Amounts with decimals stand in quotes.',
      'What is in force: saleguard rules --policy <this file>',
    ],
    catalog: 'How the catalogue files are written. Nothing of this is guessed from the data.',
    currency: 'Currency of rows that name none. Without it every row must name its own. Example:',
    encoding: 'utf-8, or euc-kr (which also reads CP949).',
    preset:
      'Column headers known without being listed: canonical (sku, price, list_price …) or korean (상품코드, 판매가, 정가 …).',
    columns: 'Your own headers, each with the column it is. Example:',
    numbers: 'How the files write amounts.',
    groupSeparator: "Between groups of three digits: none, ',', '.', ' ' or \"'\".",
    decimalSeparator: "Before the fraction: '.' or ','.",
    currencySigns: "What may stand beside the digits, such as ['₩', '원'].",
    timeZone:
      'Zone of sale times that state no offset: a place or an offset such as +09:00. Without it they are refused. Example:',
    categorySeparator: 'Between the parts of a category path.',
    limits: 'Bounds on what one file may hold; beyond them is a finding or an error, never a cut.',
    rowBytes: 'Longest row, in bytes.',
    columnCount: 'Most columns of a file.',
    pricing: 'The price rules and their limits.',
    exchangeRates:
      'Rates by which currency-exponent recognises a price in another currency: how many units of each buy one unit of the base. Example:',
    rules:
      'Every rule runs unless it says "enabled: false". "severityMax: warn" lowers its findings to warnings. One rule explained: saleguard rules <id>',
    overrides:
      'Under a rule about one offer: other settings for a category (with everything below it), a price list, or both; a later match wins:',
    category: 'Audio > Earphones',
    kinds: {
      reading: 'Rules about what could be read',
      offer: 'Rules about one offer',
      batch: 'Rules about the whole catalogue',
      promotion: 'Rules about promotions by themselves',
      coverage: 'Rules about what could not be judged',
    },
    trigger: 'Trigger',
    audit: 'What "saleguard audit" does unless its flags say otherwise.',
    failOn: 'The run fails (exit code 1) from this severity on: block, hold or warn.',
    lang: 'Language of the reports: en or ko. Example:',
    approvals:
      'Whose signatures count, by the public half of a key that "saleguard keys new" made. With this section, a price that changed without an approval is a finding. Example:',
    cannotBeWaived: (reason) => `Cannot be switched off or lowered: ${reason}.`,
  },
  ko: {
    head: [
      '이 쇼핑몰의 가격 규칙과 한도입니다. 지금 상태로는 모든 값이 기본값입니다.',
      '# 바로 뒤에 글자가 오는 줄은 기본값으로 된 설정입니다. #을 지우고 값을 바꾸세요. # 뒤에 빈칸이 있는 줄은 설명입니다.',
      '비율은 베이시스 포인트로 적습니다. 6000은 60%입니다. 소수가 있는 금액은 따옴표로 감쌉니다.',
      '적용되는 값 확인: saleguard rules --lang ko --policy <이 파일>',
    ],
    catalog: '카탈로그 파일을 쓰는 방식입니다. 데이터에서 추측하는 값은 없습니다.',
    currency: '통화가 적혀 있지 않은 행의 통화입니다. 없으면 모든 행에 통화가 있어야 합니다. 예:',
    encoding: 'utf-8 또는 euc-kr(CP949 포함).',
    preset:
      '따로 적지 않아도 알아보는 열 이름: canonical(sku, price, list_price …) 또는 korean(상품코드, 판매가, 정가 …).',
    columns: '직접 쓰는 열 이름과 그에 해당하는 열입니다. 예:',
    numbers: '파일에서 금액을 쓰는 방식입니다.',
    groupSeparator: "세 자리마다 넣는 구분 기호: none, ',', '.', ' ' 또는 \"'\".",
    decimalSeparator: "소수점 기호: '.' 또는 ','.",
    currencySigns: "숫자 옆에 올 수 있는 통화 기호. 예: ['₩', '원'].",
    timeZone:
      '시간대가 적혀 있지 않은 행사 시각의 시간대: 지역 이름 또는 +09:00 같은 값. 없으면 그런 시각은 거부합니다. 예:',
    categorySeparator: '카테고리 경로를 나누는 기호.',
    limits: '한 파일이 담을 수 있는 한도입니다. 넘으면 결과나 오류로 알리며 잘라 내지 않습니다.',
    rowBytes: '한 행의 최대 바이트 수.',
    columnCount: '한 파일의 최대 열 수.',
    pricing: '가격 규칙과 한도입니다.',
    exchangeRates:
      'currency-exponent 규칙이 다른 통화의 가격을 알아보는 데 쓰는 환율입니다. 기준 통화 1단위를 사는 데 드는 각 통화의 양을 적습니다. 예:',
    rules:
      '"enabled: false"가 없으면 모든 규칙이 실행됩니다. "severityMax: warn"은 결과를 경고로 낮춥니다. 규칙 설명: saleguard rules <id> --lang ko',
    overrides:
      '상품 하나에 관한 규칙에는 카테고리(하위 포함), 가격표 또는 둘 다에 대한 값을 따로 둘 수 있습니다. 뒤에 있는 것이 우선합니다:',
    category: '음향 > 이어폰',
    kinds: {
      reading: '읽기에 관한 규칙',
      offer: '상품 하나에 관한 규칙',
      batch: '카탈로그 전체에 관한 규칙',
      promotion: '프로모션 자체에 관한 규칙',
      coverage: '판정하지 못한 것에 관한 규칙',
    },
    trigger: '조건',
    audit: '옵션을 따로 주지 않았을 때 "saleguard audit"의 동작입니다.',
    failOn: '이 심각도부터 실행이 실패합니다(종료 코드 1): block, hold 또는 warn.',
    lang: '보고서 언어: en 또는 ko. 예:',
    approvals:
      '누구의 서명이 유효한지 정합니다. 공개 키는 "saleguard keys new"로 만듭니다. 이 항목이 있으면 승인 없이 바뀐 가격이 결과로 나옵니다. 예:',
    cannotBeWaived: (reason) => `끄거나 낮출 수 없습니다. 이유: ${reason}.`,
  },
};
