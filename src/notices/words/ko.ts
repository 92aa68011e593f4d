import { withJosa } from '../../text/josa.js';
import { groupDigits } from '../../text/say.js';
import { NAMED_ORDERS_MAX, type CouponFacts, type LineFacts, type NoticeWords } from './notice-words.js';

function during(window: string | undefined): string {
  return window === undefined ? '또한 ' : `${window} `;
}

function units(count: number): string {
  return `${groupDigits(String(count))}개`;
}

function cancelled({ refund }: LineFacts): string {
  return refund === undefined
    ? '부득이하게 취소합니다.'
    : `부득이하게 취소하고 ${withJosa(refund, '을/를')} 돌려드립니다.`;
}

function coupon({ amount, percent, minimumSpend, lastDay }: CouponFacts): string {
  const use = [
    ...(lastDay === undefined ? [] : [`${lastDay}까지`]),
    ...(minimumSpend === undefined ? [] : [`${minimumSpend} 이상 구매하실 때`]),
  ].join(', ');
  const sentences = [
    percent === undefined
      ? `사과의 뜻으로 ${amount} 쿠폰을 드립니다.`
      : `사과의 뜻으로 ${percent} 할인 쿠폰(최대 ${amount} 할인)을 드립니다.`,
    ...(use === '' ? [] : [`쿠폰은 ${use} 사용하실 수 있습니다.`]),
    '이번 일에 대해 고객님 한 분께 한 장을 드리며, 다른 분께 양도하거나 다른 쿠폰과 함께 사용하실 수는 없습니다.',
  ];
  return sentences.join(' ');
}

