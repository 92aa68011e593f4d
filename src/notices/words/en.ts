import { groupDigits } from '../../text/say.js';
import { NAMED_ORDERS_MAX, type CouponFacts, type LineFacts, type NoticeWords } from './notice-words.js';

function during(window: string | undefined): string {
  return window === undefined ? '' : ` ${window}`;
}

function units(count: number): string {
  return count === 1 ? '1 unit' : `${groupDigits(String(count))} units`;
}

function givenBack({ refund }: LineFacts): string {
  return refund === undefined ? '' : ` and give you ${refund} back for it`;
}

function coupon({ amount, percent, minimumSpend, lastDay }: CouponFacts): string {
  const use = [
    ...(lastDay === undefined ? [] : [`by ${lastDay}`]),
    ...(minimumSpend === undefined ? [] : [`on a purchase of ${minimumSpend} or more`]),
  ].join(', ');
  const sentences = [
    percent === undefined
      ? `As an apology we give you a coupon worth ${amount}.`
      : `As an apology we give you a coupon for ${percent} off a purchase, worth up to ${amount}.`,
    ...(use === '' ? [] : [`You can use it ${use}.`]),
    'Every customer gets one coupon for this mistake; it cannot be passed on or combined with other coupons.',
  ];
  return sentences.join(' ');
}

