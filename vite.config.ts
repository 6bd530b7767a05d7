import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'web',
  plugins: [react()],
  // Texts are parsed as JSON, which is quicker than as code.
  json: { stringify: true },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What each page weighs is checked by a test, from the manifest.
    manifest: 'manifest.json',
    chunkSizeWarningLimit: 1_000,
  },
});
