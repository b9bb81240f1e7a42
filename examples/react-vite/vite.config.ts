import react from '@vitejs/plugin-react';
import { iadvizeSnippet } from 'iadvize-callbacks/vite';
import { defineConfig } from 'vite';

export default defineConfig({ plugins: [iadvizeSnippet(), react()] });
