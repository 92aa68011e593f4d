import { nearestName } from '../../core/edit-distance.js';
import { plainText } from '../../text/plain-text.js';
import type { NoticeState } from '../words/notice-words.js';
import type { TemplatePiece, TemplateText } from './template.js';
import { isVariable, requiredVariables, VARIABLE_NAMES, type Variable } from './variables.js';

/** What is wrong with a template: the line of the text, from 1, and a sentence. */
export interface TemplateProblem {
  readonly line: number;
  readonly message: string;
}

/** A checked text, or everything that is wrong with it. */
export type CompiledText =
  | { readonly kind: 'compiled'; readonly text: TemplateText }
  | { readonly kind: 'faulty'; readonly problems: readonly TemplateProblem[] };

/** A doubled brace, a name in braces, or a brace that is neither. */
const MARK = /\{\{|\}\}|\{([^{}]{0,64})\}|[{}]/g;

/**
 * Checks a text of a template. `{name}` is a variable, `{{` and `}}` are braces; there is nothing else: no logic, no nesting. Controls,
 * and marks that turn the reading direction, are taken out.
 */
export function compileText(text: string): CompiledText {
  const problems: TemplateProblem[] = [];
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n+$/, '')
    .split('\n')
    .map((line, index) =>
      compileLine(plainText(line), (message) => problems.push({ line: index + 1, message })),
    );
  return problems.length > 0 ? { kind: 'faulty', problems } : { kind: 'compiled', text: lines };
}

function compileLine(line: string, tell: (message: string) => void): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let end = 0;
  let text = '';
  const flush = (): void => {
    if (text !== '') pieces.push({ kind: 'text', text });
    text = '';
  };
  for (const mark of line.matchAll(MARK)) {
    const [whole, name] = mark;
    text += line.slice(end, mark.index);
    end = mark.index + whole.length;
    if (whole === '{{' || whole === '}}') text += whole.charAt(0);
    else if (name === undefined)
      tell(`a single ${whole}; a variable is written {order}, a brace ${whole}${whole}`);
    else if (isVariable(name)) {
      flush();
      pieces.push({ kind: 'variable', name });
    } else tell(unknownText(name));
  }
  text += line.slice(end);
  flush();
  return pieces;
}

function unknownText(name: string): string {
  const nearest = nearestName(name, VARIABLE_NAMES);
  const hint =
    nearest === undefined ? `the variables are ${VARIABLE_NAMES.join(', ')}` : `did you mean {${nearest}}?`;
  return `{${name}} is no variable; ${hint}`;
}

/** What the text of a template leaves out although a customer must be told it; a sentence each. */
export function missingVariables(text: TemplateText, when: NoticeState): readonly string[] {
  const named = new Set<Variable>(
    text.flatMap((line) => line.flatMap((piece) => (piece.kind === 'variable' ? [piece.name] : []))),
  );
  return requiredVariables(when)
    .filter((group) => !group.some((name) => named.has(name)))
    .map(
      (group) =>
        `the text names no ${group.map((name) => `{${name}}`).join(' and no ')}: a customer must be told`,
    );
}
