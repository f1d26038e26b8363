// os.tmpdir() and os.homedir() as Lambda answers them.

import os from 'node:os'
import type { Current, Undo } from '../effect.js'
import { patch, unwind } from '../patch.js'
import type { FilesState } from './files-state.js'

/** The user is like sbx_user1051, and its home directory does not exist (FS-5). */
const HOME = '/home/sbx_user1051'

/** Both follow the environment's variables, as Node.js does: https://nodejs.org/api/os.html#ostmpdir */
export function installUserDirectories(current: Current<FilesState>): Undo {
  const { tmpdir, homedir } = os
  const facades = {
    tmpdir: (): string => {
      const files = current()
      if (!files) return tmpdir()
      const directory = files.variable('TMPDIR') ?? files.variable('TMP') ?? files.variable('TEMP') ?? '/tmp'
      return directory.length > 1 && directory.endsWith('/') ? directory.slice(0, -1) : directory
    },
    homedir: (): string => {
      const files = current()
      return files ? (files.variable('HOME') ?? HOME) : homedir()
    },
  }
  return unwind(Object.entries(facades).map(([name, value]) => patch(os, name, { value })))
}
