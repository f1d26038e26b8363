import process from 'node:process'
import { expect, test } from 'vitest'
import { createWarningText } from '../../../src/effects/process-events/warning-text.js'

const start = `(node:${process.pid})`

test('a warning is printed with code, name, message and detail, and a hint once per process', () => {
  const textOf = createWarningText()
  const warning = Object.assign(new Error('careful'), { name: 'MyWarning', code: 'W1', detail: 'more' })
  expect([textOf(warning), textOf(warning)]).toEqual([
    `${start} [W1] MyWarning: careful\nmore\n(Use \`node --trace-warnings ...\` to show where the warning was created)`,
    `${start} [W1] MyWarning: careful\nmore`,
  ])
})

test('the hint of a deprecation names the other flag', () => {
  const deprecation = Object.assign(new Error('old'), { name: 'DeprecationWarning' })
  expect(createWarningText()(deprecation)).toContain('--trace-deprecation')
})

test('what is no error is not printed, and does not use up the hint', () => {
  const textOf = createWarningText()
  expect(textOf('text')).toBeUndefined()
  expect(textOf(new Error('first'))).toContain('--trace-warnings')
})
