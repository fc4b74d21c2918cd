import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    env: {
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      // clean: security/secrets-from-env
      OPENAI_API_KEY: 'test-key-for-unit-tests',
      STRIPE_SECRET_KEY: 'test-stripe-key',
      SESSION_SECRET: 'test-session-secret',
      SHOP_API_URL: 'http://shop.test',
    },
  },
});
