// #region policy
import { lambda } from 'vitest-lambda/plugin'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [
    lambda({
      failOnLeak: 'error', // a leak that no assertion looks at fails its test; 'warn' by default
      allowLeaks: [{ kind: 'timer', at: 'heartbeat.ts:4', reason: 'best effort: a lost heartbeat is no loss' }],
    }),
  ],
})
// #endregion policy