/** English. */
export const EN: NoticeWords = {
  titles: {
    cancel: ({ shop, orders }) => `${shop}: we have to cancel goods of ${orders} and give your money back`,
    partial: ({ shop, orders }) => `${shop}: we have to cancel a part of ${orders} and give your money back`,
    honour: ({ shop, orders }) => `${shop}: nothing changes about ${orders}`,
    review: ({ shop, orders }) => `${shop}: we are looking at ${orders}`,
    closed: ({ shop, orders }) => `${shop}: about ${orders}`,
    several: ({ shop, orders }) => `${shop}: what happens with ${orders}`,
  },
  orders: ({ ids, count }) =>
    ids.length > NAMED_ORDERS_MAX
      ? `your ${count} orders`
      : `your ${ids.length === 1 ? 'order' : 'orders'} ${ids.join(', ')}`,
  opening: (shop) => `This is ${shop}.`,
  mistakes: {
    price: (window) => `Our shop showed a wrong price${during(window)}.`,
    promotion: (window) => `Our shop took off a discount that was not meant to apply${during(window)}.`,
    stock: (window) => `Our shop took more orders than we had goods for${during(window)}.`,
  },
  anyMistake: (window) => `Something went wrong in our shop ${window}.`,
  ours: 'That was our mistake: you did nothing wrong.',
  apology: 'We are sorry for the disappointment and the trouble.',

  order: ({ id, placed }) => `Your order ${id}, placed at ${placed}:`,
  line: ({ goods, units: count, told }) => `${goods}, ${count}: ${told}`,
  units,
  because: {
    'wrong-price': ({ shown, intended }) =>
      intended === undefined
        ? `It was shown at the wrong price of ${shown}.`
        : `It was shown at ${shown} each; the right price was ${intended}.`,
    'wrong-promotion': () => 'A discount was taken off it that was not meant to apply.',
    'not-enough-units': () => 'We sold more of it than we have.',
    'already-delivered': () => 'It has already reached you.',
    'within-honour-budget': () => 'We keep to the price that we showed.',
    'already-cancelled': ({ state }) =>
      state === 'review'
        ? 'It had already been cancelled, and we check that you have all of your money back.'
        : 'It had already been cancelled before this message.',
    'drawn-by-lot': ({ state }) =>
      state === 'kept' || state === 'delivered'
        ? 'We gave out what we have by a draw, and your order was drawn.'
        : state === 'partial'
          ? 'We gave out what we have by a draw, and your order was drawn for a part.'
          : 'We gave out what we have by a draw, and your order was not drawn.',
    'was-there-first': ({ state }) =>
      state === 'kept' || state === 'delivered'
        ? 'We gave out what we have in the order in which orders came in, and yours was in time.'
        : state === 'partial'
          ? 'We gave out what we have in the order in which orders came in, and only a part was left for yours.'
          : 'We gave out what we have in the order in which orders came in, and nothing was left for yours.',
    'being-packed': () => 'It is already being packed.',
    'many-units': () => 'It is a large number of units.',
    'payments-do-not-add-up': () => 'We check by hand that you get back exactly what you paid.',
    'refund-above-capture': () => 'We check by hand what has already been given back to you.',
    'other-currency': () => 'It was paid in another currency, so we check the amounts by hand.',
    'no-payment': () => 'We have not found a payment for it yet.',
    'duplicate-order': () => 'It stands twice in our records, which we check by hand.',
    'too-many-orders': () => 'We look at several orders together.',
    'amounts-unclear': () => 'We check its amounts by hand.',
    flagged: () => 'We take a second look at it.',
  },
  outcome: {
    cancelled: (line) => `We have to cancel it${givenBack(line)}.`,
    partial: (line) =>
      `You receive ${units(line.quantity - line.cancelledUnits)}; we have to cancel ${units(line.cancelledUnits)}${givenBack(line)}.`,
    kept: () => 'You receive it at the price you paid.',
    delivered: () => 'It is yours at the price you paid, and there is nothing more to pay.',
    review: () => 'One of us is looking at it in person.',
    closed: () => 'Nothing changes about that.',
  },
  rest: 'Any other goods of this order are not affected.',
  shipped:
    'The parcel may already be on its way. If it reaches you, please leave it closed and tell us: we have it collected at our cost.',
  collect: 'The goods are already with you. Please tell us when we may collect them; it costs you nothing.',
  gift: 'This order is a gift. If we speak with the person it is for, we do not mention the price.',
  reviewNext: 'We tell you the result as soon as we are done. Until then there is nothing you need to do.',

  refunds: 'What you get back:',
  methods: {
    card: 'card',
    'virtual-account': 'virtual account',
    'bank-transfer': 'bank transfer',
    phone: 'phone bill',
    'gift-card': 'gift card',
    points: 'points',
  },
  payment: {
    void: ({ method, amount }) => `${amount} set aside by ${method} is released; it is not charged.`,
    refund: ({ method, amount }) => `${amount} goes back the way you paid it (${method}).`,
    gift: ({ method, amount }) => `${amount} paid by ${method} goes back to its balance.`,
    account: ({ method, amount, accountDays }) =>
      `${amount} paid by ${method} needs an account to go to. We ask you for it in a separate message; please name one within ${accountDays} days of it.`,
    points: ({ amount }) => `${amount} points that you used come back with the expiry dates they had.`,
  },
  shipping: (amount) => `This includes ${amount} for shipping.`,
  due: {
    all: (day) => `You have it back by ${day} at the latest.`,
    rest: (day) => `You have everything else back by ${day} at the latest.`,
  },
  overdue: (day) =>
    `It should have been back by ${day}, and that day has passed. We give it back without any further delay.`,
  accountDue: (day) =>
    `We transfer what goes to your account by ${day}, or as soon as you have named the account if that is later.`,
  nothingPaid: 'Nothing was paid for it, and nothing is charged.',
  earned: (points) => `${points} points earned with the cancelled goods are taken back.`,
  miles: ({ partner, miles }) =>
    `${miles} miles earned with the cancelled goods are taken back by ${partner}, which may take longer.`,
  couponsBack: (count) =>
    count === 1
      ? 'The coupon that you used for this order is yours again.'
      : `The ${String(count)} coupons that you used for this order are yours again.`,
  coupon,

  contact: (contact) => `If you have questions, we are here for you: ${contact}`,
  appeal: (days) =>
    `If you do not agree, please tell us there within ${days} days of this message, and we look at it again.`,

  receiver: {
    title: ({ shop, orders }) => `${shop}: about ${orders}`,
    opening:
      'Goods that were ordered for you are affected by a mistake of ours. Neither you nor the person who ordered them did anything wrong, and we are sorry.',
    outcome: {
      cancelled: () => 'We cannot send it.',
      partial: (line) => `We can send ${units(line.quantity - line.cancelledUnits)}.`,
      kept: () => 'It comes as it was ordered.',
      delivered: () => 'It stays with you.',
      review: () => 'We are looking at it and tell the person who ordered it.',
      closed: () => 'It had already been cancelled.',
    },
    buyer: 'Everything else we settle with the person who ordered it.',
  },
  incident: {
    title: (shop) => `${shop}: a mistake of ours, and what we do about it`,
    goods: 'The goods concerned:',
    price: ({ goods, shown, intended }) => `${goods}: shown at ${shown}; the right price is ${intended}.`,
    more: (count) => `and ${count} more`,
    actions: 'What we do:',
    delivered: 'Goods that have already reached you stay yours at the price you paid.',
    cancelled: 'We cancel orders that we cannot fulfil and give back everything that was paid for them.',
    shared: 'We give out what we have by one rule for everybody, and give the money back for the rest.',
    couponFixed: (amount) => `Customers whose goods we cancel get a coupon worth ${amount} as an apology.`,
    couponOwn:
      'Customers whose goods we cancel get a coupon as an apology; its worth stands in the message to each.',
    couponRate: ({ percent, cap }) =>
      `Customers whose goods we cancel get a coupon as an apology: ${percent} off a purchase, worth up to ${cap}.`,
    everybody: 'We write to everybody concerned; there is nothing you need to do.',
    timeline: 'What happened when:',
    steps: {
      noticed: 'We noticed the mistake.',
      stopped: 'The sale of the goods was stopped.',
      resumed: 'The sale went on after the check.',
      classified: 'We found out whom and what it concerns.',
      investigated: 'We looked for the cause.',
      solved: 'We settled what to do for everybody concerned.',
      told: 'We began to write to everybody concerned.',
      checked: 'We check that everything has arrived.',
      reopened: 'We looked at it once more.',
    },
    step: ({ when, what }) => `${when}: ${what}`,
  },
};
