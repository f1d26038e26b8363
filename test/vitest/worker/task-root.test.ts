import { resolve } from 'node:path'
import { handler, LambdaConfigError, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'
import { checkTaskRoot } from '../../../src/vitest/worker/task-root.js'

const root = resolve(import.meta.dirname, '../../..')
const code = handler(async () => 'done')

describe('a task root', () => {
  test.each(['test', './test', '.', root, `${root}/test/`])('that is given as %j is there', (taskRoot) => {
    expect(withLambda(code, { taskRoot }).functionName).toBe('function')
  })

  test('that is not there is told with where it was looked for', () => {
    expect(() => withLambda(code, { functionName: 'orders', taskRoot: './dits' })).toThrow(
      new LambdaConfigError("withLambda(): the config of 'orders'", [
        `taskRoot is './dits', and there is no folder ${root}/dits: it takes a folder that is there, absolute or from the ` +
          `project's root, ${root}; leave it out for the root itself`,
      ]),
    )
  })

  test.each(['package.json', 'package.json/below'])('that is no folder, such as %j, is none either', (taskRoot) => {
    expect(() => withLambda(code, { taskRoot })).toThrow(
      `taskRoot is '${taskRoot}', and there is no folder ${root}/${taskRoot}`,
    )
  })

  test('is checked by an update, too', async () => {
    await expect(withLambda(code, { functionName: 'orders' }).update({ taskRoot: 'dits' })).rejects.toThrow(
      "update(): the config of 'orders' cannot be used",
    )
  })

  test('of the project is looked for where the project names it, unless the function names one', () => {
    const where = (given: string | undefined) => ({
      root,
      caller: 'withLambda()',
      defaults: { taskRoot: 'dits' },
      given,
    })
    const check = (taskRoot: string, given?: string) =>
      checkTaskRoot({ functionName: 'orders', taskRoot: `${root}/${taskRoot}` }, where(given))
    expect(() => check('dits')).toThrow(
      "lambda(): the defaults in the Vitest config cannot be used:\n  - taskRoot is 'dits'",
    )
    expect(() => check('src', 'src')).not.toThrow()
    expect(() => check('sources', 'sources')).toThrow("withLambda(): the config of 'orders' cannot be used")
  })
})
