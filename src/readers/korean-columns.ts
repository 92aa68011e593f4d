import type { OfferColumn } from '../catalog/offer.js';

/**
 * Headers of Korean shop exports, blanks left out. Words that mean different things in different shops are not here and
 * have to be mapped by name: 수량 (stock, pack or minimum), 판매수량 (sold so far), 공급가 (cost or wholesale price),
 * 단가, 상태 (condition or on-sale state), 등급 (customers or goods), 과세구분 (taxable or exempt, not the basis).
 *
 * 할인가 and 행사가 stand beside 판매가 on purpose: a file with both is refused until someone says which one is paid.
 */
export const KOREAN_COLUMNS: Readonly<Record<OfferColumn, readonly string[]>> = {
  sku: ['상품코드', '상품번호', '품번', '품목코드', '판매자상품코드', '자체상품코드'],
  price: ['판매가', '판매가격', '할인가', '할인판매가', '행사가', '행사가격', '특가', '가격'],
  currency: ['통화', '통화코드', '화폐'],
  name: ['상품명', '제품명', '품명'],
  category: ['카테고리', '카테고리명', '상품분류', '분류'],
  price_list: ['가격표', '가격목록'],
  list_price: ['정가', '정상가', '소비자가', '소비자가격', '권장소비자가', '권장소비자가격', '시중가'],
  cost: ['원가', '매입가', '매입가격', '매입원가'],
  discount: ['할인금액', '할인액'],
  claimed_markdown: ['할인율', '할인률'],
  previous_price: ['이전가격', '이전가', '변경전가격', '기존가격'],
  pack: ['입수', '입수량', '박스입수'],
  content: ['용량', '내용량'],
  content_unit: ['단위', '용량단위'],
  tax_basis: ['부가세', '부가세포함여부'],
  channel: ['채널', '판매채널'],
  tier: ['회원등급', '고객등급'],
  quantity_min: ['최소수량', '최소구매수량'],
  condition: ['상품상태'],
  sale_starts_at: ['판매시작', '판매시작일', '판매시작일시', '행사시작', '행사시작일', '행사시작일시'],
  sale_ends_at: ['판매종료', '판매종료일', '판매종료일시', '행사종료', '행사종료일', '행사종료일시'],
  promotions: ['프로모션', '프로모션코드'],
  stock_to_sell: ['재고', '재고수량', '판매가능수량', '행사수량', '한정수량'],
  gift: ['사은품', '사은품여부'],
  author: ['등록자', '등록자코드'],
  last_editor: ['수정자', '수정자코드', '최종수정자'],
};
