// The clean-up in both languages. Every number is read off a command's answer, the plan or the book of the services.
const count = (value, locale) => new Intl.NumberFormat(locale).format(value);

const en = {
  heading: '== Afterwards, in the shop with the counter',
  lead: ({ orders }) =>
    `Its ${count(orders, 'en')} paid orders, an incident record and the policy's section remedy make a plan. It sends nothing.`,
  command:
    'npx saleguard plan --incident incident.json --orders orders.jsonl --policy policy.yaml --maker p-31 --out plan.jsonl',
  tooEarly: 'One signature: refused, two people have to sign.',
  notRefused: 'One signature was enough, which it must not be.',
  signed: 'A second person signs.',
  killed: ({ effects }) =>
    `It is carried out, and killed with SIGKILL after ${count(effects, 'en')} effects: the last one had happened, its answer never arrived.`,
  notKilled: 'It should have been killed, and was not.',
  resumed: ({ effects }) => `Started again, it goes on to its end: ${count(effects, 'en')} effects in all.`,
  again: ({ asked }) => `Once more, to be sure: ${count(asked, 'en')} steps asked for.`,
  head: ['', 'planned', 'services'],
  rows: {
    refunds: 'refunded, won',
    points: 'points given back',
    earned: 'points taken back that were earned',
    units: 'units into quarantine',
    coupons: 'apology coupons, one a customer',
    couponWorth: 'worth at most, won',
    notices: 'notices, one a customer',
  },
  repeated: (times) => `Effects that happened twice: ${count(times, 'en')}.`,
  balances: 'Both sides balance.',
  wrong: 'The two sides differ.',
  later:
    'Two weeks later the coupon service says who used a coupon, and the care desk which orders it was called about: ids and numbers only.',
  followUp:
    'npx saleguard followup plan.jsonl --ledger ledger.jsonl --redemptions used.csv --complaints tickets.csv',
  page: (file) => `The plan as a page:                     ${file}`,
  locale: 'en',
};

const ko = {
  heading: '== 그 뒤, 카운터만 쓰던 가게에서',
  lead: ({ orders }) =>
    `결제된 주문 ${count(orders, 'ko')}건과 사고 기록, 정책의 remedy 부분으로 계획을 만듭니다. 아무것도 보내지 않습니다.`,
  command: en.command,
  tooEarly: '서명이 하나일 때: 거절됩니다. 두 사람이 서명해야 합니다.',
  notRefused: '서명 하나로 통과했습니다. 그래서는 안 됩니다.',
  signed: '두 번째 사람이 서명합니다.',
  killed: ({ effects }) =>
    `실행 도중 ${count(effects, 'ko')}건을 처리한 순간 SIGKILL로 끕니다. 마지막 한 건은 처리되었지만 응답은 오지 않았습니다.`,
  notKilled: '꺼졌어야 하는데 꺼지지 않았습니다.',
  resumed: ({ effects }) => `다시 시작하면 끝까지 갑니다. 처리된 것은 모두 ${count(effects, 'ko')}건입니다.`,
  again: ({ asked }) => `확인차 한 번 더: 요청한 단계 ${count(asked, 'ko')}건.`,
  head: ['', '계획', '가게 장부'],
  rows: {
    refunds: '환불 금액(원)',
    points: '돌려준 포인트',
    earned: '회수한 적립 포인트',
    units: '격리 보관한 수량',
    coupons: '사과 쿠폰(고객당 1장)',
    couponWorth: '쿠폰 최대 금액(원)',
    notices: '안내(고객당 1건)',
  },
  repeated: (times) => `두 번 처리된 것: ${count(times, 'ko')}건.`,
  balances: '양쪽이 맞습니다.',
  wrong: '양쪽이 다릅니다.',
  later:
    '2주 뒤, 쿠폰 시스템은 누가 쿠폰을 썼는지, 고객센터는 어느 주문에 문의가 있었는지 알려 줍니다. 식별자와 숫자뿐입니다.',
  followUp: en.followUp,
  page: (file) => `계획 페이지:                      ${file}`,
  locale: 'ko',
};

export const CLEAN_UP_WORDS = { en, ko };
