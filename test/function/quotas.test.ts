import { describe, expect, test } from 'vitest'
import { QUOTAS } from '../../src/function/quotas.js'
import type { Quota } from '../../src/function/quotas.js'

describe('QUOTAS', () => {
  test.each<[keyof typeof QUOTAS, number, number, string]>([
    ['timeout', 1, 900, 'LIM-2'],
    ['memorySize', 128, 10_240, 'LIM-2'],
    ['ephemeralStorage', 512, 10_240, 'FS-1'],
    ['environmentBytes', 0, 4096, 'ENV-1'],
    ['functionName', 1, 64, 'LIM-4'],
    ['handler', 1, 128, 'RES-1'],
    ['description', 0, 256, 'LIM-3'],
    ['layers', 0, 5, 'LIM-3'],
    ['tags', 0, 50, 'LIM-6'],
    ['tagKey', 1, 128, 'LIM-6'],
    ['tagValue', 0, 256, 'LIM-6'],
    ['maximumRetryAttempts', 0, 2, 'ASY-2'],
    ['maximumEventAgeInSeconds', 60, 21_600, 'ASY-4'],
    ['perEnvironment', 1, 1600, 'LMI-2'],
  ])('%s goes from %i to %i [%s]', (name, minimum, maximum, id) => {
    expect(QUOTAS[name]).toMatchObject({ minimum, maximum, id })
  })

  test.each<[keyof typeof QUOTAS, number]>([
    ['timeout', 3],
    ['memorySize', 128],
    ['ephemeralStorage', 512],
    ['maximumRetryAttempts', 2],
    ['maximumEventAgeInSeconds', 21_600],
  ])('%s is %i where nothing is said [CP-1]', (name, value) => {
    expect(QUOTAS[name]).toHaveProperty('default', value)
  })

  test.each<[string, Quota]>(Object.entries(QUOTAS))('%s names an AWS page and a behaviour', (_name, quota) => {
    expect(quota.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/lambda\/latest\/(dg|api)\/[\w-]+\.html$/)
    expect(quota.id).toMatch(/^[A-Z]+-\d+$/)
    expect(quota.minimum).toBeLessThanOrEqual(quota.maximum)
  })
})
