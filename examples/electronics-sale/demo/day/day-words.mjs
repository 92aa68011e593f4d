// The day in both languages. Every number is read off order rows, counters or the log of the day.

const count = (value, locale) => new Intl.NumberFormat(locale).format(value);

/** What everybody wants at midnight: meant, approved, and as deep as the mistake. */
export const CLEARANCE = 'XD-1801';

const EN_REASONS = { sold_out: 'sold out', 'unapproved-price': 'price not approved', sale_closed: 'stopped' };
const KO_REASONS = { sold_out: '품절', 'unapproved-price': '승인되지 않은 가격', sale_closed: '판매 중지' };

const en = {
  lang: 'en',
  refused: (reason, times) => `${EN_REASONS[reason] ?? reason} ${count(times, 'en')}`,
  refusals: (list) => `Refused: ${list.join(', ')}.`,
  clearance: ({ guarded, entries }) => {
    const { allotment, priceMinor } = entries.get(CLEARANCE);
    const sold = guarded.account.soldBySku.get(CLEARANCE) ?? 0;
    return `The approved clearance went for ${count(priceMinor, 'en')} won: ${sold} of ${allotment} sold, although it is ${markdownOf(entries)} % off.`;
  },
  books: ({ snapshot, account, activity }) => {
    const sums = sumsOf(snapshot);
    return `The books: ${count(sums.allotment, 'en')} allotted = ${count(sums.available, 'en')} available + ${count(sums.reserved, 'en')} reserved + ${count(sums.committed, 'en')} sold; order rows say ${count(account.units, 'en')} sold. Given away ${count(activity.lossSpentMinor, 'en')} of at most ${count(activity.lossBudgetMinor, 'en')} won.`;
  },
  title: 'One sale day, twice',
  lead: ({ story }) =>
    `${count(story.visits.length, 'en')} shoppers, the same for both shops, and one feed that writes a tenth of the price half an hour in.`,
  withGuard: 'With the guard',
  withCounter: 'With a counter',
  chart: 'Orders a minute (height: square root)',
  legend: {
    taken: 'taken',
    wrong: 'taken at a price nobody approved',
    priceRefused: 'refused: price not approved',
    otherRefused: 'refused: sold out, stopped, limit',
  },
  marks: { feed: 'feed writes a tenth', trip: 'stops itself', corrected: 'price corrected' },
  events: 'What happened',
  figures: (account) => [
    { word: 'orders paid', value: count(account.paid, 'en'), tone: '' },
    {
      word: 'units sold that were not there',
      value: count(account.oversoldUnits, 'en'),
      tone: tone(account.oversoldUnits),
    },
    {
      word: 'orders at a price nobody approved',
      value: count(account.atWrongPrice, 'en'),
      tone: tone(account.atWrongPrice),
    },
    {
      word: 'given away by the mistake',
      value: `${count(account.lostMinor, 'en')} won`,
      tone: tone(account.lostMinor),
    },
    { word: 'one click, paid twice', value: count(account.paidTwice, 'en'), tone: tone(account.paidTwice) },
  ],
  told: {
    opened: ({ entries }) =>
      `The sale opens with ${count(entries.size, 'en')} offers of the sealed price book.`,
    feed: ({ entries, story }) =>
      `A feed writes ${count(story.wrongPriceMinor, 'en')} won on ${story.mistaken}; approved were ${count(entries.get(story.mistaken).priceMinor, 'en')}.`,
    trip: ({ trip }) =>
      `The sale stops itself: ${trip.ruleId} on ${trip.scope}, mode ${trip.mode}; ${measureEn(trip)}.`,
    corrected: ({ story }) => `Somebody corrects the price of ${story.mistaken}.`,
    resume: ({ scope, kind }) =>
      kind === 'changed'
        ? `${scope} goes on, by the signature of the pricing lead.`
        : `${scope} was to go on: ${kind}.`,
    'late-payment': ({ payment }) => `A payment came too late (${payment.because}): given back.`,
    closed: () => 'The day ends.',
  },
};

