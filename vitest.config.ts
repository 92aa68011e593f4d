import { defineConfig } from 'vitest/config';

/** Tests that run the built command or the package; their folder says so. All others read `src` and need no build. */
const BUILT = ['cli', 'docs', 'fault', 'hostile', 'incidents', 'package', 'scenario', 'browser', 'bench'].map(
  (name) => `test/${name}/**/*.test.ts`,
);

/** Tests that leave nothing behind in their process: they share it, for loading the sources anew for each file costs more than they do. */
const SHARED = ['unit', 'structure', 'property', 'contract'].map((name) => `test/${name}/**/*.test.ts`);

/**
 * Lanes that take minutes and have been run without coverage just before: a run with `--coverage` leaves them out. Said here, for
 * `--exclude` of the command line does not reach the projects.
 */
const HEAVY = [
  ...['model', 'mutants', 'doctor', 'testing'].map((name) => `test/redis/${name}/**/*.test.ts`),
  'test/race/**/*.test.ts',
];
const LEFT_OUT = process.argv.includes('--coverage') ? HEAVY : [];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    setupFiles: ['test/setup/seed.ts'],
    globalSetup: ['test/setup/redis.ts'],
    // The machine of a pull request has two cores; a test that starts the command adds a process of its own.
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'html'],
      reportsDirectory: 'coverage',
      reportOnFailure: true,
      // Below what is reached today: a fence against a room that lands without tests, not a goal.
      thresholds: { statements: 85, branches: 78, functions: 85, lines: 85 },
    },
    projects: [
      {
        extends: true,
        test: { name: 'shared', include: SHARED, isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'source',
          include: ['test/**/*.test.ts'],
          exclude: [...SHARED, ...BUILT, ...LEFT_OUT],
        },
      },
      {
        extends: true,
        test: { name: 'built', include: BUILT, globalSetup: ['test/setup/redis.ts', 'test/setup/build.ts'] },
      },
    ],
  },
});
