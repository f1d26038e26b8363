// Data of records and messages as AWS carries it, from whatever a test gives: base64, and the signed bytes of Java.

import { types } from 'node:util'
import { show } from './input.js'
import { messageText } from './json-text.js'

/** Base64 of bytes, of a string, or of the JSON text of anything else; `what` names it in the error. */
export function base64Data(where: string, what: string, value: unknown): string {
  return bytesOf(where, what, value).toString('base64')
}

/** The bytes of a string, of bytes, or of the JSON text of anything else. */
export function bytesOf(where: string, what: string, value: unknown): Buffer {
  return types.isUint8Array(value) ? Buffer.from(value) : Buffer.from(messageText(where, what, value))
}

/**
 * Bytes as Lambda's pollers write them for headers: a list of numbers from -128 to 127.
 * https://github.com/aws/aws-lambda-go/blob/main/events/testdata/kafka-event.json
 */
export function signedBytes(where: string, what: string, value: unknown): number[] {
  return [...new Int8Array(bytesOf(where, what, value))]
}

/** Records that carry their data in base64, as in an event or in what a transformation answers. */
export interface DataRecords {
  readonly records: readonly { readonly data?: string | undefined }[]
}

/** Gives the data of each record as UTF-8 text, and undefined of a record without, such as a dropped one. */
export function decoderOf(where: string): (batch: DataRecords) => (string | undefined)[] {
  return (batch) => {
    const records: unknown = (batch as Partial<DataRecords> | null | undefined)?.records
    if (!Array.isArray(records)) {
      throw new TypeError(
        `${where}: records is ${show(records)}, where a list of records is expected. ` +
          'Pass the whole event, or what the function answered: { records: [{ recordId, result, data }] }.',
      )
    }
    return (records as DataRecords['records']).map(({ data }) =>
      data === undefined ? undefined : Buffer.from(data, 'base64').toString(),
    )
  }
}
