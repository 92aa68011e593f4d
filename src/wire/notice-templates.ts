import * as z from 'zod';
import { NOTICE_LANGS } from '../notices/lang.js';
import { compileText, missingVariables, type CompiledText } from '../notices/templates/compile.js';
import { noticeTemplates, type NoticeTemplates, type TemplateText } from '../notices/templates/template.js';
import { NOTICE_STATES } from '../notices/words/notice-words.js';
import { readChecked } from './checked-document.js';
import { expecting, listOf, oneOf } from './fields.js';
import type { CheckProblem } from './problem.js';

const TITLE_MAX = 200;
const TEXT_MAX = 20_000;
/** One for each language and decision. */
const TEMPLATES_MAX = NOTICE_LANGS.length * NOTICE_STATES.length;

function templateSchema() {
  return z.strictObject(
    {
      lang: oneOf(NOTICE_LANGS).meta({ description: 'Language of the text.' }),
      when: oneOf(NOTICE_STATES).meta({
        description: 'Decision of the orders it tells of; several where they differ.',
      }),
      title: textOf(TITLE_MAX).meta({ description: 'Subject of the message, with variables in braces.' }),
      text: textOf(TEXT_MAX).meta({ description: 'The message, with variables in braces.' }),
    },
    expecting('a template: a section with lang, when, title and text'),
  );
}

function textOf(longest: number): z.ZodString {
  const options = expecting(`a text of 1 to ${longest} characters`);
  return z.string(options).min(1, options).max(longest, options);
}

function fileSchema() {
  return z.strictObject(
    {
      version: z.literal(1, expecting('1, the version of this format')),
      templates: listOf(templateSchema(), TEMPLATES_MAX),
    },
    expecting('a section with version and templates'),
  );
}

type RawFile = z.infer<ReturnType<typeof fileSchema>>;
type RawTemplate = RawFile['templates'][number];

/**
 * Reads a shop's own notices from the text of a YAML or JSON file. Nothing is let through that would fail in front of a customer: a
 * variable that does not exist, a brace that is none, a text that leaves out what a customer must be told.
 *
 * @throws GuardError `input` naming every problem of the file with its line.
 * @example
 * ```yaml
 * version: 1
 * templates:
 *   - lang: en
 *     when: review
 *     title: 'Your order {order}'
 *     text: |
 *       {mistake}
 *       {goods}
 *       {notes}
 *       {appeal}
 * ```
 */
export function readNoticeTemplates(text: string, { file }: { readonly file: string }): NoticeTemplates {
  const { value, placeOf } = readChecked(text, file, {
    code: 'input',
    schema: fileSchema(),
    saysNothing: 'the file says nothing; write "version: 1" and "templates:" with a list',
    crossCheck: checkFile,
  });
  return noticeTemplates(
    value.templates.map((raw, index) => ({
      lang: raw.lang,
      when: raw.when,
      title: checkedText(raw.title),
      text: checkedText(raw.text),
      place: `${file}:${placeOf(['templates', index]).line}`,
    })),
  );
}

/** A text that the checks of the file have passed. */
function checkedText(text: string): TemplateText {
  const compiled = compileText(text);
  return compiled.kind === 'compiled' ? compiled.text : [];
}

function checkFile({ templates }: RawFile): readonly CheckProblem[] {
  const seen = new Map<string, number>();
  return templates.flatMap((template, index) => {
    const path = ['templates', index];
    const name = `${template.lang} ${template.when}`;
    const first = seen.get(name);
    seen.set(name, first ?? index);
    const repeated: CheckProblem[] =
      first === undefined
        ? []
        : [
            {
              path: [...path, 'when'],
              message: `a second template for ${name}, beside templates[${first}]; keep one`,
            },
          ];
    return [...repeated, ...checkTemplate(template, path)];
  });
}

function checkTemplate(template: RawTemplate, path: readonly (string | number)[]): readonly CheckProblem[] {
  const title = compileText(template.title);
  const text = compileText(template.text);
  const left = text.kind === 'compiled' ? missingVariables(text.text, template.when) : [];
  return [
    ...problemsOf(title, [...path, 'title']),
    ...problemsOf(text, [...path, 'text']),
    ...left.map((message) => ({ path: [...path, 'text'], message })),
  ];
}

function problemsOf(compiled: CompiledText, path: readonly (string | number)[]): readonly CheckProblem[] {
  if (compiled.kind === 'compiled') return [];
  return compiled.problems.map(({ line, message }) => ({
    path,
    message: `line ${line} of the text: ${message}`,
  }));
}