const ko = {
  lang: 'ko',
  refused: (reason, times) => `${KO_REASONS[reason] ?? reason} ${count(times, 'ko')}건`,
  refusals: (list) => `거절: ${list.join(', ')}.`,
  clearance: ({ guarded, entries }) => {
    const { allotment, priceMinor } = entries.get(CLEARANCE);
    const sold = guarded.account.soldBySku.get(CLEARANCE) ?? 0;
    return `승인된 정리 상품은 ${count(priceMinor, 'ko')}원에 ${allotment}개 중 ${sold}개 판매: ${markdownOf(entries)}% 할인이지만 승인된 가격입니다.`;
  },
  books: ({ snapshot, account, activity }) => {
    const sums = sumsOf(snapshot);
    return `장부: 배정 ${count(sums.allotment, 'ko')} = 남음 ${count(sums.available, 'ko')} + 예약 ${count(sums.reserved, 'ko')} + 판매 ${count(sums.committed, 'ko')}. 주문 행의 판매 수량 ${count(account.units, 'ko')}. 손실 예산 ${count(activity.lossBudgetMinor, 'ko')}원 중 ${count(activity.lossSpentMinor, 'ko')}원 사용.`;
  },
  title: '같은 행사 하루, 두 번',
  lead: ({ story }) =>
    `두 쇼핑몰에 같은 손님 ${count(story.visits.length, 'ko')}명이 오고, 시작 30분 뒤 같은 피드가 가격을 10분의 1로 씁니다.`,
  withGuard: 'saleguard 사용',
  withCounter: '단순 재고 카운터',
  chart: '분당 주문 수(높이는 제곱근)',
  legend: {
    taken: '접수',
    wrong: '승인되지 않은 가격으로 접수',
    priceRefused: '거절: 승인되지 않은 가격',
    otherRefused: '거절: 품절, 중지, 한도',
  },
  marks: { feed: '피드가 10분의 1로 기록', trip: '스스로 중지', corrected: '가격 정정' },
  events: '무슨 일이 있었나',
  figures: (account) => [
    { word: '결제된 주문', value: `${count(account.paid, 'ko')}건`, tone: '' },
    {
      word: '없는데 팔린 수량',
      value: `${count(account.oversoldUnits, 'ko')}개`,
      tone: tone(account.oversoldUnits),
    },
    {
      word: '승인되지 않은 가격의 주문',
      value: `${count(account.atWrongPrice, 'ko')}건`,
      tone: tone(account.atWrongPrice),
    },
    { word: '실수로 날린 금액', value: `${count(account.lostMinor, 'ko')}원`, tone: tone(account.lostMinor) },
    {
      word: '한 번 눌렀는데 두 번 결제',
      value: `${count(account.paidTwice, 'ko')}건`,
      tone: tone(account.paidTwice),
    },
  ],
  told: {
    opened: ({ entries }) => `봉인된 가격 대장의 상품 ${count(entries.size, 'ko')}개로 행사가 열립니다.`,
    feed: ({ entries, story }) =>
      `피드가 ${story.mistaken}에 ${count(story.wrongPriceMinor, 'ko')}원을 씁니다. 승인된 가격은 ${count(entries.get(story.mistaken).priceMinor, 'ko')}원입니다.`,
    trip: ({ trip }) =>
      `행사가 스스로 멈춥니다: ${trip.scope}, 규칙 ${trip.ruleId}, 모드 ${trip.mode}. ${measureKo(trip)}.`,
    corrected: ({ story }) => `${story.mistaken}의 가격을 바로잡습니다.`,
    resume: ({ scope, kind }) =>
      kind === 'changed' ? `${scope} 재개: 가격 책임자가 서명했습니다.` : `${scope} 재개 시도: ${kind}.`,
    'late-payment': ({ payment }) => `결제가 늦게 도착해 돌려주었습니다(${payment.because}).`,
    closed: () => '하루가 끝납니다.',
  },
};

export const DAY_WORDS = { en, ko };

function tone(value) {
  return value === 0 ? 'good' : 'bad';
}

/** A share of a sample, or a plain number of events. */
function measureEn({ measured, sample, limit }) {
  return sample > 0
    ? `${measured / 100} % of ${sample}, limit ${limit / 100} %`
    : `${measured}, limit ${limit}`;
}

function measureKo({ measured, sample, limit }) {
  return sample > 0
    ? `${sample}건 중 ${measured / 100}%, 한도 ${limit / 100}%`
    : `${measured}, 한도 ${limit}`;
}

function markdownOf(entries) {
  const { priceMinor, referenceMinor } = entries.get(CLEARANCE);
  return Math.floor((1 - priceMinor / referenceMinor) * 100);
}

function sumsOf({ counters }) {
  const sum = (field) => counters.reduce((total, one) => total + one[field], 0);
  return {
    allotment: sum('allotment'),
    available: sum('available'),
    reserved: sum('reserved'),
    committed: sum('committed'),
  };
}
