// toHaveTmpFile: a file was in /tmp when the invocation ended, with this content.

import { Buffer } from 'node:buffer'
import { isObject } from '../record/recognise.js'
import type { TmpFile } from '../record/record.js'
import type { InvocationResult } from '../record/result.js'
import { isAsymmetric } from '../record/asymmetric.js'
import { asBytesLike, sameBytes } from './bytes.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { equal } from './matcher.js'
import { onResult } from './received.js'
import { isText } from './text-pattern.js'
import { brief, guide, verdict } from './verdict.js'

/** A file's whole text, a pattern in it, its bytes, or an asymmetric matcher for either. */
export type TmpContent = string | RegExp | Uint8Array

const SHOWN_FILES = 10

export function toHaveTmpFile(
  this: MatcherContext,
  received: unknown,
  path: string,
  ...content: [content?: TmpContent]
): MatcherResult {
  return onResult(this, 'toHaveTmpFile', received, (result) => {
    const wrong = unusable(path, content)
    if (wrong !== undefined) return guide(this, wrong)
    const file = Object.hasOwn(result.record.tmp.files, path) ? result.record.tmp.files[path] : undefined
    if (file === undefined) return verdict(result, false, () => `expected ${path} to be there, but ${contents(result)}`)
    return content.length === 0 ? judgePresence(result, path, file) : judgeContent(this, result, path, file, content[0])
  })
}

function judgePresence(result: InvocationResult, path: string, file: TmpFile): MatcherResult {
  return verdict(result, true, () => `expected ${path} not to be there, but it is (${file.bytes} bytes)`)
}

function judgeContent(
  context: MatcherContext,
  result: InvocationResult,
  path: string,
  file: TmpFile,
  expected: unknown,
): MatcherResult {
  const actual = contentOf(file, expected)
  if (actual === undefined) {
    const text = `toHaveTmpFile() cannot compare ${path}: a record keeps contents up to 256 KiB, and this file has ${file.bytes} bytes. Compare result.record.tmp.files['${path}'].bytes.`
    return guide(context, text)
  }
  const pass = hasContent(context, actual, expected)
  const sentence = (): string =>
    pass
      ? `expected ${path} not to hold ${brief(context, expected)}, but it does`
      : `expected ${path} to hold ${brief(context, expected)}, but it holds ${brief(context, actual)}`
  return verdict(result, pass, sentence, { actual, expected })
}

function hasContent(context: MatcherContext, actual: string | Uint8Array, expected: unknown): boolean {
  if (typeof actual === 'string') return isText(context, actual, expected)
  return expected instanceof Uint8Array ? sameBytes(actual, expected) : equal(context, actual, expected)
}

/** Text where text is expected and the file is text, else bytes. */
function contentOf(file: TmpFile, expected: unknown): string | Uint8Array | undefined {
  const text = file.text
  const encoded = text ?? file.base64
  if (encoded === undefined) return undefined
  if (text !== undefined && !(expected instanceof Uint8Array)) return text
  return asBytesLike(Buffer.from(encoded, text === undefined ? 'base64' : 'utf8'), expected)
}

function contents(result: InvocationResult): string {
  const files = Object.entries(result.record.tmp.files)
  if (files.length === 0) return '/tmp is empty'
  const shown = files.slice(0, SHOWN_FILES).map(([path, file]) => `${path} (${file.bytes} bytes)`)
  const more = files.length > SHOWN_FILES ? ` and ${files.length - SHOWN_FILES} more` : ''
  return `/tmp holds ${shown.join(', ')}${more}`
}

function unusable(path: unknown, content: readonly unknown[]): string | undefined {
  if (typeof path !== 'string' || !/^\/tmp\/[^/]/.test(path)) {
    return `toHaveTmpFile() takes an absolute path in /tmp, such as '/tmp/report.csv', but received ${typeof path === 'string' ? `'${path}'` : String(path)}. A function can write nowhere else.`
  }
  const [expected] = content
  if (content.length === 0 || typeof expected === 'string' || expected instanceof RegExp) return undefined
  if (expected instanceof Uint8Array || isAsymmetric(expected)) return undefined
  const what = isObject(expected) || Array.isArray(expected) ? 'an object' : String(expected)
  return `toHaveTmpFile() compares a text, a RegExp, a Uint8Array or an asymmetric matcher, but received ${what}. For JSON, compare JSON.parse(result.record.tmp.files['${path}'].text).`
}
