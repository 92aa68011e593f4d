// The story in both languages. Every number comes from the report or from faults.json.

const en = {
  story: ({ rows, days, opens }) => [
    'A Korean electronics shop opens a sale at midnight.',
    `${rows} offers, most at 10 to 45 % off. Among them, this time: a dozen unopened earphones and headphones at up to`,
    '90 % off, a price with a digit lost, a case price on a single, and more.',
    `The audit gets the catalogue, ${days} days of price history, yesterday's catalogue and the shop's policy,`,
    `and judges every offer as of ${opens}. Nobody tells it what is wrong.`,
  ],
  verdict: 'What was planted, and what was found',
  found: ({ found, faults }) =>
    `${found} of ${faults} planted faults named by the rule that knows their cause.`,
  silent: ({ silent, honest }) =>
    `${silent} of ${honest} honest offers that look odd left in peace: a real clearance, a case of batteries, a new product.`,
  blocked: ({ blocked, ordinary }) => `${blocked} of ${ordinary} ordinary offers blocked.`,
  held: ({ held, ordinary, percent }) =>
    `${held} of ${ordinary} ordinary offers held for a person: honest, but ${percent} % or more below their usual price.`,
  missed: ({ sku, rule, what }) => `MISSED  ${sku} (${rule}): ${what}`,
  disturbed: ({ sku, what }) => `DISTURBED  ${sku}: ${what}`,
  wronglyBlocked: (sku) => `BLOCKED  ${sku}: an honest offer`,
  heldBatch: (message) => `HELD  the whole batch: ${message}`,
  seal: 'From findings to a signed price book',
  campaign: ({ percent }) =>
    `The pricing lead approves the campaign, down to ${percent} % below the usual price, coupons included, with one signature:`,
  firstBook: 'What is clean or approved is sealed; rows with an open finding are not for sale:',
  fixed: ({ skus }) => `Two rows are corrected: ${skus.join(', ')}.`,
  ownApproval: ({ sku, what }) => `One is meant: ${sku}, ${what}. Who entered it cannot approve it:`,
  secondApproval: 'A second person can:',
  secondBook: 'The second book, and what changes on sale:',
  notSealed: 'WRONG: the books are not what they must be.',
  sale: 'The sale day',
  twice: 'The same day with the counter that many shops run',
  oversold: 'WRONG: the sale did not end as it must.',
  next: 'Next',
  report: (path) => `Open the report, one file, no network: ${path}`,
  timeline: (path) => `The day as a page:                      ${path}`,
  rule: (id) => `How one rule works and how to tune it:  npx saleguard rules ${id}`,
  yours: 'Your own catalogue:                     npx saleguard audit tomorrow.csv',
  failed: (code) => `The audit ended with exit code ${code}; it ends with 1 when it has findings.`,
};

const ko = {
  story: ({ rows, days, opens }) => [
    '한국의 한 전자제품 쇼핑몰이 자정에 행사를 시작합니다.',
    `상품은 ${rows}개, 대부분 10~45% 할인입니다. 그런데 미개봉 이어폰·헤드폰 10여 개가 최대 90% 할인으로,`,
    '자릿수가 빠진 가격과 낱개에 붙은 박스 가격 등도 섞여 들어갔습니다.',
    `카탈로그와 ${days}일치 가격 이력, 어제 카탈로그, 쇼핑몰의 정책을 넣고`,
    `${opens} 기준으로 모든 상품을 점검합니다. 무엇이 틀렸는지는 알려 주지 않습니다.`,
  ],
  verdict: '심어 둔 오류와 찾아낸 결과',
  found: ({ found, faults }) => `심어 둔 오류 ${faults}건 중 ${found}건을 원인을 아는 규칙이 짚어냈습니다.`,
  silent: ({ silent, honest }) =>
    `이상해 보이지만 정상인 상품 ${honest}개 중 ${silent}개를 조용히 통과시켰습니다(단종 정리, 건전지 박스, 신제품 등).`,
  blocked: ({ blocked, ordinary }) => `일반 상품 ${ordinary}개 중 차단: ${blocked}개.`,
  held: ({ held, ordinary, percent }) =>
    `일반 상품 ${ordinary}개 중 보류: ${held}개. 정상이지만 평소 가격보다 ${percent}% 이상 낮은 상품들입니다.`,
  missed: ({ sku, rule, what }) => `놓침  ${sku} (${rule}): ${what}`,
  disturbed: ({ sku, what }) => `오탐  ${sku}: ${what}`,
  wronglyBlocked: (sku) => `오탐  ${sku}: 정상 상품이 차단됨`,
  heldBatch: (message) => `배치 전체 보류: ${message}`,
  seal: '발견 사항에서 서명된 가격 대장까지',
  campaign: ({ percent }) =>
    `가격 책임자가 쿠폰까지 더해 평소 가격에서 ${percent}%까지의 행사를 서명 하나로 승인합니다.`,
  firstBook: '문제가 없거나 승인된 것만 봉인됩니다. 발견 사항이 남은 행은 판매하지 않습니다.',
  fixed: ({ skus }) => `두 행을 바로잡습니다: ${skus.join(', ')}.`,
  ownApproval: ({ sku, what }) =>
    `하나는 의도된 것입니다: ${sku}, ${what}. 등록한 사람은 승인할 수 없습니다.`,
  secondApproval: '다른 사람은 승인할 수 있습니다.',
  secondBook: '두 번째 가격 대장과, 판매에서 달라지는 점입니다.',
  notSealed: '오류: 가격 대장이 예정과 다릅니다.',
  sale: '행사 당일',
  twice: '많은 쇼핑몰이 쓰는 단순 카운터로 보낸 같은 하루',
  oversold: '오류: 행사가 예정대로 끝나지 않았습니다.',
  next: '다음 단계',
  report: (path) => `보고서 열기(파일 하나, 네트워크 불필요): ${path}`,
  timeline: (path) => `하루를 한 페이지로:                ${path}`,
  rule: (id) => `규칙 하나를 자세히 보고 조정하기:  npx saleguard rules ${id}`,
  yours: '내 카탈로그 점검하기:             npx saleguard audit tomorrow.csv',
  failed: (code) => `점검이 종료 코드 ${code}로 끝났습니다. 발견 사항이 있으면 1로 끝나야 합니다.`,
};

export const WORDS = { en, ko };
