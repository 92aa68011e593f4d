import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'out/', 'node_modules/', 'examples/vendure/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/unified-signatures': 'off',
      // A parameter that an interface hands in and this implementation has no use for says so with its name.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Recursive shapes (JSON, evidence) cannot be written as a Record.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // Spreading a text gives its code points, which is what widths and edit distances are counted in.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['bench/**', 'scripts/**', 'examples/**', 'test/**'], rules: { 'no-console': 'off' } },
  {
    files: [
      'src/{core,money,seal,catalog,text,pricing,stock,breaker,incident,remedy,notices,guard,control}/**/*.ts',
    ],
    // The one place that reads the clock; everyone else is handed a `now`.
    ignores: ['src/core/clock.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Pure rooms are handed `now`.' },
        { object: 'Math', property: 'random', message: 'Pure rooms have no randomness.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Pure rooms are handed `now`.',
        },
      ],
    },
  },
);
