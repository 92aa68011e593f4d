import type { InEveryLang } from '../text/lang.js';

/** The comments of a starter policy about the live sale that are not taken from a table. */
export interface SaleWords {
  readonly guard: string;
  readonly reservationMinutes: string;
  readonly reviewMinutes: string;
  readonly late: string;
  readonly freeShipping: string;
  readonly paymentMinutes: string;
  readonly orderRules: string;
  readonly breaker: string;
  readonly deepFromBps: string;
  readonly breakerRules: string;
}

export const SALE_WORDS: InEveryLang<SaleWords> = {
  en: {
    guard: 'What a checkout does with orders.',
    reservationMinutes: 'How long a new reservation stands. A sale keeps what it was opened with.',
    reviewMinutes: 'How long a reservation waits for a person to look at it.',
    late: 'Money that came after the reservation lapsed: refund gives it back, rescue sells what is still there.',
    freeShipping:
      'Whether what promotions took off the shipping counts as a reduction of the goods: ignore or reduces. The floors of a price book are of the goods alone.',
    paymentMinutes:
      'How long a payment may take, for channels that the sale file does not name. A channel left out keeps its default.',
    orderRules:
      'What each order is judged by, on what is finally paid. Every rule runs unless it says "enabled: false"; "severityMax: hold" sends to review what would be rejected.',
    breaker:
      'When a sale stops itself, in the same step as the order that shows it. Going on takes a signature.',
    deepFromBps: 'From this markdown on, below the reference, an order counts as deep.',
    breakerRules:
      'drain lets whoever is paying finish, freeze lets nothing move. scopes: sale, sku, category, channel.',
  },
  ko: {
    guard: '결제 단계에서 주문을 다루는 방식입니다.',
    reservationMinutes: '새 예약이 유지되는 시간(분)입니다. 이미 연 행사는 열 때의 값을 유지합니다.',
    reviewMinutes: '예약이 사람의 확인을 기다리는 시간(분)입니다.',
    late: '예약이 소멸한 뒤 들어온 결제: refund는 돌려주고, rescue는 재고가 남아 있으면 판매합니다.',
    freeShipping:
      '배송비 할인을 상품 할인으로 셀지 정합니다: ignore 또는 reduces. 가격 장부의 하한은 상품만을 기준으로 합니다.',
    paymentMinutes: '행사 파일에 없는 채널의 결제 시간(분)입니다. 적지 않은 채널은 기본값을 씁니다.',
    orderRules:
      '최종 결제 금액을 기준으로 주문을 판정하는 규칙입니다. "enabled: false"가 없으면 모두 실행됩니다. "severityMax: hold"면 거부 대신 검토로 보냅니다.',
    breaker:
      '행사를 스스로 멈추는 조건입니다. 문제를 드러낸 주문과 같은 단계에서 멈추며, 다시 열려면 서명이 필요합니다.',
    deepFromBps: '결제 금액이 기준 가격보다 이만큼 이상 낮으면 큰 폭으로 할인된 주문으로 셉니다.',
    breakerRules:
      'drain은 결제 중인 고객만 마치게 하고, freeze는 모두 멈춥니다. scopes: sale, sku, category, channel.',
  },
};
