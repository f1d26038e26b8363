import { invoke, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

// #region full
test('files that are never deleted fill /tmp over warm invocations', async () => {
  const archive = withLambda(() => import('../src/archive.js'), { ephemeralStorage: 512, timeout: 60 })

  expect(await invoke(archive, { megabytes: 300 })).toReturn(expect.stringMatching(/^\/tmp\/.+\.zip$/))
  expect(await invoke(archive, { megabytes: 300 })).toFailWith(/ENOSPC: no space left on device/)
})
// #endregion full
