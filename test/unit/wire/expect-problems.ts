import { isGuardError } from '../../../src/core/errors.js';
import { loadPolicyTextFor } from '../../../src/wire/policy.js';
import { SAMPLE_RULES } from './sample-rules.js';

/** Lines of the error by which a file is refused, without the head and the file's name; none when it is read. */
export function problemLines(
  { code, file }: { readonly code: 'policy' | 'input'; readonly file: string },
  read: (file: string) => unknown,
): readonly string[] {
  try {
    read(file);
  } catch (error) {
    if (!isGuardError(error, code)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => (line.startsWith(`${file}:`) ? line.slice(file.length + 1) : line));
  }
  return [];
}

/** Lines of the error a policy text gives. */
export function problemsOf(text: string): readonly string[] {
  return problemLines({ code: 'policy', file: 'policy.yaml' }, (file) =>
    loadPolicyTextFor(SAMPLE_RULES, text, { file }),
  );
}

/** The same for what stands below one rule. */
export function ruleProblemsOf(rule: string, settings: string): readonly string[] {
  const prefix = `pricing.rules.${rule}`;
  return problemsOf(`{ version: 1, pricing: { rules: { ${rule}: ${settings} } } }`).map((line) =>
    line
      .replace(/^\d+:\d+ /, '')
      .replace(`${prefix}.`, '')
      .replace(`${prefix}: `, ''),
  );
}
