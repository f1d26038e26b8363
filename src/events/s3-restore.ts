// `events.s3.restore`: what S3 sends when an archived object was restored (EV-4).

import type { S3Event } from 'aws-lambda'
import { batchOf } from './batch.js'
import type { Kinds } from './input.js'
import type { DeepPartial } from './overrides.js'
import { PUT_KINDS, recordOf, restoredUntil, type S3PutInput } from './s3.js'

/** One object that was restored. */
export interface S3RestoreInput extends Omit<S3PutInput, 'eventName'> {
  /** Where it is archived. Default `GLACIER`. */
  readonly storageClass?: string | undefined
  /** ISO 8601 text: until when it can be read. Default: a day after `time`. */
  readonly expiresAt?: string | undefined
}

const { eventName: _, ...OBJECT_KINDS } = PUT_KINDS
const KINDS: Kinds<S3RestoreInput> = { ...OBJECT_KINDS, storageClass: 'string', expiresAt: 'string' }

/**
 * An `ObjectRestore:Completed` notification, one record for each input: the only one with `glacierEventData`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function s3Restore(
  input?: S3RestoreInput | readonly S3RestoreInput[],
  overrides?: DeepPartial<S3Event>,
): S3Event {
  return batchOf({ where: 'events.s3.restore', input, kinds: KINDS, overrides }, (one, place) => {
    const { size = 1024, eTag = '0123456789abcdef0123456789abcdef', storageClass = 'GLACIER' } = one
    return {
      ...recordOf('ObjectRestore:Completed', one, { size, eTag }, place),
      glacierEventData: {
        restoreEventData: {
          lifecycleRestorationExpiryTime: one.expiresAt ?? restoredUntil(place.origin.time).toISOString(),
          lifecycleRestoreStorageClass: storageClass,
        },
      },
    }
  })
}
