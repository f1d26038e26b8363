// Tests of what state machines pass to functions.

import { expect, expectTypeOf, test } from 'vitest'
import { stepFunctions } from '../../src/events/step-functions.js'

test('the default events are complete', () => {
  expect(stepFunctions.task()).toMatchInlineSnapshot(`
    {
      "message": "message 1",
    }
  `)
  expect(stepFunctions.waitForTaskToken()).toMatchInlineSnapshot(`
    {
      "input": {
        "message": "message 1",
      },
      "taskToken": "EXAMPLE-task-token",
    }
  `)
  expect(stepFunctions.error()).toMatchInlineSnapshot(`
    {
      "Cause": "cause 1",
      "Error": "States.TaskFailed",
    }
  `)
})

test('the payload is the event, or in it beside the token', () => {
  const payload = { order: { id: 1 } }
  expect(stepFunctions.task({ payload })).toEqual(payload)
  expect(stepFunctions.task({ payload: [1] })).toEqual([1])
  expect(stepFunctions.waitForTaskToken({ payload, taskToken: 'token' })).toEqual({
    input: payload,
    taskToken: 'token',
  })
})

test('a payload can be null', () => {
  expect(stepFunctions.task({ payload: null })).toBeNull()
  expect(stepFunctions.waitForTaskToken({ payload: null }).input).toBeNull()
})

test('the cause of an error is text, as the error of a function is', () => {
  const cause = { errorType: 'OutOfStock', errorMessage: 'none left' }
  expect(stepFunctions.error({ error: 'OutOfStock', cause })).toEqual({
    Error: 'OutOfStock',
    Cause: '{"errorType":"OutOfStock","errorMessage":"none left"}',
  })
  expect(stepFunctions.error({ cause: 'plain' }).Cause).toBe('plain')
})

test('overrides lie over the payload', () => {
  expect(stepFunctions.task({ payload: { a: 1, b: 2 } }, { b: 3 })).toEqual({ a: 1, b: 3 })
  expect(stepFunctions.waitForTaskToken({ payload: { a: 1 } }, { input: { a: 2 } }).input).toEqual({ a: 2 })
})

test('what is no JSON is refused', () => {
  const payload = { a: 1n }
  expect(() => stepFunctions.task({ payload })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.stepFunctions.task: the event cannot be written as JSON, which is how every event reaches Lambda (Do not know how to serialize a BigInt). Use strings, finite numbers, booleans, null, lists and plain objects that do not contain themselves.]`,
  )
})

test('the event has the type of the payload', () => {
  expectTypeOf(stepFunctions.task({ payload: { id: 1 } })).toEqualTypeOf<{ id: number }>()
  expectTypeOf(stepFunctions.waitForTaskToken({ payload: { id: 1 } }).input).toEqualTypeOf<{ id: number }>()
})
