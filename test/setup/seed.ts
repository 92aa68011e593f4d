import fc from 'fast-check';

/**
 * Vitest setup: one seed for every property, printed with a failing one together with the path that replays it.
 *
 * - `FAST_CHECK_SEED`: the seed to use. In CI it is fixed, so that a red run is red again; elsewhere each run explores.
 * - `FAST_CHECK_PATH`: the path of one counterexample; give it with the seed and `-t "name of the property"`.
 * - `FAST_CHECK_RUNS`: runs a property, 100 unless told (a property may ask for its own number).
 */
const CI_SEED = 20_260_801;

const seed = wholeNumber('FAST_CHECK_SEED') ?? (process.env['CI'] === undefined ? Date.now() | 0 : CI_SEED);
const path = process.env['FAST_CHECK_PATH'];
const numRuns = wholeNumber('FAST_CHECK_RUNS');

fc.configureGlobal({
  seed,
  verbose: fc.VerbosityLevel.Verbose,
  ...(path === undefined ? {} : { path, endOnFailure: true }),
  ...(numRuns === undefined ? {} : { numRuns }),
});

function wholeNumber(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === '') return undefined;
  if (/^-?\d{1,10}$/.test(text)) return Number(text);
  throw new Error(`${name}=${text} is not a whole number`);
}
