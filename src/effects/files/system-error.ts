// System errors as Node.js on Linux makes them, whatever system the tests run on.

export type SystemErrorCode =
  | 'EACCES'
  | 'EBADF'
  | 'EEXIST'
  | 'EINVAL'
  | 'EISDIR'
  | 'ELOOP'
  | 'EMFILE'
  | 'ENOENT'
  | 'ENOSPC'
  | 'ENOTDIR'
  | 'ENOTEMPTY'
  | 'EPERM'
  | 'EROFS'
  | 'EXDEV'

/** Linux error numbers, negated as libuv does, and libuv's text: https://docs.libuv.org/en/v1.x/errors.html */
const LINUX: Readonly<Record<SystemErrorCode, readonly [errno: number, text: string]>> = {
  EACCES: [-13, 'permission denied'],
  EBADF: [-9, 'bad file descriptor'],
  EEXIST: [-17, 'file already exists'],
  EINVAL: [-22, 'invalid argument'],
  EISDIR: [-21, 'illegal operation on a directory'],
  ELOOP: [-40, 'too many symbolic links encountered'],
  EMFILE: [-24, 'too many open files'],
  ENOENT: [-2, 'no such file or directory'],
  ENOSPC: [-28, 'no space left on device'],
  ENOTDIR: [-20, 'not a directory'],
  ENOTEMPTY: [-39, 'directory not empty'],
  EPERM: [-1, 'operation not permitted'],
  EROFS: [-30, 'read-only file system'],
  EXDEV: [-18, 'cross-device link not permitted'],
}

export interface SystemError extends Error {
  code: string
  errno: number
  syscall: string
  path?: string
  dest?: string
}

/** The error that Node.js throws for a failed system call, with its properties in Node's order. */
export function systemError(code: SystemErrorCode, syscall: string, path?: string, dest?: string): SystemError {
  const [errno, text] = LINUX[code]
  let message = `${code}: ${text}, ${syscall}`
  if (path !== undefined) message += ` '${path}'`
  if (dest !== undefined) message += ` -> '${dest}'`
  const error: SystemError = Object.assign(new Error(message), { errno, code, syscall })
  if (path !== undefined) error.path = path
  if (dest !== undefined) error.dest = dest
  return error
}

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'syscall' in error && 'errno' in error && 'code' in error
}

/** Whether the error is a system error with one of these codes. */
export function hasCode(error: unknown, ...codes: SystemErrorCode[]): boolean {
  return isSystemError(error) && (codes as string[]).includes(error.code)
}

/** The same failure as another call with these paths reports it; what is no system error with a known code stays. */
export function asCall(error: unknown, syscall: string, path: string, dest?: string): unknown {
  if (!isSystemError(error) || !Object.hasOwn(LINUX, error.code)) return error
  return systemError(error.code as SystemErrorCode, syscall, path, dest)
}

/**
 * Lets an error name a path in the caller's own words: Node.js repeats the path as it was given, and where the file
 * really is does not concern the function.
 */
export function inGivenWords(error: unknown, inner: string, given: string): unknown {
  if (inner === given || !isSystemError(error)) return error
  const before = error.message
  const [first = '', ...rest] = before.split(`'${inner}`)
  let message = first + rest.map((part) => (/^['/]/.test(part) ? `'${given}` : `'${inner}`) + part).join('')
  if (message.endsWith(` ${inner}`)) message = message.slice(0, -inner.length) + given
  error.message = message
  if (error.stack !== undefined) error.stack = error.stack.replace(before, () => message)
  if (error.path !== undefined) error.path = renamed(error.path, inner, given)
  if (error.dest !== undefined) error.dest = renamed(error.dest, inner, given)
  return error
}

function renamed(path: string, inner: string, given: string): string {
  return path === inner || path.startsWith(`${inner}/`) ? given + path.slice(inner.length) : path
}

/** The error of a call that would need `recursive: true` for a directory (`ERR_FS_EISDIR`). */
export function directoryError(prefix: string, syscall: string, text: string, path: string): Error {
  const error = new Error(`${prefix}: ${syscall} returned EISDIR (${text}) ${path}`)
  const info = { code: 'EISDIR', message: text, path, syscall, errno: 21 }
  return Object.assign(error, { name: 'SystemError', code: 'ERR_FS_EISDIR', info, errno: 21, syscall, path })
}
