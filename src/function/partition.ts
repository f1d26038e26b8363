// The partition of AWS that a Region is in: how ARNs begin there, and how the names of hosts end.

/** A partition, told by how the names of its Regions begin. */
interface Partition {
  readonly regions: string
  readonly name: string
  readonly domain: string
}

const STANDARD: Partition = { regions: '', name: 'aws', domain: 'amazonaws.com' }

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html and, for the domains,
// https://github.com/aws/aws-sdk-js-v3/blob/main/packages/util-endpoints/src/lib/aws/partitions.json
const OTHERS: readonly Partition[] = [
  { regions: 'cn-', name: 'aws-cn', domain: 'amazonaws.com.cn' },
  { regions: 'us-gov-', name: 'aws-us-gov', domain: 'amazonaws.com' },
  { regions: 'us-iso-', name: 'aws-iso', domain: 'c2s.ic.gov' },
  { regions: 'us-isob-', name: 'aws-iso-b', domain: 'sc2s.sgov.gov' },
  { regions: 'eu-isoe-', name: 'aws-iso-e', domain: 'cloud.adc-e.uk' },
  { regions: 'us-isof-', name: 'aws-iso-f', domain: 'csp.hci.ic.gov' },
  { regions: 'eusc-', name: 'aws-eusc', domain: 'amazonaws.eu' },
]

/** `aws`, `aws-cn`, `aws-us-gov`, …: the second part of every ARN. */
export function partitionOf(region: string): string {
  return find(region).name
}

/** `amazonaws.com`, `amazonaws.com.cn`, …: how the names of AWS's hosts in that Region end. */
export function domainOf(region: string): string {
  return find(region).domain
}

function find(region: string): Partition {
  return OTHERS.find(({ regions }) => region.startsWith(regions)) ?? STANDARD
}
