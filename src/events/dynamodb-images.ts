// The part of a stream record that shows the item: its keys, and what it was before and after (STM-7).

import type { AttributeValue, StreamRecord } from 'aws-lambda'
import { itemSize } from './attribute-size.js'
import { marshalItem } from './attribute-value.js'

/** What a stream carries of an item. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_StreamSpecification.html */
export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES'

export const STREAM_VIEW_TYPES: readonly StreamViewType[] = [
  'KEYS_ONLY',
  'NEW_IMAGE',
  'OLD_IMAGE',
  'NEW_AND_OLD_IMAGES',
]

/** The item as plain objects; an insert has no old image, a removal no new one. */
export interface Images {
  readonly newImage?: object
  readonly oldImage?: object
}

/** Which attributes are the key, and which images the stream carries. */
export interface ImagesView {
  readonly keys?: readonly string[] | undefined
  readonly streamViewType?: StreamViewType | undefined
}

type Item = Record<string, AttributeValue>

/** Keys, the images that the stream carries, and their size, as the stream's JSON has them (STM-7). */
export function imagesOf(where: string, images: Images, view: ImagesView): StreamRecord {
  const { streamViewType = 'NEW_AND_OLD_IMAGES' } = view
  const newImage = images.newImage && marshalItem(`${where}: newImage`, images.newImage)
  const oldImage = images.oldImage && marshalItem(`${where}: oldImage`, images.oldImage)
  const Keys = keysOf(where, newImage ?? oldImage ?? {}, view.keys)
  if (view.keys && newImage && oldImage) refuseNewKey(where, Keys, keysOf(where, oldImage, view.keys))
  const carriesNew = streamViewType === 'NEW_IMAGE' || streamViewType === 'NEW_AND_OLD_IMAGES'
  const carriesOld = streamViewType === 'OLD_IMAGE' || streamViewType === 'NEW_AND_OLD_IMAGES'
  const NewImage = carriesNew ? newImage : undefined
  const OldImage = carriesOld ? oldImage : undefined
  const SizeBytes = itemSize(Keys) + itemSize(NewImage ?? {}) + itemSize(OldImage ?? {})
  return {
    Keys,
    ...(NewImage && { NewImage }),
    ...(OldImage && { OldImage }),
    SizeBytes,
    StreamViewType: streamViewType,
  }
}

/** DynamoDB never changes an item's key. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
function refuseNewKey(where: string, after: Item, before: Item): void {
  if (JSON.stringify(after) === JSON.stringify(before)) return
  throw new TypeError(
    `${where}: the images have different keys, ${JSON.stringify(before)} and then ${JSON.stringify(after)}. ` +
      'An item keeps its key: build a removal and an insert, or give both images the same values there.',
  )
}

function keysOf(where: string, image: Item, names: readonly string[] = Object.keys(image).slice(0, 1)): Item {
  const entries = names.map((name): [string, AttributeValue] => {
    const value = Object.hasOwn(image, name) ? image[name] : undefined
    if (value) return [name, keyValue(where, name, value)]
    const has = Object.keys(image).join(', ')
    throw new TypeError(`${where}: keys names "${name}", which the image does not have. Its attributes are: ${has}.`)
  })
  return Object.fromEntries(entries)
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
function keyValue(where: string, name: string, value: AttributeValue): AttributeValue {
  if (value.S || value.N || value.B) return value
  const is = value.S === '' || value.B === '' ? 'empty' : `of the type ${Object.keys(value).join()}`
  throw new TypeError(
    `${where}: the key attribute "${name}" is ${is}: DynamoDB takes text (S), numbers (N) and bytes (B) for keys, none of ` +
      "them empty. Name the attributes of the item's key with keys; without that it is the first attribute.",
  )
}
