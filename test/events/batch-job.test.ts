// Tests of what functions are told about jobs of AWS Batch.

import { expect, test } from 'vitest'
import { batch } from '../../src/events/batch-job.js'

test('the default events are complete', () => {
  expect(batch.submitJob()).toMatchInlineSnapshot(`
    {
      "jobDefinition": "my-definition",
      "jobName": "my-job",
      "jobQueue": "my-queue",
    }
  `)
  expect(batch.getJob()).toMatchInlineSnapshot(`
    {
      "jobId": "00000000-0000-4000-8000-000000000001",
    }
  `)
})

test('the input is the event; what is undefined has its default', () => {
  expect(batch.submitJob({ jobName: 'a', jobQueue: undefined, jobDefinition: 'c' })).toEqual({
    jobName: 'a',
    jobQueue: 'my-queue',
    jobDefinition: 'c',
  })
  expect(batch.getJob({ jobId: 'a' })).toEqual({ jobId: 'a' })
})

test('an unknown key is refused', () => {
  const input = { job: 'a' } as object
  expect(() => batch.getJob(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.batch.getJob: unknown key "job" in the input. Did you mean "jobId"? It takes: jobId. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
})
