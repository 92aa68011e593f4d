import { groupDigits } from '../../text/say.js';
import { NAMED_ORDERS_MAX, type CouponFacts, type LineFacts, type NoticeWords } from './notice-words.js';

function during(window: string | undefined): string {
  return window === undefined ? '同时，' : `${window}，`;
}

function units(count: number): string {
  return `${groupDigits(String(count))}件`;
}

function cancelled({ refund }: LineFacts): string {
  return refund === undefined ? '我们只能取消。' : `我们只能取消，并退还${refund}。`;
}

function coupon({ amount, percent, minimumSpend, lastDay }: CouponFacts): string {
  const use = [
    ...(lastDay === undefined ? [] : [`有效期至${lastDay}`]),
    ...(minimumSpend === undefined ? [] : [`消费满${minimumSpend}可用`]),
  ].join('，');
  const sentences = [
    percent === undefined
      ? `为表歉意，我们向您赠送一张${amount}的优惠券。`
      : `为表歉意，我们向您赠送一张优惠${percent}的优惠券（最多优惠${amount}）。`,
    ...(use === '' ? [] : [`优惠券${use}。`]),
    '本次事件每位顾客一张，不可转让，也不可与其他优惠券同时使用。',
  ];
  return sentences.join('');
}

/** Chinese, Simplified. */
export const ZH: NoticeWords = {
  titles: {
    cancel: ({ shop, orders }) => `【${shop}】${orders}取消及退款通知`,
    partial: ({ shop, orders }) => `【${shop}】${orders}部分取消及退款通知`,
    honour: ({ shop, orders }) => `【${shop}】${orders}保持不变`,
    review: ({ shop, orders }) => `【${shop}】${orders}正在核实`,
    closed: ({ shop, orders }) => `【${shop}】关于${orders}的说明`,
    several: ({ shop, orders }) => `【${shop}】${orders}处理通知`,
  },
  orders: ({ ids, count }) =>
    ids.length > NAMED_ORDERS_MAX ? `您的${count}笔订单` : `订单${ids.join('、')}`,
  opening: (shop) => `您好，这里是${shop}。`,
  mistakes: {
    price: (window) => `${during(window)}我们的商店标错了商品价格。`,
    promotion: (window) => `${during(window)}我们的商店误用了本不该适用的优惠。`,
    stock: (window) => `${during(window)}我们接受的订单超过了实际备货数量。`,
  },
  anyMistake: (window) => `${window}，我们的商店出现了问题。`,
  ours: '这是我们的失误，您没有任何过错。',
  apology: '让您失望并给您带来不便，我们深表歉意。',

  order: ({ id, placed }) => `订单${id}（${placed}下单）：`,
  line: ({ goods, units: count, told }) => `${goods}，${count}：${told}`,
  units,
  because: {
    'wrong-price': ({ shown, intended }) =>
      intended === undefined ? `价格被误标为${shown}。` : `单价被误标为${shown}，正确价格是${intended}。`,
    'wrong-promotion': () => '该商品误用了本不该适用的优惠。',
    'not-enough-units': () => '该商品的售出数量超过了备货数量。',
    'already-delivered': () => '该商品您已经收到。',
    'within-honour-budget': () => '我们遵守当时标示的价格。',
    'already-cancelled': ({ state }) =>
      state === 'review'
        ? '该商品此前已经取消，我们正在核对款项是否已全部退还。'
        : '该商品在本通知之前已经取消。',
    'drawn-by-lot': ({ state }) =>
      state === 'kept' || state === 'delivered'
        ? '我们以抽签方式分配现有数量，您的订单已中签。'
        : state === 'partial'
          ? '我们以抽签方式分配现有数量，您的订单获得了其中一部分。'
          : '我们以抽签方式分配现有数量，很遗憾您的订单未中签。',
    'was-there-first': ({ state }) =>
      state === 'kept' || state === 'delivered'
        ? '我们按下单先后分配现有数量，您的订单已全部分到。'
        : state === 'partial'
          ? '我们按下单先后分配现有数量，轮到您的订单时只剩一部分。'
          : '我们按下单先后分配现有数量，很遗憾轮到您的订单时已经分完。',
    'being-packed': () => '该商品已在打包。',
    'many-units': () => '该订单数量较多。',
    'payments-do-not-add-up': () => '为确保准确退还您支付的金额，我们正在逐笔核对付款记录。',
    'refund-above-capture': () => '我们正在逐笔核对已退款的记录。',
    'other-currency': () => '该订单以其他货币支付，我们正在逐笔核对金额。',
    'no-payment': () => '我们尚未查到该订单的付款记录。',
    'duplicate-order': () => '同一订单在记录中出现了两次，我们正在核对。',
    'too-many-orders': () => '我们正在一并核对多笔订单。',
    'amounts-unclear': () => '我们正在逐笔核对金额。',
    flagged: () => '我们正在对该订单再次核对。',
  },
  outcome: {
    cancelled,
    partial: (line) =>
      `其中${units(line.quantity - line.cancelledUnits)}照常发货，另外${units(line.cancelledUnits)}${cancelled(line)}`,
    kept: () => '我们按您支付的金额照常发货。',
    delivered: () => '商品归您所有，无需再支付任何费用。',
    review: () => '我们的工作人员正在亲自核实。',
    closed: () => '不会因本次事件有任何变化。',
  },
  rest: '该订单中的其他商品不受影响。',
  shipped: '包裹可能已经发出。如果您收到，请不要拆封并告知我们，我们承担费用上门取回。',
  collect: '商品已经在您手中。请告诉我们方便上门取回的时间，费用由我们承担。',
  gift: '这是一笔送礼订单。如果我们需要联系收礼人，不会提及价格。',
  reviewNext: '核实完成后，我们会立即把结果告诉您。在此之前，您不需要做任何事情。',

  refunds: '退还给您的内容：',
  methods: {
    card: '银行卡',
    'virtual-account': '虚拟账户',
    'bank-transfer': '银行转账',
    phone: '话费支付',
    'gift-card': '礼品卡',
    points: '积分',
  },
  payment: {
    void: ({ method, amount }) => `${method}预授权的${amount}将被解除，不会扣款。`,
    refund: ({ method, amount }) => `通过${method}支付的${amount}将原路退回。`,
    gift: ({ method, amount }) => `用${method}支付的${amount}将退回其余额。`,
    account: ({ method, amount, accountDays }) =>
      `通过${method}支付的${amount}需要您提供收款账户。我们会另行联系您，请在收到后${accountDays}天内告知。`,
    points: ({ amount }) => `您使用的${amount}积分将按原有效期退还。`,
  },
  shipping: (amount) => `其中${amount}为运费。`,
  due: {
    all: (day) => `最迟${day}退还给您。`,
    rest: (day) => `其余款项最迟${day}退还给您。`,
  },
  overdue: (day) => `本应在${day}之前退还给您，但该日期已过，我们将立即退还。`,
  accountDue: (day) => `转入您账户的金额最迟${day}汇出；如果您在此之后才告知账户，我们收到后立即汇出。`,
  nothingPaid: '您没有支付任何金额，也不会被扣款。',
  earned: (points) => `因被取消的商品获得的${points}积分将被收回。`,
  miles: ({ partner, miles }) =>
    `因被取消的商品获得的${partner} ${miles}里程将由合作方收回，可能需要更长时间。`,
  couponsBack: (count) => `您在该订单中使用的${groupDigits(String(count))}张优惠券将退还给您，可再次使用。`,
  coupon,

  contact: (contact) => `如有任何疑问，欢迎随时联系我们：${contact}`,
  appeal: (days) => `如果您不同意以上处理，请在收到本通知后${days}天内通过上述方式告诉我们，我们会重新核实。`,

  receiver: {
    title: ({ shop, orders }) => `【${shop}】关于${orders}的说明`,
    opening:
      '由于我们的失误，为您订购的商品受到了影响。您和下单人都没有任何过错，给您带来不便，我们深表歉意。',
    outcome: {
      cancelled: () => '很遗憾无法发货。',
      partial: (line) => `我们可以发出${units(line.quantity - line.cancelledUnits)}。`,
      kept: () => '照常发货。',
      delivered: () => '归您所有。',
      review: () => '我们正在核实，并会告知下单人。',
      closed: () => '此前已经取消。',
    },
    buyer: '其他事宜我们会与下单人处理。',
  },
  incident: {
    title: (shop) => `【${shop}】关于我们的失误及处理办法`,
    goods: '涉及的商品：',
    price: ({ goods, shown, intended }) => `${goods}：误标为${shown}，正确价格是${intended}。`,
    more: (count) => `以及另外${count}项`,
    actions: '我们的处理：',
    delivered: '已经收到的商品归您所有，以您支付的金额为准。',
    cancelled: '无法履行的订单将取消，并全额退还您支付的金额。',
    shared: '现有数量按对所有顾客一致的规则分配，其余部分退款。',
    couponFixed: (amount) => `为表歉意，商品被取消的顾客将获得${amount}的优惠券。`,
    couponOwn: '为表歉意，商品被取消的顾客将获得优惠券，具体金额请见发给您的通知。',
    couponRate: ({ percent, cap }) =>
      `为表歉意，商品被取消的顾客将获得优惠${percent}的优惠券，最多优惠${cap}。`,
    everybody: '我们会逐一通知所有相关顾客，您不需要做任何事情。',
    timeline: '事件经过：',
    steps: {
      noticed: '我们发现了问题。',
      stopped: '相关商品已停止销售。',
      resumed: '检查完成后恢复销售。',
      classified: '我们确认了涉及的商品和订单。',
      investigated: '我们调查了原因。',
      solved: '我们确定了对所有相关顾客的处理办法。',
      told: '我们开始通知相关顾客。',
      checked: '我们正在确认所有处理均已完成。',
      reopened: '我们再次进行了核实。',
    },
    step: ({ when, what }) => `${when}：${what}`,
  },
};
