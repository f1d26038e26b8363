// What a failing test is told of the answers of an HTTP front that are not the function's, or not all of it.

import { beforeAll, describe, expect, test } from 'vitest'
import { runVitest, type VitestRun } from './run-vitest.js'

let run: VitestRun

beforeAll(async () => {
  run = await runVitest({ projects: ['guides'] }, ['run', 'guides/fronts'])
})

const texts = (name: string): string[] =>
  run.tests.get(name)?.failures.map((text) => text.split(/\n\s+at /)[0] ?? '') ?? []

describe('a test that fails where a front answered by itself', () => {
  test('is told request, status and reason, with the line of the request', () => {
    const name = 'the answer of a front is taken for the one of the function'
    expect(texts(name)).toEqual([
      expect.stringContaining('expected 502 to be 200'),
      'FrontAnswerError: sources.functionUrl() answered POST /object with 502 by itself: what the function answered is no ' +
        'response: body is an object, not a string: JSON.stringify it\n\n' +
        'This is response.reason, which the test has not read.',
    ])
    expect(run.tests.get(name)?.failures[1]).toMatch(/\n\s+at .*<fixtures>\/guides\/fronts\.test\.ts:16:\d+/)
  })

  test('is told once of requests of one line that were answered alike', () => {
    const [, told, ...more] = texts('no route is for several requests of one line')
    expect(told).toContain('answered GET /nowhere with 404 by itself: ')
    expect(told).toContain('The same happened 2 times; this was the first.')
    expect(more).toEqual([])
  })

  test('is told which header of the function was not sent, and where it goes', () => {
    expect(texts('cookies are lost').slice(1)).toEqual([
      'FrontAnswerError: sources.functionUrl() answered GET /cookies with 200 and without set-cookie, which the function gave ' +
        'where this front does not read it.\n\nIt goes into cookies: […].',
    ])
  })

  test.each(['the reason is read', 'the function answers'])('is told nothing where %s', (name) => {
    expect(texts(name)).toEqual([expect.stringMatching(/^AssertionError: /)])
  })

  test('is told of a function that failed by its own error alone', () => {
    const [, told, ...more] = texts('the function fails behind a front')
    expect(told?.split('\n\n').slice(0, 2)).toEqual([
      'FunctionError: TypeError: boom',
      "'shop' failed in sources.functionUrl().fetch(), which resolves all the same. No matcher of this package judged it: " +
        'toReturn() and toFailWith(), given its result, tell what happened.',
    ])
    expect(more).toEqual([])
  })
})

test('a test that passes is told nothing', () => {
  expect(run.tests.get('the answer of a front is what is expected')).toEqual({ status: 'passed', failures: [] })
})
