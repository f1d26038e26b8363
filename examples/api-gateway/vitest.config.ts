// #region defaults
import { lambda } from 'vitest-lambda/plugin'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [lambda({ runtime: 'nodejs22.x', region: 'eu-central-1', timeout: 10 })], // for every withLambda()
})
// #endregion defaults
