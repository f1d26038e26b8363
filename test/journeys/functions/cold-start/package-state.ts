// A function that imports packages which Node loads, builtins and the test's own tools among them.

import { readFileSync } from 'node:fs'
import { S3Client } from '@aws-sdk/client-s3'
import * as fc from 'fast-check'
import { vi } from 'vitest'

export const handler = async (): Promise<readonly string[]> =>
  [readFileSync, S3Client, fc.integer, vi.fn].map((value) => typeof value)
