import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const API = 'http://127.0.0.1:4000';

/**
 * What the first page needs is one file: cut up by use like the rest it would be forty, and a tenth larger when
 * compressed. What most pages share (the rules, the parts of a page) is two: else a page asks for a hundred.
 */
const CHUNKS = [
  { name: 'start', tags: ['$initial' as const], priority: 2 },
  { name: 'rules', test: /packages.shared.src.(?!words)/, minShareCount: 2, priority: 1 },
  { name: 'kit', test: /packages.web.src.(kit|live|session)/, minShareCount: 2 },
];

export default defineConfig({
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    port: 4001,
    proxy: { '/api': API, '/healthz': API, '/readyz': API },
  },
  build: {
    outDir: 'dist',
    target: 'es2022',
    sourcemap: false,
    // Every browser of this target preloads modules by itself.
    modulePreload: { polyfill: false },
    // Data URIs would need a wider content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
});
