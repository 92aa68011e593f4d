/** One kind of goods a generated shop sells. */
export interface Goods {
  readonly category: string;
  readonly names: readonly string[];
  /** List prices lie between these, won. */
  readonly low: number;
  readonly high: number;
  /** Unit of the content of one piece; undefined for goods that have none. */
  readonly unit: 'g' | 'ml' | 'kg' | 'l' | undefined;
}

const goods = (
  category: string,
  range: readonly [low: number, high: number],
  unit: Goods['unit'],
  ...names: readonly string[]
): Goods => ({ category, low: range[0], high: range[1], unit, names });

/** What the generated shop sells: names in Korean and English, as such catalogues mix them. */
export const GOODS: readonly Goods[] = [
  goods(
    '디지털 > 오디오 > 이어폰',
    [9_900, 459_000],
    undefined,
    '무선 이어폰',
    '노이즈캔슬링 이어폰',
    'Wireless Earbuds',
  ),
  goods('디지털 > 오디오 > 헤드폰', [29_000, 890_000], undefined, '스튜디오 헤드폰', 'Over-Ear Headphones'),
  goods('디지털 > 모니터', [129_000, 1_890_000], undefined, '게이밍 모니터', '사무용 모니터', 'IPS Monitor'),
  goods('디지털 > 저장장치 > SSD', [39_000, 690_000], undefined, 'NVMe SSD', '외장 SSD', 'Portable SSD'),
  goods(
    '디지털 > 휴대폰 > 케이스',
    [5_900, 59_000],
    undefined,
    '투명 케이스',
    '가죽 케이스',
    'Silicone Case',
  ),
  goods('가전 > 주방 > 밥솥', [49_000, 590_000], undefined, '전기 압력밥솥', '미니 밥솥', 'Rice Cooker'),
  goods('가전 > 주방 > 커피머신', [59_000, 1_290_000], undefined, '에스프레소 머신', 'Drip Coffee Maker'),
  goods('가전 > 계절 > 선풍기', [19_900, 390_000], undefined, '써큘레이터', '스탠드 선풍기', 'Desk Fan'),
  goods('가전 > 청소', [89_000, 1_490_000], undefined, '무선 청소기', '로봇청소기', 'Cordless Vacuum'),
  goods(
    '식품 > 생수·음료',
    [3_900, 29_000],
    'ml',
    '탄산수',
    '제주 생수',
    'Sparkling Water',
    'Cold Brew Coffee',
  ),
  goods('식품 > 가공식품 > 라면', [3_500, 24_000], 'g', '매운 라면', '해물 라면', 'Ramen Noodles'),
  goods('식품 > 건강식품', [12_000, 129_000], 'g', '홍삼정', '유산균', 'Whey Protein'),
  goods('식품 > 쌀·잡곡', [9_900, 89_000], 'kg', '햅쌀', '현미', 'Jasmine Rice'),
  goods('생활 > 세제', [6_900, 45_000], 'l', '액체 세제', '섬유유연제', 'Laundry Detergent'),
  goods('생활 > 욕실', [3_900, 39_000], 'ml', '핸드워시', '바디워시', 'Body Wash'),
  goods('뷰티 > 스킨케어 > 크림', [9_900, 189_000], 'ml', '수분 크림', '선크림', 'Moisturizer', 'Sun Cream'),
  goods('뷰티 > 향수', [29_000, 290_000], 'ml', '오 드 퍼퓸', 'Eau de Toilette'),
  goods('패션 > 신발 > 운동화', [29_000, 259_000], undefined, '러닝화', '스니커즈', 'Running Shoes'),
  goods('패션 > 가방', [19_000, 1_290_000], undefined, '백팩', '크로스백', 'Leather Tote'),
  goods('스포츠 > 캠핑', [9_900, 590_000], undefined, '캠핑 의자', '원터치 텐트', 'Folding Table'),
  goods('완구 > 블록', [9_900, 490_000], undefined, '조립 블록', 'Building Blocks'),
  goods('반려동물 > 사료', [9_900, 119_000], 'kg', '강아지 사료', '고양이 사료', 'Cat Food'),
];

/** Made-up brands. */
export const BRANDS: readonly string[] = [
  '한빛',
  '가온누리',
  '소리담',
  '푸른솔',
  '미르전자',
  '다온',
  '늘봄',
  '해오름',
  '온새미',
  '아라',
  'Norvik',
  'Halden',
  'Auralis',
  'Pinehall',
  'Kestro',
  'Lumo',
  'Tavira',
  'Bramley',
  'Ostra',
  'Quill & Co',
];

/** Variants behind a comma, so that the name stands in quotes; one of them holds a quote itself. */
export const VARIANTS: readonly string[] = [
  '블랙',
  '화이트',
  '네이비',
  '2026년형',
  'Black',
  'Silver',
  'Refurb Box',
  '27" 전용',
];
