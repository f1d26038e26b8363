// os.tmpdir() and os.homedir() as Lambda answers them.

import os from 'node:os'
import type { Current, Undo } from '../effect.js'
import { unwind } from '../patch.js'
import type { FilesState } from './files-state.js'
import { replace } from './passage.js'

/** The user is like sbx_user1051, and its home directory does not exist (FS-5). */
const HOME = '/home/sbx_user1051'

const answers = {
  tmpdir: ({ variable }: FilesState): string => {
    const directory = variable('TMPDIR') ?? variable('TMP') ?? variable('TEMP') ?? '/tmp'
    return directory.length > 1 && directory.endsWith('/') ? directory.slice(0, -1) : directory
  },
  homedir: ({ variable }: FilesState): string => variable('HOME') ?? HOME,
}

/** Both follow the environment's variables, as Node.js does: https://nodejs.org/api/os.html#ostmpdir */
export function installUserDirectories(current: Current<FilesState>): Undo {
  const undos = Object.entries(answers).map(([name, answer]) =>
    replace(os, name, (passage) => () => {
      const files = current()
      return files ? answer(files) : passage.call()
    }),
  )
  return unwind(undos)
}
