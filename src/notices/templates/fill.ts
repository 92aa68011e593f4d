import { GuardError } from '../../core/errors.js';
import type { PlanRecord } from '../../remedy/plan.js';
import { plainText } from '../../text/plain-text.js';
import {
  explanationOf,
  glueOf,
  partText,
  type Explanation,
  type NoticePart,
  type NoticeTopic,
} from '../explanation.js';
import { mistakeLines } from '../common-lines.js';
import { couponFacts, isOverdue, type Telling } from '../facts.js';
import type { NoticeTemplate, TemplatePiece, TemplateText } from './template.js';
import { VARIABLES, type Variable } from './variables.js';

/** What fills a template: the parts of the built-in notice. */
export interface Filling {
  readonly telling: Telling;
  readonly records: readonly PlanRecord[];
  /** Other orders of the customer: one of them may hold the coupon. */
  readonly others: readonly PlanRecord[];
  readonly parts: readonly NoticePart[];
}

/**
 * A shop's own notice about these orders. Values go in as text: what stands in them is never read as a template.
 *
 * @throws GuardError `input` naming the place of the template, the variable and the order that has no such value.
 */
export function fillTemplate(template: NoticeTemplate, filling: Filling): Explanation {
  const values = new Map<Variable, string>();
  const valueOf = (name: Variable): string => {
    const known = values.get(name);
    if (known !== undefined) return known;
    const value = variableText(name, filling);
    if (value === undefined) throw missing(template, name, filling);
    values.set(name, value);
    return value;
  };
  const title = filledLines(template.title, valueOf).join(' ').replace(/\n+/g, ' ').trim();
  const text = filledLines(template.text, valueOf)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const part: NoticePart = {
    topic: 'own',
    orderId: undefined,
    heading: undefined,
    lines: text.split('\n'),
    isList: false,
  };
  return { ...explanationOf(template.lang, { title, parts: [part] }), text };
}

function filledLines(text: TemplateText, valueOf: (name: Variable) => string): readonly string[] {
  return text.flatMap((line) => {
    const filled = line.map((piece) => (piece.kind === 'text' ? piece.text : valueOf(piece.name))).join('');
    return filled.trim() === '' && line.some(isBlock) ? [] : [filled];
  });
}

function isBlock(piece: TemplatePiece): boolean {
  return piece.kind === 'variable' && VARIABLES[piece.name].kind === 'block';
}

function missing({ place }: NoticeTemplate, name: Variable, { records }: Filling): GuardError {
  const order = records[0]?.id ?? '';
  return new GuardError({
    code: 'input',
    message: `${place}: {${name}} has no value for order ${order}: ${VARIABLES[name].meaning}; name the block with its sentences instead ({refunds}, {coupon}), which is left out where there is nothing to say`,
    data: { place, variable: name, order },
  });
}

/** Undefined where these orders have no such value. */
function variableText(name: Variable, filling: Filling): string | undefined {
  const { telling, records, others } = filling;
  const { header, say, words } = telling;
  const { shopName, contact, appealDays } = header.policy.notice;
  // No day is promised for all of the money where a part of it is late already.
  const dues = records.some((record) => isOverdue(header, record))
    ? []
    : records.flatMap(({ dueAt }) => dueAt ?? []);
  switch (name) {
    case 'shop':
      return plainText(shopName);
    case 'contact':
      return plainText(contact);
    case 'appealDays':
      return say.count(appealDays);
    case 'order':
      return records.map(({ id }) => plainText(id)).join(', ');
    case 'window':
      return say.window(header.incident.subject.from, header.incident.subject.until);
    case 'firstDueDay':
      return dues.length === 0 ? undefined : say.lastDay(Math.min(...dues));
    case 'lastDueDay':
      return dues.length === 0 ? undefined : say.lastDay(Math.max(...dues));
    case 'couponAmount':
      return couponFacts(telling, [...records, ...others])?.amount;
    case 'couponLastDay':
      return couponFacts(telling, [...records, ...others])?.lastDay;
    case 'mistake':
      return mistakeLines(telling, records).join(glueOf(say.lang));
    case 'apology':
      return words.apology;
    case 'goods':
      return topicText(filling, 'order');
    case 'refunds':
      return topicText(filling, 'refunds');
    case 'notes':
      return topicText(filling, 'notes');
    case 'coupon':
      return topicText(filling, 'coupon');
    case 'appeal':
      return topicText(filling, 'contact');
  }
}

function topicText({ telling, parts }: Filling, topic: NoticeTopic): string {
  return parts
    .filter((part) => part.topic === topic && part.lines.length > 0)
    .map((part) => partText(part, telling.say.lang))
    .join('\n\n');
}
