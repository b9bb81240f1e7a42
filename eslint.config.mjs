import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    'dist/',
    'coverage/',
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
    files: ['examples/{nuxt,vue-vite}/**/*.vue'],
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
  { files: ['examples/stand-in/tag.js'], languageOptions: { globals: { window: 'readonly' } } },
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
  // What is defined there, the type checker knows better (`tsc -p demo`).
  { files: ['demo/**/*.js'], rules: { 'no-undef': 'off' } },
  {
    files: ['demo/teams/*.js'],
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
        requestAnimationFrame: 'readonly',
        MessageChannel: 'readonly',
        PerformanceObserver: 'readonly',
      },
    },
  },
);
