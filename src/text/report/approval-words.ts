import type { InEveryLang, Lang } from '../lang.js';

/** Why an approval that names a finding does not hold for it, by the ids reports carry. */
export type RefusalKey =
  | 'unknown-key'
  | 'bad-signature'
  | 'role-may-not'
  | 'unwaivable-rule'
  | 'signer-is-editor'
  | 'row-edited'
  | 'promotion-edited'
  | 'catalogue-edited'
  | 'other-price'
  | 'below-floor'
  | 'too-deep'
  | 'no-reference'
  | 'outside-window'
  | 'too-many-units'
  | 'not-yet-signed'
  | 'expired'
  | 'valid-too-long'
  | 'second-signature-missing';

/** What reports say about approvals. */
export interface ApprovalWords {
  /** `ids` are one or more; `was` is the severity before, as the report names it. */
  approved(facts: { readonly ids: readonly string[]; readonly was: string }): string;
  /** `reason` is one of {@link ApprovalWords.refusals}. */
  refused(facts: { readonly id: string; readonly reason: string }): string;
  /** After the id of a rule in a list: `deep-markdown (approved)`. */
  readonly approvedTag: string;
  readonly refusedTag: string;
  /** Completes `does not hold: `. */
  readonly refusals: Readonly<Record<RefusalKey, string>>;
}

const WORDS: InEveryLang<ApprovalWords> = {
  en: {
    approved: ({ ids, was }) => `approved by ${ids.join(' and ')}, was ${was}`,
    refused: ({ id, reason }) => `approval ${id} does not hold: ${reason}`,
    approvedTag: 'approved',
    refusedTag: 'approval refused',
    refusals: {
      'unknown-key': 'the policy names nobody with the key that signed it',
      'bad-signature':
        'its signature does not fit: it was changed after it was signed, or signed by another key',
      'role-may-not': 'the role of who signed it may not approve this',
      'unwaivable-rule': 'findings of this rule can be corrected only, never approved',
      'signer-is-editor': 'who signed it also entered or edited the row',
      'row-edited': 'the row was edited after it was signed',
      'promotion-edited': 'the promotion was edited after it was signed',
      'catalogue-edited': 'it was signed for other catalogue files than these',
      'other-price': 'it was signed for another price',
      'below-floor': 'promotions bring the payable price below the floor it allows',
      'too-deep': 'the markdown is deeper than it allows',
      'no-reference': 'it allows a markdown, and this offer has no reference price to measure one from',
      'outside-window': 'the offer is on sale outside the time it allows',
      'too-many-units': 'more units are released than it allows, or the row states no stock',
      'not-yet-signed': 'the time of its signature is still to come',
      expired: 'it has expired',
      'valid-too-long': 'it is valid longer than the policy allows',
      'second-signature-missing': 'so much could be lost that a second person has to sign too',
    },
  },
  ko: {
    approved: ({ ids, was }) => `승인됨(승인 ${ids.join(', ')}), 승인 전 ${was}`,
    refused: ({ id, reason }) => `승인 ${id} 무효: ${reason}`,
    approvedTag: '승인됨',
    refusedTag: '승인 무효',
    refusals: {
      'unknown-key': '서명한 키의 주인이 정책에 없습니다',
      'bad-signature': '서명이 맞지 않습니다. 서명 뒤에 내용이 바뀌었거나 다른 키로 서명되었습니다',
      'role-may-not': '서명한 사람의 역할로는 승인할 수 없습니다',
      'unwaivable-rule': '이 규칙의 지적은 고쳐야만 하며 승인할 수 없습니다',
      'signer-is-editor': '서명한 사람이 이 행을 등록했거나 수정했습니다',
      'row-edited': '서명 뒤에 행이 수정되었습니다',
      'promotion-edited': '서명 뒤에 프로모션이 수정되었습니다',
      'catalogue-edited': '다른 카탈로그 파일에 대한 서명입니다',
      'other-price': '다른 가격에 대한 서명입니다',
      'below-floor': '프로모션을 적용한 결제 가격이 승인된 하한보다 낮습니다',
      'too-deep': '할인율이 승인된 범위보다 큽니다',
      'no-reference': '할인율에 대한 승인인데 이 상품에는 할인율을 잴 기준 가격이 없습니다',
      'outside-window': '승인된 기간을 벗어나 판매됩니다',
      'too-many-units': '승인된 수량보다 많거나 행에 수량이 없습니다',
      'not-yet-signed': '서명 시각이 아직 오지 않았습니다',
      expired: '승인 기간이 끝났습니다',
      'valid-too-long': '정책이 허용하는 것보다 오래 유효합니다',
      'second-signature-missing': '예상 손실이 커서 두 번째 사람의 서명이 필요합니다',
    },
  },
};

/** The approval words of a language. */
export function approvalWords(lang: Lang): ApprovalWords {
  return WORDS[lang];
}
