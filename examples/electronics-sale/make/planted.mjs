// The faults: what went wrong, the rule that must name it, and the least severity it must have.
import { LAST_SALE_ENDS, LAST_SALE_STARTS } from './days.mjs';
import { HIMART_ROWS } from './himart.mjs';
import { steady } from './history.mjs';

/** Fields every planted row has unless it says otherwise. */
const USUAL_ROW = { stock: 100, pack: 1, isNew: false };

function planted(fields, fault) {
  return { ...USUAL_ROW, ...fields, fault };
}

export const PLANTED = [
  ...HIMART_ROWS,
  planted(
    {
      sku: 'AF-1901',
      name: '두레텍 S480 에어프라이어 5.5L',
      category: '주방가전 > 에어프라이어',
      team: '주방팀',
      list: 169_000,
      usual: 136_000,
      price: 13_600,
      cost: 98_000,
      stock: 230,
    },
    {
      rule: 'digit-shift',
      severity: 'block',
      what: { en: '136,000 typed without its last digit', ko: '136,000원의 끝자리가 빠짐' },
    },
  ),
  planted(
    {
      sku: 'TV-1901',
      name: '가온빛 QN550 QLED TV 65인치',
      category: '영상 > TV',
      team: '영상팀',
      list: 1_290_000,
      usual: 1_090_000,
      price: 190_000,
      cost: 870_000,
      trail: steady(1_090_000),
      stock: 25,
    },
    {
      rule: 'digit-edit',
      severity: 'block',
      what: {
        en: '1,090,000 typed without a digit in the middle',
        ko: '1,090,000원에서 중간 숫자 하나가 빠짐',
      },
    },
  ),
  planted(
    {
      sku: 'PB-1901',
      name: '벨로아 K770 보조배터리 20000mAh',
      category: '모바일 > 보조배터리',
      team: '모바일팀',
      list: 54_900,
      usual: 45_900,
      price: 459_000,
      cost: 31_000,
    },
    {
      rule: 'digit-shift',
      severity: 'hold',
      what: { en: '45,900 typed with a zero too many', ko: '45,900원에 0이 하나 더 붙음' },
    },
  ),
  planted(
    {
      sku: 'SP-1901',
      name: '아리솔 R220 휴대용 블루투스 스피커',
      category: '음향 > 스피커',
      team: '음향팀',
      list: 89_000,
      usual: 115_000,
      price: 119_000,
      cost: 71_000,
    },
    {
      rule: 'above-list',
      severity: 'block',
      what: { en: 'list price and sale price swapped', ko: '정가와 판매가가 뒤바뀜' },
    },
  ),
  planted(
    {
      sku: 'BA-1901',
      name: '해솔전자 9V 알카라인 건전지 1개',
      category: '건전지 > AA',
      team: '생활팀',
      usual: 3_900,
      price: 78_000,
      cost: 2_500,
      stock: 400,
      trail: steady(3_900),
    },
    {
      rule: 'unit-pack',
      severity: 'hold',
      what: { en: 'the price of a case of twenty on a single', ko: '낱개 상품에 20개 박스 가격이 등록됨' },
    },
  ),
  planted(
    {
      sku: 'BA-1902',
      name: '다온테크 AA 알카라인 건전지 40입',
      category: '건전지 > AA',
      team: '생활팀',
      usual: 28_900,
      price: 720,
      cost: 19_000,
      stock: 220,
      pack: 40,
      trail: steady(28_900),
    },
    {
      rule: 'unit-pack',
      severity: 'block',
      what: { en: 'the price of a single on a case of forty', ko: '40입 박스에 낱개 가격이 등록됨' },
    },
  ),
  planted(
    {
      sku: 'CH-1901',
      name: '누보랩 USB-C 케이블 1m 10개입',
      category: '모바일 > 충전기',
      team: '모바일팀',
      usual: 8_900,
      price: 8_900,
      cost: 4_100,
      stock: 300,
      pack: 10,
      packYesterday: 1,
    },
    {
      rule: 'unit-pack',
      severity: 'block',
      what: {
        en: 'ten cables at the price that one had yesterday',
        ko: '어제 1개 가격으로 오늘은 10개를 판매',
      },
    },
  ),
  planted(
    {
      sku: 'BB-1901',
      name: '해솔전자 AAA 알카라인 건전지 20입',
      category: '건전지 > AAA',
      team: '생활팀',
      list: 17_900,
      usual: 15_900,
      price: 12_900,
      cost: 10_500,
      pack: 2,
    },
    {
      rule: 'unit-pack',
      severity: 'warn',
      what: { en: 'the name says 20 pieces, the pack field says 2', ko: '상품명은 20입, 입수 열은 2' },
    },
  ),
  planted(
    {
      sku: 'CM-1901',
      name: '해솔전자 D360 반자동 에스프레소 머신',
      category: '주방가전 > 커피머신',
      team: '주방팀',
      list: 249_000,
      usual: 239_000,
      price: 50_000,
      discount: 50_000,
      cost: 151_000,
      stock: 70,
    },
    {
      rule: 'field-swap',
      severity: 'block',
      what: { en: 'the discount registered as the price', ko: '할인 금액이 판매가로 등록됨' },
    },
  ),
  planted(
    {
      sku: 'TV-1902',
      name: 'Visalto A820 OLED TV 55인치 (신제품)',
      category: '영상 > TV',
      team: '영상팀',
      list: 1_590_000,
      price: 99_999,
      cost: 1_020_000,
      stock: 30,
      isNew: true,
    },
    {
      rule: 'placeholder',
      severity: 'block',
      what: {
        en: 'a filler price, 99,999, on a new television',
        ko: '신제품 TV에 임시값 99,999원이 그대로 등록됨',
      },
    },
  ),
  planted(
    {
      sku: 'TEST-0001',
      name: '테스트 상품 (판매 금지)',
      category: '모바일 > 케이스',
      team: '모바일팀',
      price: 10_000,
      stock: 1,
      isNew: true,
    },
    {
      rule: 'placeholder',
      severity: 'warn',
      what: { en: 'a test row that went into the sale', ko: '시험용 상품이 행사에 포함됨' },
    },
  ),
  planted(
    {
      sku: 'VC-1901',
      name: '온빛 RT640 무선 청소기 (신제품)',
      category: '생활가전 > 청소기',
      team: '생활팀',
      list: 289_000,
      price: 89_000,
      cost: 198_000,
      stock: 80,
      isNew: true,
    },
    {
      rule: 'below-cost',
      severity: 'block',
      what: {
        en: 'new, 69 % off its list price: less than half of the cost',
        ko: '신제품, 정가에서 69% 할인: 원가의 절반에도 못 미침',
      },
    },
  ),
  planted(
    {
      sku: 'KM-1901',
      name: 'Tessel VL150 기계식 키보드 87키',
      category: '컴퓨터 > 키보드·마우스',
      team: '컴퓨터팀',
      list: 169_000,
      usual: 159_000,
      price: 119_000,
      cost: 127_000,
    },
    {
      rule: 'below-cost',
      severity: 'warn',
      what: { en: 'a little below its cost', ko: '원가를 조금 밑도는 가격' },
    },
  ),
  planted(
    {
      sku: 'SD-1901',
      name: 'Tessel X420 외장 SSD 1TB (해외 발송)',
      category: '컴퓨터 > SSD',
      team: '컴퓨터팀',
      list: 198_000,
      usual: 178_000,
      priceText: '129',
      cost: 121_000,
      stock: 140,
    },
    {
      rule: 'currency-exponent',
      severity: 'block',
      what: { en: 'a price in US dollars in a row in won', ko: '원화 행에 달러 가격이 등록됨' },
    },
  ),
  planted(
    {
      sku: 'KM-1902',
      name: 'Tessel DN310 무선 마우스 (해외 발송)',
      category: '컴퓨터 > 키보드·마우스',
      team: '컴퓨터팀',
      list: 89_000,
      usual: 79_900,
      priceText: '49.90',
      cost: 41_000,
    },
    {
      rule: 'currency-exponent',
      severity: 'block',
      what: { en: 'a price with cents, which the won does not have', ko: '원화에 없는 소수점 아래 금액' },
    },
  ),
  planted(
    {
      sku: 'KT-1901',
      name: '가온빛 L270 드립 전기포트 0.9L',
      category: '주방가전 > 전기포트',
      team: '주방팀',
      list: 99_000,
      usual: 89_900,
      price: 79_900,
      cost: 52_000,
      secondPrice: 59_900,
    },
    {
      rule: 'feed-shape',
      severity: 'hold',
      what: { en: 'the same SKU twice, at two prices', ko: '같은 상품이 두 가격으로 두 번 등록됨' },
    },
  ),
  planted(
    {
      sku: 'AP-1901',
      name: '미르나 S510 공기청정기 66㎡',
      category: '생활가전 > 공기청정기',
      team: '생활팀',
      list: 429_000,
      usual: 399_000,
      price: 319_000,
      cost: 268_000,
      stock: 45,
      starts: LAST_SALE_STARTS,
      ends: LAST_SALE_ENDS,
    },
    {
      rule: 'sale-window',
      severity: 'block',
      what: {
        en: 'the window of last week’s sale, already over',
        ko: '지난주 행사 기간이 그대로 남아 이미 끝난 행사',
      },
    },
  ),
  planted(
    {
      sku: 'MN-1901',
      name: '누보랩 M940 27형 QHD 모니터',
      category: '컴퓨터 > 모니터',
      team: '컴퓨터팀',
      list: 329_000,
      usual: 299_000,
      priceText: '259.000,00',
      cost: 201_000,
      stock: 60,
    },
    {
      rule: 'parse-strict',
      severity: 'block',
      what: { en: 'a price nobody can read: 259.000,00', ko: '읽을 수 없는 가격: 259.000,00' },
    },
  ),
  planted(
    {
      sku: 'CS-1901',
      name: 'Tessel R160 맥세이프형 케이스',
      category: '모바일 > 케이스',
      team: '모바일팀',
      list: 29_900,
      usual: 24_900,
      price: 0,
      cost: 9_000,
      stock: 500,
    },
    {
      rule: 'absolute-floor',
      severity: 'block',
      what: { en: '0 won, and not declared a gift', ko: '0원인데 사은품 표시가 없음' },
    },
  ),
  planted(
    {
      sku: 'PJ-1901',
      name: '해솔전자 KT620 풀HD 빔프로젝터',
      category: '영상 > 프로젝터',
      team: '영상팀',
      list: 690_000,
      usual: 649_000,
      priceText: '',
      cost: 420_000,
      stock: 20,
    },
    { rule: 'parse-strict', severity: 'block', what: { en: 'no price at all', ko: '판매가가 비어 있음' } },
  ),
];
