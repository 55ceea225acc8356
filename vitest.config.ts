import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{contracts,gateway,server,firmware-sim,dashboards,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['test/built.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
