import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const API = 'http://127.0.0.1:4000';

/** Vendor code that changes rarely stays in files of its own, so that a release does not load it anew. */
const vendorGroups = [
  {
    name: 'vendor-react',
    test: /node_modules[\\/](react|react-dom|scheduler|react-router|react-router-dom)[\\/]/,
  },
  { name: 'vendor-mui', test: /node_modules[\\/](@mui|@emotion|stylis|@popperjs)[\\/]/ },
  {
    name: 'vendor-ra',
    test: /node_modules[\\/](react-admin|ra-|@tanstack|react-hook-form|lodash|node-polyglot)/,
  },
  { name: 'vendor-zod', test: /node_modules[\\/]zod[\\/]/ },
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
    // Data URIs would need a wider content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: { output: { codeSplitting: { groups: vendorGroups } } },
  },
});
