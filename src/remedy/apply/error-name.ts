/** Codes of systems, and names of classes of errors: `ECONNREFUSED`, `UND_ERR_SOCKET`, `TypeError`. Anything else may be a text. */
const ERROR_CODE = /^[A-Z][A-Z0-9_]{1,63}$/;
const ERROR_NAME = /^[A-Z][A-Za-z]{0,56}(?:Error|Exception)$/;

/** What is told of anything that was thrown by code that is not ours: the code or class of an error, never its text. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'no-error-object';
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && ERROR_CODE.test(code)) return code;
  const name: unknown = error.name;
  return typeof name === 'string' && ERROR_NAME.test(name) ? name : 'Error';
}
