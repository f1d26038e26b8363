// `fs.createWriteStream`, watched: a stream that its function never ends is work that it leaves behind.

import fs from 'node:fs'
import type { Current, Undo } from '../effect.js'
import type { FilesState } from './files-state.js'
import { replace } from './passage.js'

export function watchWriteStreams(current: Current<FilesState>): Undo {
  return replace(
    fs,
    'createWriteStream',
    (passage) =>
      function createWriteStream(...args: readonly unknown[]): unknown {
        const stream = passage.call(...args)
        if (stream instanceof fs.WriteStream) current()?.work.opened(stream, args[0], createWriteStream)
        return stream
      },
  )
}
