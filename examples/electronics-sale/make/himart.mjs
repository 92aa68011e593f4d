// Unopened earphones and headphones at up to 90 % off, as one large Korean retailer once listed them in its app.

const EARPHONES = '음향 > 이어폰 > 무선';
const HEADPHONES = '음향 > 헤드폰';

/** sku, name, category, list price, usual price, price of the sale; no usual price = new, without a history. */
const ROWS = [
  ['EW-1901', '소리결 A710 노이즈 캔슬링 무선 이어폰 (미개봉)', EARPHONES, 329_000, 299_000, 32_900],
  ['EW-1902', '아리솔 KT480 완전무선 이어폰 (미개봉)', EARPHONES, 279_000, 249_000, 29_900],
  ['EW-1903', '누보랩 S620 완전무선 이어폰 (미개봉)', EARPHONES, 219_000, 198_000, 26_900],
  ['EW-1904', '온빛 VL300 오픈형 무선 이어폰 (미개봉)', EARPHONES, 189_000, 169_000, 19_900],
  ['EW-1905', 'Kestrel M550 완전무선 이어폰 (미개봉)', EARPHONES, 159_000, 139_000, 17_900],
  ['EW-1906', '미르나 D830 노이즈 캔슬링 무선 이어폰 (미개봉)', EARPHONES, 259_000, 229_000, 38_900],
  ['HP-1901', '소리결 X960 노이즈 캔슬링 헤드폰 (미개봉)', HEADPHONES, 459_000, 419_000, 45_900],
  ['HP-1902', 'Nordwell R740 스튜디오 모니터 헤드폰 (미개봉)', HEADPHONES, 389_000, 349_000, 49_900],
  ['HP-1903', '아리솔 ST530 블루투스 헤드폰 (미개봉)', HEADPHONES, 299_000, 269_000, 39_900],
  ['HP-1904', '누보랩 K410 노이즈 캔슬링 헤드폰 (미개봉)', HEADPHONES, 249_000, 219_000, 29_000],
  ['HP-1905', '온빛 AN280 블루투스 헤드폰 (미개봉)', HEADPHONES, 199_000, 179_000, 24_900],
  ['HP-1906', 'Kestrel V890 노이즈 캔슬링 헤드폰 (신제품, 미개봉)', HEADPHONES, 349_000, undefined, 52_900],
];

export const HIMART_ROWS = ROWS.map(([sku, name, category, list, usual, price]) => ({
  sku,
  name,
  category,
  team: '음향팀',
  list,
  usual,
  price,
  cost: Math.floor((list * 0.58) / 100) * 100,
  stock: 60,
  pack: 1,
  isNew: usual === undefined,
  fault: {
    rule: 'deep-markdown',
    severity: usual === undefined ? 'hold' : 'block',
    what: {
      en: `unopened, at ${Math.floor((1 - price / list) * 100)} % off its list price`,
      ko: `미개봉 상품이 정가에서 ${Math.floor((1 - price / list) * 100)}% 할인`,
    },
  },
}));
