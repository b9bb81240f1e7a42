import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Keeps some of `src` from importing what a pattern matches; types may be allowed. */
const layer = (files, ignores, ...patterns) => ({
  files,
  ignores,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

const onServer = ['src/server/**', 'src/testing/server/**'];
const nodeOnly = { regex: '^node:', message: 'This runs where there is no Node.js.' };

/** Who may know whom: docs/architecture.md. */
const layers = [
  layer(['src/core/**'], [], { regex: String.raw`^\.\./`, message: 'The core knows nothing above it.' }, nodeOnly),
  layer(['src/shared/**'], [], { regex: String.raw`^\.\./`, message: 'What is shared knows neither side.' }, nodeOnly),
  layer(
    ['src/**'],
    [...onServer, 'src/core/**', 'src/shared/**', 'src/vite/**'],
    { regex: '(^|/)server(/|$)', message: 'Browser and server meet in src/shared.' },
    nodeOnly,
  ),
  layer(
    ['src/server/**'],
    ['src/server/node/**'],
    {
      // Of the core: types, and the readers of ids and flags, which touch no page.
      regex: String.raw`^(\.\./)+core/(?!fields$)`,
      allowTypeImports: true,
      message: 'Browser and server meet in src/shared.',
    },
    {
      regex: String.raw`^(\.\./)+(adapters|angular|boxed|inspector|react|script-tag|snippet|state|testing|virtual-agent|vue|web-sdk)(/|$)`,
      message: 'Browser and server meet in src/shared.',
    },
    nodeOnly,
  ),
];

export default defineConfig(
  globalIgnores([
    'dist/',
    'coverage/',
    'docs/public/',
    'docs/.vitepress/cache/',
    'docs/.vitepress/dist/',
    'examples/*/{.*,build,dist}/',
    'examples/*/{public,static}/tag.js',
    'examples/*/next-env.d.ts',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: { '@typescript-eslint/consistent-type-imports': 'error' },
  },
  {
    files: ['examples/{nuxt,vue-vite}/**/*.vue', 'docs/.vitepress/**/*.vue'],
    extends: [tseslint.configs.recommended, vue.configs['flat/recommended']],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // Prettier has its own way with markup, and the screens are named as the routes are.
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multi-word-component-names': 'off',
    },
  },
  // Each is checked by its own build, on dependencies of its own that are not installed here.
  {
    files: ['examples/{angular,astro,next,nuxt,sveltekit}/**/*.{ts,tsx}'],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    files: ['examples/stand-in/tag.js', 'examples/gtm/{play.mjs,page/shop.js}'],
    languageOptions: {
      globals: {
        addEventListener: 'readonly',
        document: 'readonly',
        history: 'readonly',
        location: 'readonly',
        window: 'readonly',
      },
    },
  },
  // The fakes keep the signatures of what they stand in for.
  { files: ['src/testing/**', 'test/**'], rules: { '@typescript-eslint/require-await': 'off' } },
  // Nothing in there runs: it is for the compiler.
  {
    files: ['test/types/**'],
    rules: {
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
  // Matchers such as expect.any() are typed any.
  { files: ['test/**'], rules: { '@typescript-eslint/no-unsafe-assignment': 'off' } },
  { files: ['src/**'], rules: { 'no-console': 'error' } },
  ...layers,
  // Runs in the playground's frame.
  {
    files: ['docs/.vitepress/playground/*.js'],
    languageOptions: { globals: { document: 'readonly', parent: 'readonly', window: 'readonly' } },
  },
  // What is defined there, the type checker knows better (`tsc -p demo`, `vue-tsc -p docs`).
  { files: ['demo/**/*.js', 'docs/.vitepress/**/*.vue'], rules: { 'no-undef': 'off' } },
  {
    files: ['demo/panel/teams/*.js'],
    languageOptions: { sourceType: 'script' },
    rules: { 'no-unused-vars': ['error', { vars: 'local' }] },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        Response: 'readonly',
        Request: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        window: 'readonly',
        performance: 'readonly',
      },
    },
  },
  // Part of it runs on pages.
  {
    files: ['bench/**'],
    languageOptions: {
      globals: {
        document: 'readonly',
        location: 'readonly',
        localStorage: 'readonly',
        requestAnimationFrame: 'readonly',
        MessageChannel: 'readonly',
        PerformanceObserver: 'readonly',
      },
    },
  },
);
