import { describe, expect, test } from 'vitest'
import { partitionOf, domainOf } from '../../src/function/partition.js'

const REGIONS = [
  ['us-east-1', 'aws', 'amazonaws.com'],
  ['eu-central-1', 'aws', 'amazonaws.com'],
  ['mx-central-1', 'aws', 'amazonaws.com'],
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
  ['cn-northwest-1', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
  ['us-iso-east-1', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-east-1', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['eu-isoe-west-1', 'aws-iso-e', 'cloud.adc-e.uk'],
  ['us-isof-south-1', 'aws-iso-f', 'csp.hci.ic.gov'],
  ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu'],
] as const

describe('a Region', () => {
  test.each(REGIONS)('%s is in the partition %s', (region, partition) => {
    expect(partitionOf(region)).toBe(partition)
  })

  test.each(REGIONS)('%s of %s has hosts under %s', (region, _, domain) => {
    expect(domainOf(region)).toBe(domain)
  })

  test('that AWS does not have is taken for one of the standard partition', () => {
    expect([partitionOf('moon-1'), domainOf('moon-1')]).toEqual(['aws', 'amazonaws.com'])
  })
})
