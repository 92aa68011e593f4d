// Honest rows that look odd and must stay silent: each is a false alarm the audit must not raise.
import { HISTORY_DAYS } from './days.mjs';
import { steady } from './history.mjs';

const BAD_DAY = 40;

export const CONTROLS = [
  {
    sku: 'HP-1801',
    name: '소리결 D540 노이즈 캔슬링 헤드폰 (단종 정리)',
    category: '음향 > 헤드폰',
    team: '음향팀',
    list: 398_000,
    usual: 199_000,
    price: 199_000,
    cost: 172_000,
    stock: 40,
    pack: 1,
    trail: [...steady(379_000, 30), ...steady(199_000, HISTORY_DAYS - 30)],
    why: {
      en: 'an intended clearance at half of the list price, sold so for two months',
      ko: '두 달째 정가의 절반에 판매 중인, 의도된 단종 정리',
    },
  },
  {
    sku: 'BA-1801',
    name: '다온테크 AA 알카라인 건전지 100입 (사무용 대용량)',
    category: '건전지 > AA',
    team: '생활팀',
    list: 72_000,
    usual: 64_900,
    price: 54_900,
    cost: 45_000,
    stock: 60,
    pack: 100,
    why: {
      en: 'a bulk pack: cheap by the piece, dear by the row',
      ko: '낱개로는 싸고 가격은 높은 대용량 묶음',
    },
  },
  {
    sku: 'EW-1801',
    name: '온빛 X910 완전무선 이어폰 (신제품)',
    category: '음향 > 이어폰 > 무선',
    team: '음향팀',
    list: 189_000,
    price: 159_000,
    cost: 118_000,
    stock: 200,
    pack: 1,
    isNew: true,
    why: {
      en: 'new, without a history, at 15 % off its list price',
      ko: '이력이 없는 신제품, 정가에서 15% 할인',
    },
  },
  {
    sku: 'CS-1801',
    name: '벨로아 케이블 정리 클립 1개',
    category: '모바일 > 케이스',
    team: '모바일팀',
    list: 990,
    usual: 900,
    price: 690,
    cost: 310,
    stock: 800,
    pack: 1,
    why: { en: 'an accessory for 690 won', ko: '690원짜리 액세서리' },
  },
  {
    sku: 'KT-1801',
    name: '두레텍 M330 전기포트 1.7L',
    category: '주방가전 > 전기포트',
    team: '주방팀',
    list: 69_000,
    usual: 59_900,
    price: 44_900,
    cost: 38_000,
    stock: 150,
    pack: 1,
    trail: [...steady(59_900, BAD_DAY), 5_990, ...steady(59_900, HISTORY_DAYS - BAD_DAY - 1)],
    why: {
      en: 'its history holds one day at a tenth of the price: that day must not become a reference',
      ko: '이력 중 하루가 10분의 1 가격: 그날이 기준가가 되면 안 됨',
    },
  },
  {
    sku: 'PB-1801',
    name: '다온테크 R210 보조배터리 10000mAh',
    category: '모바일 > 보조배터리',
    team: '모바일팀',
    list: 39_900,
    usual: 29_900,
    price: 34_900,
    cost: 21_000,
    stock: 90,
    pack: 1,
    why: { en: 'dearer than yesterday: its promotion is over', ko: '지난 행사가 끝나 어제보다 비싸진 상품' },
  },
  {
    sku: 'CH-1801',
    name: '누보랩 S110 25W 고속 충전기',
    category: '모바일 > 충전기',
    team: '모바일팀',
    list: 14_900,
    usual: 12_900,
    price: 9_900,
    cost: 7_200,
    stock: 300,
    pack: 1,
    why: {
      en: '9,900 won: as round as a filler, and as real as a price gets',
      ko: '임시값처럼 보이지만 흔한 실제 가격인 9,900원',
    },
  },
];

/** Honest as well, but nothing is known to compare it with: the audit may say so. */
export const GIFTS = [
  {
    sku: 'CS-1802',
    name: '벨로아 액정 보호 필름 (사은품)',
    category: '모바일 > 케이스',
    team: '모바일팀',
    price: 0,
    cost: 800,
    stock: 500,
    pack: 1,
    isNew: true,
    isGift: true,
  },
];

/** Meant, and as deep as an accident: it may go live only when a second person has said so. */
export const CLEARANCE = [
  {
    sku: 'XD-1801',
    name: '온빛 P20 미니 프로젝터 (단종, 마지막 12대)',
    category: '영상 > 프로젝터',
    team: '음향팀',
    list: 329_000,
    usual: 299_000,
    price: 29_900,
    cost: 26_000,
    stock: 12,
    pack: 1,
    toApprove: {
      rule: 'deep-markdown',
      en: 'the last twelve of a line that ends, at 90 % off on purpose',
      ko: '단종되는 모델의 마지막 12대, 일부러 90% 할인',
    },
  },
];
