// Names and folders of packages, read from the paths and addresses of their files.

/** Matches up to the end of a package's folder: the last `node_modules/name` or `node_modules/@scope/name`. */
const FOLDER = /^.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/

/** `file:///…/node_modules/@scope/name/x.js` → `@scope/name`; undefined for anything not in a `node_modules` folder. */
export function packageName(path: string): string | undefined {
  return FOLDER.exec(path)?.[1]?.replace('\\', '/')
}

/** `/…/node_modules/@scope/name/x.js` → `/…/node_modules/@scope/name/`, with forward slashes; undefined as above. */
export function packageFolder(path: string): string | undefined {
  const folder = FOLDER.exec(path)?.[0]
  return folder === undefined ? undefined : `${folder.replaceAll('\\', '/')}/`
}

/** The test's own tools: they are meant to be one instance, and no function ships them. */
export function isTestTool(name: string): boolean {
  return /^(?:@?vitest(?:\/|$)|vite$|vitest-lambda$)/.test(name)
}
