import { groupDigits } from '../../text/say.js';
import { NAMED_ORDERS_MAX, type CouponFacts, type LineFacts, type NoticeWords } from './notice-words.js';

function during(window: string | undefined): string {
  return window === undefined ? 'また、' : `${window}、`;
}

function units(count: number): string {
  return `${groupDigits(String(count))}点`;
}

function cancelled({ refund }: LineFacts): string {
  return refund === undefined
    ? '誠に恐れ入りますが、キャンセルいたします。'
    : `誠に恐れ入りますが、キャンセルのうえ${refund}を返金いたします。`;
}

function coupon({ amount, percent, minimumSpend, lastDay }: CouponFacts): string {
  const use = [
    ...(lastDay === undefined ? [] : [`${lastDay}まで`]),
    ...(minimumSpend === undefined ? [] : [`${minimumSpend}以上のお買い物で`]),
  ].join('、');
  const sentences = [
    percent === undefined
      ? `お詫びのしるしとして、${amount}のクーポンを差し上げます。`
      : `お詫びのしるしとして、${percent}割引クーポン（最大${amount}割引）を差し上げます。`,
    ...(use === '' ? [] : [`クーポンは${use}ご利用いただけます。`]),
    'この件につきお一人様1枚とし、譲渡やほかのクーポンとの併用はできません。',
  ];
  return sentences.join('');
}

