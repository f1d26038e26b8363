// An SDK client that the test mocks as an instance.

import { S3Client } from '@aws-sdk/client-s3'

export const s3: S3Client = new S3Client({})
