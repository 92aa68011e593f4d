import { LANGS, type Lang } from '../text/lang.js';

/** `ko-KR;q=0.9`: the first part of the tag, and the weight. */
const RANGE = /^([A-Za-z]{1,8})(?:-[A-Za-z0-9]{1,8})*(?:[ \t]*;[ \t]*[qQ]=([01](?:\.[0-9]{0,3})?))?$/;

/**
 * The language of `Accept-Language` that saleguard speaks and the shopper wants most; the first of equals. Ranges that are not of
 * the form of RFC 9110 count for nothing.
 *
 * @param header as the request has it.
 * @param options.otherwise when the header names none of them; `en` unless told.
 */
export function preferredLang(
  header: string | undefined,
  options: { readonly otherwise?: Lang | undefined } = {},
): Lang {
  let best: Lang | undefined;
  let bestWeight = 0;
  for (const range of (header ?? '').split(',')) {
    const [, tag = '', weightText = '1'] = RANGE.exec(range.trim()) ?? [];
    const lang = LANGS.find((known) => known === tag.toLowerCase());
    const weight = Math.min(1, Number(weightText));
    if (lang === undefined || weight <= bestWeight) continue;
    best = lang;
    bestWeight = weight;
  }
  return best ?? options.otherwise ?? 'en';
}