/** Korean, in 하십시오체 throughout. */
export const KO: NoticeWords = {
  titles: {
    cancel: ({ shop, orders }) => `[${shop}] ${orders} 취소 및 환불 안내`,
    partial: ({ shop, orders }) => `[${shop}] ${orders} 일부 취소 및 환불 안내`,
    honour: ({ shop, orders }) => `[${shop}] ${orders} 유지 안내`,
    review: ({ shop, orders }) => `[${shop}] ${orders} 확인 중 안내`,
    closed: ({ shop, orders }) => `[${shop}] ${orders} 관련 안내`,
    several: ({ shop, orders }) => `[${shop}] ${orders} 처리 안내`,
  },
  orders: ({ ids, count }) => (ids.length > NAMED_ORDERS_MAX ? `주문 ${count}건` : `주문 ${ids.join(', ')}`),
  opening: (shop) => `안녕하십니까, ${shop}입니다.`,
  mistakes: {
    price: (window) => `${during(window)}저희 쇼핑몰에 상품 가격이 잘못 표시되었습니다.`,
    promotion: (window) => `${during(window)}저희 쇼핑몰에서 적용되지 않아야 할 할인이 적용되었습니다.`,
    stock: (window) => `${during(window)}저희 쇼핑몰이 준비된 수량보다 많은 주문을 받았습니다.`,
  },
  anyMistake: (window) => `${window} 저희 쇼핑몰에 문제가 있었습니다.`,
  ours: '이는 저희의 실수이며, 고객님께서 잘못하신 것은 전혀 없습니다.',
  apology: '기대하며 주문하신 고객님께 실망과 불편을 드려 진심으로 사과드립니다.',

  order: ({ id, placed }) => `주문 ${id} (${placed} 주문)`,
  line: ({ goods, units: count, told }) => `${goods}, ${count}: ${told}`,
  units,
  because: {
    'wrong-price': ({ shown, intended }) =>
      intended === undefined
        ? `가격이 ${withJosa(shown, '으로/로')} 잘못 표시되었습니다.`
        : `1개당 ${withJosa(shown, '으로/로')} 표시되었으나, 원래 가격은 ${intended}입니다.`,
    'wrong-promotion': () => '적용되지 않아야 할 할인이 적용된 상품입니다.',
    'not-enough-units': () => '준비된 수량보다 많이 판매된 상품입니다.',
    'already-delivered': () => '이미 받으신 상품입니다.',
    'within-honour-budget': () => '표시해 드린 가격을 지키겠습니다.',
    'already-cancelled': ({ state }) =>
      state === 'review'
        ? '이미 취소된 상품으로, 결제하신 금액이 모두 환불되었는지 확인하고 있습니다.'
        : '이 안내를 드리기 전에 이미 취소된 상품입니다.',
    'drawn-by-lot': ({ state }) =>
      state === 'kept' || state === 'delivered'
        ? '준비된 수량을 추첨으로 배정하였고, 고객님의 주문이 선정되었습니다.'
        : state === 'partial'
          ? '준비된 수량을 추첨으로 배정하였고, 고객님의 주문에는 일부 수량이 배정되었습니다.'
          : '준비된 수량을 추첨으로 배정하였으나, 아쉽게도 고객님의 주문은 선정되지 않았습니다.',
    'was-there-first': ({ state }) =>
      state === 'kept' || state === 'delivered'
        ? '준비된 수량을 주문이 접수된 순서대로 배정하였고, 고객님의 주문에 모두 배정되었습니다.'
        : state === 'partial'
          ? '준비된 수량을 주문이 접수된 순서대로 배정하여, 고객님의 주문에는 일부 수량이 배정되었습니다.'
          : '준비된 수량을 주문이 접수된 순서대로 배정하였으나, 아쉽게도 고객님의 차례 전에 모두 소진되었습니다.',
    'being-packed': () => '이미 포장 중인 상품입니다.',
    'many-units': () => '수량이 많은 주문입니다.',
    'payments-do-not-add-up': () =>
      '결제하신 금액을 정확히 돌려드리기 위해 결제 내역을 하나하나 확인하고 있습니다.',
    'refund-above-capture': () => '이미 환불해 드린 내역을 하나하나 확인하고 있습니다.',
    'other-currency': () => '다른 통화로 결제되어 금액을 하나하나 확인하고 있습니다.',
    'no-payment': () => '결제 내역이 아직 확인되지 않습니다.',
    'duplicate-order': () => '같은 주문이 두 번 기록되어 있어 확인하고 있습니다.',
    'too-many-orders': () => '여러 주문을 함께 확인하고 있습니다.',
    'amounts-unclear': () => '금액을 하나하나 확인하고 있습니다.',
    flagged: () => '한 번 더 확인하고 있는 주문입니다.',
  },
  outcome: {
    cancelled,
    partial: (line) =>
      `${units(line.quantity - line.cancelledUnits)}는 보내 드리고, ${units(line.cancelledUnits)}는 ${cancelled(line)}`,
    kept: () => '결제하신 금액 그대로 보내 드립니다.',
    delivered: () => '그대로 사용하시면 되며, 더 결제하실 금액은 없습니다.',
    review: () => '담당자가 직접 살펴보고 있습니다.',
    closed: () => '이번 일로 달라지는 것은 없습니다.',
  },
  rest: '이 주문의 다른 상품에는 영향이 없습니다.',
  shipped:
    '상품이 이미 출고되어 배송되고 있을 수 있습니다. 받으시면 개봉하지 마시고 저희에게 알려 주시기 바랍니다. 저희 비용으로 회수하겠습니다.',
  collect:
    '이미 받으신 상품은 저희가 회수하겠습니다. 편하신 시간을 알려 주시기 바라며, 비용은 저희가 부담합니다.',
  gift: '선물로 보내신 주문입니다. 받으시는 분과 연락하게 되더라도 가격은 말씀드리지 않겠습니다.',
  reviewNext: '확인이 끝나는 대로 결과를 안내해 드리겠습니다. 그때까지 고객님께서 하실 일은 없습니다.',

  refunds: '돌려드리는 내역',
  methods: {
    card: '카드',
    'virtual-account': '가상계좌',
    'bank-transfer': '계좌이체',
    phone: '휴대폰 결제',
    'gift-card': '상품권',
    points: '포인트',
  },
  payment: {
    void: ({ method, amount }) =>
      `${withJosa(method, '으로/로')} 승인된 ${withJosa(amount, '은/는')} 승인이 취소되며 청구되지 않습니다.`,
    refund: ({ method, amount }) =>
      `${withJosa(method, '으로/로')} 결제하신 ${withJosa(amount, '을/를')} 같은 수단으로 환불해 드립니다.`,
    gift: ({ method, amount }) =>
      `${withJosa(method, '으로/로')} 결제하신 ${withJosa(amount, '을/를')} 잔액으로 돌려드립니다.`,
    account: ({ method, amount, accountDays }) =>
      `${withJosa(method, '으로/로')} 결제하신 ${withJosa(amount, '은/는')} 환불받으실 계좌가 필요합니다. 계좌는 따로 여쭙겠으니, 그 안내를 받으신 날부터 ${accountDays}일 안에 알려 주시기 바랍니다.`,
    points: ({ amount }) => `사용하신 ${amount}포인트를 원래의 유효기간 그대로 돌려드립니다.`,
  },
  shipping: (amount) => `이 중 ${withJosa(amount, '은/는')} 배송비입니다.`,
  due: {
    all: (day) => `늦어도 ${day}까지 돌려드립니다.`,
    rest: (day) => `그 밖의 금액은 늦어도 ${day}까지 돌려드립니다.`,
  },
  overdue: (day) => `${day}까지 돌려드렸어야 하나 그날이 지났습니다. 지체 없이 돌려드리겠습니다.`,
  accountDue: (day) =>
    `계좌로 받으실 금액은 ${day}까지, 계좌를 그보다 늦게 알려 주시면 알려 주시는 대로 보내 드립니다.`,
  nothingPaid: '결제하신 금액이 없으며, 청구되는 금액도 없습니다.',
  earned: (points) => `취소된 상품으로 적립된 ${points}포인트는 회수됩니다.`,
  miles: ({ partner, miles }) =>
    `취소된 상품으로 적립된 ${partner} ${miles}마일은 제휴사에서 회수하며, 시간이 더 걸릴 수 있습니다.`,
  couponsBack: (count) =>
    `이 주문에 사용하신 쿠폰 ${groupDigits(String(count))}장을 다시 사용하실 수 있도록 돌려드립니다.`,
  coupon,

  contact: (contact) => `궁금하신 점이 있으시면 언제든지 문의해 주시기 바랍니다. 문의: ${contact}`,
  appeal: (days) =>
    `처리 내용에 동의하지 않으시면 이 안내를 받으신 날부터 ${days}일 안에 위의 문의처로 알려 주시기 바랍니다. 다시 살펴보겠습니다.`,

  receiver: {
    title: ({ shop, orders }) => `[${shop}] ${orders} 관련 안내`,
    opening:
      '고객님께 보내 드릴 상품에 저희의 실수로 문제가 생겼습니다. 고객님이나 주문하신 분께서 잘못하신 것은 전혀 없으며, 불편을 드려 진심으로 사과드립니다.',
    outcome: {
      cancelled: () => '보내 드릴 수 없게 되었습니다.',
      partial: (line) => `${units(line.quantity - line.cancelledUnits)}만 보내 드립니다.`,
      kept: () => '주문된 그대로 보내 드립니다.',
      delivered: () => '그대로 사용하시면 됩니다.',
      review: () => '확인하고 있으며, 주문하신 분께 결과를 안내해 드리겠습니다.',
      closed: () => '이미 취소된 상품입니다.',
    },
    buyer: '그 밖의 사항은 주문하신 분과 상의하여 처리하겠습니다.',
  },
  incident: {
    title: (shop) => `[${shop}] 저희의 실수에 대한 사과와 처리 안내`,
    goods: '해당 상품',
    price: ({ goods, shown, intended }) =>
      `${goods}: ${withJosa(shown, '으로/로')} 표시되었으나, 원래 가격은 ${intended}입니다.`,
    more: (count) => `외 ${count}건`,
    actions: '처리 내용',
    delivered: '이미 받으신 상품은 결제하신 금액 그대로 사용하시면 됩니다.',
    cancelled: '보내 드릴 수 없는 주문은 취소하고, 결제하신 금액을 모두 돌려드립니다.',
    shared: '준비된 수량은 모든 고객님께 같은 기준으로 배정하고, 나머지는 금액을 돌려드립니다.',
    couponFixed: (amount) => `상품이 취소되는 고객님께 사과의 뜻으로 ${amount} 쿠폰을 드립니다.`,
    couponOwn: '상품이 취소되는 고객님께 사과의 뜻으로 쿠폰을 드리며, 금액은 개별 안내에 적혀 있습니다.',
    couponRate: ({ percent, cap }) =>
      `상품이 취소되는 고객님께 사과의 뜻으로 ${percent} 할인 쿠폰(최대 ${cap} 할인)을 드립니다.`,
    everybody: '해당하는 모든 고객님께 따로 안내해 드리며, 고객님께서 하실 일은 없습니다.',
    timeline: '경과',
    steps: {
      noticed: '문제를 확인하였습니다.',
      stopped: '해당 상품의 판매를 중단하였습니다.',
      resumed: '점검을 마치고 판매를 다시 시작하였습니다.',
      classified: '어떤 상품과 주문이 해당하는지 파악하였습니다.',
      investigated: '원인을 조사하였습니다.',
      solved: '해당하는 모든 고객님에 대한 처리 방법을 정하였습니다.',
      told: '해당하는 고객님께 안내를 시작하였습니다.',
      checked: '모든 처리가 끝났는지 확인하고 있습니다.',
      reopened: '다시 한번 살펴보았습니다.',
    },
    step: ({ when, what }) => `${when}: ${what}`,
  },
};
