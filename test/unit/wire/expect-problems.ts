import { isGuardError } from '../../../src/core/errors.js';
import { loadPolicyTextFor } from '../../../src/wire/policy.js';
import { SAMPLE_RULES } from './sample-rules.js';

/** Lines of the error a policy text gives, without the head and the file name. */
export function problemsOf(text: string): readonly string[] {
  try {
    loadPolicyTextFor(SAMPLE_RULES, text, { file: 'policy.yaml' });
  } catch (error) {
    if (!isGuardError(error, 'policy')) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^policy\.yaml:/, ''));
  }
  return [];
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
