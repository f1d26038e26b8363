// What one environment owns of the file system: its /tmp, and the directory behind /var/task.

import type { StandardStream } from '../stdio.js'
import type { AskWhose } from '../whose.js'
import { hostTime } from '../host-time.js'
import { disk } from './disk.js'
import { FileWork } from './file-work.js'
import { sparedDirectories, type View } from './location.js'
import { type Outside, TmpVolume } from './volume.js'

export interface FilesOptions {
  /** Real directory that is seen, read-only, as `/var/task`. */
  readonly taskRoot: string
  /** Most bytes the files in `/tmp` may have together (FS-1). */
  readonly tmpBytes: number
  /** Time that new and changed files are dated with, ms since the epoch. The host's by default. */
  readonly now?: () => number
  /** The environment's own variables, of which `TMPDIR` and `HOME` move `os.tmpdir()` and `os.homedir()`. */
  readonly variable?: (name: string) => string | undefined
  /** Who asks for the work that is asked for now. */
  readonly whose?: AskWhose
  /** Told how much memory `/tmp` takes up, whenever that changes. */
  readonly onMemory?: ((bytes: number) => void) | undefined
  /** Runs what `/tmp` does itself as nobody's code. By default without any context, which need not say so in a thread. */
  readonly outside?: Outside
  /** Takes what is written to the descriptors 1 and 2. Those of the host by default. */
  readonly print?: (stream: StandardStream, bytes: Uint8Array) => void
}

/** The files of one environment: made when it begins, kept over a reset (RST-3), gone with it. */
export interface FilesState {
  readonly view: View
  readonly tmp: TmpVolume
  readonly tmpBytes: number
  readonly work: FileWork
  readonly variable: (name: string) => string | undefined
  readonly print: FilesOptions['print'] | undefined
}

export function createFiles(options: FilesOptions): FilesState {
  const { taskRoot } = options
  const windows = process.platform === 'win32'
  let spared: readonly string[] | undefined
  return {
    view: {
      taskRoot,
      windows,
      // Looked for on the disk, which most environments never touch.
      get spared() {
        return (spared ??= sparedDirectories(taskRoot, process.execPath, disk.existsSync, windows))
      },
    },
    tmp: new TmpVolume(options.tmpBytes, options.now ?? hostTime.epoch, options.onMemory, options.outside),
    tmpBytes: options.tmpBytes,
    work: new FileWork(options.whose),
    variable: options.variable ?? ((): undefined => undefined),
    print: options.print,
  }
}

/** The same for one of its processes, with work of its own: it ends with that process. */
export function filesOfProcess(files: FilesState, whose?: AskWhose): FilesState {
  return { ...files, work: new FileWork(whose) }
}

/** The same for code that is no part of the environment's life: what it asks for is not kept until the thaw. */
export function filesWhileFrozen(files: FilesState): FilesState {
  return { ...filesOfProcess(files), print: undefined }
}

/** How many asynchronous file operations in `/tmp` are under way: virtual time must wait for them. */
export function pendingFileWork(files: FilesState): number {
  return files.work.pending
}

/** The handler has answered: of the work under way no code of the function's hears before the thaw (FRZ-10). */
export function filesAnswered(files: FilesState): void {
  files.work.answered()
}

/** Until the thaw, work that comes up is kept: a frozen environment's files do not change (FRZ-4). */
export function freezeFiles(files: FilesState): void {
  files.work.freeze()
}

export function thawFiles(files: FilesState): void {
  files.work.thaw()
}

/** The runtime process is lost: its work is dropped, its descriptors are closed, its /tmp stays (RST-3). */
export function endFilesProcess(files: FilesState): void {
  files.work.end()
  files.tmp.closeAll()
}
