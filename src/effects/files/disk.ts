// The real file system, captured when this module loads, before anything is replaced. Only ever read from.

import fs from 'node:fs'

/** Reading functions of the machine's own file system, whatever has replaced them since. */
export const disk: {
  readonly existsSync: typeof fs.existsSync
  readonly lstatSync: typeof fs.lstatSync
  readonly readdirSync: typeof fs.readdirSync
  readonly readFileSync: typeof fs.readFileSync
  readonly readlinkSync: typeof fs.readlinkSync
  readonly realpathSync: typeof fs.realpathSync.native
  readonly statSync: typeof fs.statSync
} = {
  existsSync: fs.existsSync,
  lstatSync: fs.lstatSync,
  readdirSync: fs.readdirSync,
  readFileSync: fs.readFileSync,
  readlinkSync: fs.readlinkSync,
  realpathSync: fs.realpathSync.native,
  statSync: fs.statSync,
}
