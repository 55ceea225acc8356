/** Builds the pages into dist/: the command centre's live map and the door; plain files that the server hands out, under a policy that allows nothing inline and nothing from elsewhere. */
/// <reference types="node" />
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { laterParts } from './later-parts.ts';

const server = 'http://127.0.0.1:8080';

// A build started from within a test run would inherit its NODE_ENV and carry React's development code.
if (process.argv.includes('build')) process.env.NODE_ENV = 'production';

export default defineConfig({
  plugins: [react(), laterParts('/scanner/index.html')],
  build: {
    rolldownOptions: {
      input: [
        'command/index.html',
        'enter/index.html',
        'store/index.html',
        'scanner/index.html',
        'scanner/sw.ts',
      ],
      // A service worker is known by its address, which must not change, and rules what lies below it.
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'scanner/sw.js' : 'assets/[name]-[hash].js'),
      },
    },
    // Old intranet machines stop at Chromium 109.
    target: 'chrome109',
    // The page's policy refuses data: scripts and fonts, so nothing may be folded into another file.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1400,
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/api': server,
      '/healthz': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