/** Japanese, です・ます with the courtesy of a shop. */
export const JA: NoticeWords = {
  titles: {
    cancel: ({ shop, orders }) => `【${shop}】${orders}のキャンセルとご返金について`,
    partial: ({ shop, orders }) => `【${shop}】${orders}の一部キャンセルとご返金について`,
    honour: ({ shop, orders }) => `【${shop}】${orders}に変更はございません`,
    review: ({ shop, orders }) => `【${shop}】${orders}を確認しております`,
    closed: ({ shop, orders }) => `【${shop}】${orders}について`,
    several: ({ shop, orders }) => `【${shop}】${orders}の対応について`,
  },
  orders: ({ ids, count }) =>
    ids.length > NAMED_ORDERS_MAX ? `ご注文${count}件` : `ご注文${ids.join('、')}`,
  opening: (shop) => `${shop}でございます。`,
  mistakes: {
    price: (window) => `${during(window)}当店で商品の価格を誤って表示しておりました。`,
    promotion: (window) => `${during(window)}当店で本来適用されない割引が適用されておりました。`,
    stock: (window) => `${during(window)}当店でご用意した数量を超えてご注文をお受けしておりました。`,
  },
  anyMistake: (window) => `${window}、当店で不具合がございました。`,
  ours: 'これは当店の誤りであり、お客様に落ち度は一切ございません。',
  apology: 'ご期待に沿えず、ご迷惑をおかけしますことを心よりお詫び申し上げます。',

  order: ({ id, placed }) => `ご注文${id}（${placed}のご注文）`,
  line: ({ goods, units: count, told }) => `${goods}、${count}：${told}`,
  units,
  because: {
    'wrong-price': ({ shown, intended }) =>
      intended === undefined
        ? `価格を${shown}と誤って表示しておりました。`
        : `1点あたり${shown}と表示しておりましたが、本来の価格は${intended}です。`,
    'wrong-promotion': () => '本来適用されない割引が適用されておりました。',
    'not-enough-units': () => 'ご用意した数量を超えて販売しておりました。',
    'already-delivered': () => 'すでにお受け取りいただいた商品です。',
    'within-honour-budget': () => '表示した価格をお守りいたします。',
    'already-cancelled': ({ state }) =>
      state === 'review'
        ? 'すでにキャンセル済みの商品で、全額の返金がお済みか確認しております。'
        : 'このご案内の前に、すでにキャンセル済みの商品です。',
    'drawn-by-lot': ({ state }) =>
      state === 'kept' || state === 'delivered'
        ? 'ご用意できる数量を抽選で割り当て、お客様のご注文が当選いたしました。'
        : state === 'partial'
          ? 'ご用意できる数量を抽選で割り当て、お客様のご注文には一部の数量が割り当てられました。'
          : 'ご用意できる数量を抽選で割り当てましたが、あいにくお客様のご注文は選ばれませんでした。',
    'was-there-first': ({ state }) =>
      state === 'kept' || state === 'delivered'
        ? 'ご用意できる数量をご注文の順に割り当て、お客様のご注文分を確保いたしました。'
        : state === 'partial'
          ? 'ご用意できる数量をご注文の順に割り当て、お客様のご注文には一部の数量のみ確保できました。'
          : 'ご用意できる数量をご注文の順に割り当てましたが、あいにくお客様の順番の前になくなりました。',
    'being-packed': () => 'すでに梱包中の商品です。',
    'many-units': () => '数量の多いご注文です。',
    'payments-do-not-add-up': () =>
      'お支払い額を正確に返金するため、お支払いの記録を一件ずつ確認しております。',
    'refund-above-capture': () => 'すでに返金した記録を一件ずつ確認しております。',
    'other-currency': () => '別の通貨でお支払いいただいたため、金額を一件ずつ確認しております。',
    'no-payment': () => 'お支払いの記録がまだ確認できておりません。',
    'duplicate-order': () => '同じご注文が二重に記録されているため、確認しております。',
    'too-many-orders': () => '複数のご注文をあわせて確認しております。',
    'amounts-unclear': () => '金額を一件ずつ確認しております。',
    flagged: () => '改めて確認しているご注文です。',
  },
  outcome: {
    cancelled,
    partial: (line) =>
      `${units(line.quantity - line.cancelledUnits)}はお届けし、${units(line.cancelledUnits)}は${cancelled(line)}`,
    kept: () => 'お支払いいただいた金額のままお届けいたします。',
    delivered: () => 'そのままお使いください。追加のお支払いはございません。',
    review: () => '担当の者が直接確認しております。',
    closed: () => 'この件による変更はございません。',
  },
  rest: 'このご注文のほかの商品に影響はございません。',
  shipped:
    '商品がすでに発送されている場合がございます。お手元に届きましたら、開封せずに当店までお知らせください。当店の費用で引き取りに伺います。',
  collect:
    '商品はすでにお手元にございます。引き取りに伺いますので、ご都合をお知らせください。費用は当店が負担いたします。',
  gift: '贈り物としてのご注文です。お受け取りになる方とご連絡する場合も、価格はお伝えいたしません。',
  reviewNext:
    '確認が終わりしだい、結果をご案内いたします。それまでにお客様にしていただくことはございません。',

  refunds: 'お返しする内容',
  methods: {
    card: 'カード',
    'virtual-account': 'バーチャル口座',
    'bank-transfer': '銀行振込',
    phone: '携帯電話払い',
    'gift-card': 'ギフトカード',
    points: 'ポイント',
  },
  payment: {
    void: ({ method, amount }) =>
      `${method}でお預かりした${amount}の承認を取り消します。請求はございません。`,
    refund: ({ method, amount }) => `${method}でお支払いの${amount}を、同じ方法で返金いたします。`,
    gift: ({ method, amount }) => `${method}でお支払いの${amount}を、残高にお戻しいたします。`,
    account: ({ method, amount, accountDays }) =>
      `${method}でお支払いの${amount}は、お振込先の口座が必要です。別途お伺いしますので、そのご案内から${accountDays}日以内にお知らせください。`,
    points: ({ amount }) => `ご利用の${amount}ポイントを、もとの有効期限のままお返しいたします。`,
  },
  shipping: (amount) => `このうち${amount}は送料です。`,
  due: {
    all: (day) => `遅くとも${day}までにお返しいたします。`,
    rest: (day) => `そのほかは遅くとも${day}までにお返しいたします。`,
  },
  overdue: (day) => `${day}までにお返しすべきところ、すでに期日を過ぎております。ただちにお返しいたします。`,
  accountDue: (day) =>
    `口座へのお振込は${day}までにいたします。それより後に口座をお知らせいただいた場合は、確認しだいお振込いたします。`,
  nothingPaid: 'お支払いいただいた金額はなく、請求もございません。',
  earned: (points) => `キャンセルとなる商品で獲得された${points}ポイントは取り消しとなります。`,
  miles: ({ partner, miles }) =>
    `キャンセルとなる商品で獲得された${partner}の${miles}マイルは提携先で取り消しとなり、お時間をいただく場合がございます。`,
  couponsBack: (count) =>
    `このご注文でご利用のクーポン${groupDigits(String(count))}枚を、再びご利用いただけるようお返しいたします。`,
  coupon,

  contact: (contact) =>
    `ご不明な点がございましたら、お気軽にお問い合わせください。お問い合わせ先：${contact}`,
  appeal: (days) =>
    `この対応にご納得いただけない場合は、このご案内から${days}日以内に上記までお知らせください。改めて確認いたします。`,

  receiver: {
    title: ({ shop, orders }) => `【${shop}】${orders}について`,
    opening:
      'お客様へお届けする商品に、当店の誤りにより影響が出ております。お客様にもご注文された方にも落ち度は一切ございません。ご迷惑をおかけしますことを心よりお詫び申し上げます。',
    outcome: {
      cancelled: () => 'お届けできなくなりました。',
      partial: (line) => `${units(line.quantity - line.cancelledUnits)}をお届けいたします。`,
      kept: () => 'ご注文のとおりお届けいたします。',
      delivered: () => 'そのままお使いください。',
      review: () => '確認しており、ご注文された方に結果をご案内いたします。',
      closed: () => 'すでにキャンセル済みです。',
    },
    buyer: 'そのほかのことは、ご注文された方と対応いたします。',
  },
  incident: {
    title: (shop) => `【${shop}】当店の誤りに関するお詫びと対応について`,
    goods: '対象の商品',
    price: ({ goods, shown, intended }) =>
      `${goods}：${shown}と表示しておりましたが、本来の価格は${intended}です。`,
    more: (count) => `ほか${count}件`,
    actions: '当店の対応',
    delivered: 'すでにお受け取りの商品は、お支払いいただいた金額のままお使いいただけます。',
    cancelled: 'お届けできないご注文はキャンセルし、お支払いいただいた金額をすべてお返しいたします。',
    shared: 'ご用意できる数量はすべてのお客様に同じ基準で割り当て、残りは返金いたします。',
    couponFixed: (amount) =>
      `商品がキャンセルとなるお客様に、お詫びのしるしとして${amount}のクーポンを差し上げます。`,
    couponOwn:
      '商品がキャンセルとなるお客様に、お詫びのしるしとしてクーポンを差し上げます。金額は個別のご案内に記載いたします。',
    couponRate: ({ percent, cap }) =>
      `商品がキャンセルとなるお客様に、お詫びのしるしとして${percent}割引クーポン（最大${cap}割引）を差し上げます。`,
    everybody: '該当するすべてのお客様に個別にご案内いたします。お客様にしていただくことはございません。',
    timeline: '経緯',
    steps: {
      noticed: '問題を確認いたしました。',
      stopped: '対象商品の販売を停止いたしました。',
      resumed: '点検を終え、販売を再開いたしました。',
      classified: '対象の商品とご注文を特定いたしました。',
      investigated: '原因を調査いたしました。',
      solved: '該当するすべてのお客様への対応を決定いたしました。',
      told: '該当するお客様へのご案内を始めました。',
      checked: 'すべての対応が完了したか確認しております。',
      reopened: '改めて確認いたしました。',
    },
    step: ({ when, what }) => `${when}：${what}`,
  },
};
