import vue from '@vitejs/plugin-vue';
import { iadvizeSnippet } from 'iadvize-callbacks/vite';
import { defineConfig } from 'vite';

export default defineConfig({ plugins: [iadvizeSnippet(), vue()] });
