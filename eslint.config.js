import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';
import { ENTRY_ROOMS, ROOM_ORDER } from './eslint.rooms.js';

const TYPESCRIPT = ['lib/src/**/*.ts', 'test/**/*.ts', '*.ts'];

/** What the types alone cannot forbid. */
const EFFECTS = [
  {
    selector:
      "MemberExpression[object.name='process'][property.name=/^(env|exit|exitCode|argv|stdout|stderr)$/]",
    message: `Only ${ENTRY_ROOMS.join(', ')} read the environment, print or end the process.`,
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?process$/]',
    message: `Only ${ENTRY_ROOMS.join(', ')} use the process.`,
  },
];

// Undocumented parameters of what the package exports are TypeDoc's to find.
const DOCUMENTED = {
  'jsdoc/require-jsdoc': [
    'error',
    {
      publicOnly: true,
      require: { ClassDeclaration: true, FunctionDeclaration: true, MethodDefinition: true },
      contexts: [
        'ExportNamedDeclaration > VariableDeclaration',
        'TSInterfaceDeclaration',
        'TSTypeAliasDeclaration',
        'ExportNamedDeclaration > TSInterfaceDeclaration TSPropertySignature',
        'ExportNamedDeclaration > TSInterfaceDeclaration TSMethodSignature',
        'ExportNamedDeclaration > TSTypeAliasDeclaration > TSTypeLiteral > TSPropertySignature',
      ],
      checkConstructors: false,
      enableFixer: false,
    },
  ],
  'jsdoc/require-description': [
    'error',
    {
      contexts: [
        'FunctionDeclaration',
        'ClassDeclaration',
        'MethodDefinition[kind!="constructor"]',
        'VariableDeclaration',
        'TSInterfaceDeclaration',
        'TSTypeAliasDeclaration',
        'TSPropertySignature',
        'TSMethodSignature',
      ],
    },
  ],
  'jsdoc/check-param-names': [
    'error',
    { checkDestructured: false, disableMissingParamChecks: true },
  ],
  'jsdoc/check-tag-names': ['error', { typed: true, definedTags: ['remarks', 'defaultValue'] }],
  'jsdoc/check-alignment': 'error',
  'jsdoc/no-types': 'error',
};

export default defineConfig(
  {
    ignores: [
      '**/dist*/',
      '**/node_modules/',
      '.venv/',
      '.setup/',
      'docs/api/',
      'outputs/',
      'test-output/',
      'coverage/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  js.configs.recommended,
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'no-restricted-imports': 'off',
      // A number in a message reads as it is written.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // An index that is known to be in bounds is marked by `!`.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `for` over indices is how typed arrays are walked.
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['lib/src/**/*.ts'],
    plugins: { jsdoc },
    settings: { jsdoc: { mode: 'typescript' } },
    rules: DOCUMENTED,
  },
  {
    files: ['lib/src/**/*.ts'],
    ignores: ENTRY_ROOMS.map((room) => `lib/src/${room}/**`),
    rules: { 'no-console': 'error', 'no-restricted-syntax': ['error', ...EFFECTS] },
  },
  ...ROOM_ORDER,
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'Buffer',
          'URL',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'performance',
          'AbortController',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: { 'no-unused-vars': ['error', { varsIgnorePattern: '^_' }] },
  },
);
