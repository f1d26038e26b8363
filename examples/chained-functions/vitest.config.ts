import { lambda } from 'vitest-lambda/plugin'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [lambda()],
})
