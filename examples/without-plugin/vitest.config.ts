// #region config
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { setupFiles: ['vitest-lambda/setup'] },
})
// #endregion config
