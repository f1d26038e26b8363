// The name of a function that is given none, from where its code lies.

/** Names that say what a file or folder is for, and not which function it is. */
const COMMON: readonly string[] = [
  'handler handlers index main app lambda lambdas function functions',
  'src lib dist build out . ..',
].flatMap((names) => names.split(' '))

/**
 * AWS needs a name; a test rarely cares. That of the file is the one which its reader expects, and of
 * `services/refunds/src/handler.ts` that of the folder.
 */
export function defaultFunctionName(path: string): string {
  const [file = '', ...folders] = path.split(/[\\/]/).toReversed()
  const base = file.replace(/(?<=.)\.[^.]*$/, '')
  const name = [base, ...folders].find((part) => part !== '' && !COMMON.includes(part.toLowerCase())) ?? base
  return name.replaceAll(/[^a-zA-Z0-9-_]/g, '-').slice(0, 64) || 'function'
}
