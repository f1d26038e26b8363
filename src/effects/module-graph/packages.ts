// Names of packages, as far as they share their module state among environments.

/** `file:///…/node_modules/@scope/name/x.js` → `@scope/name`; undefined for anything not in a `node_modules` folder. */
export function packageName(url: string): string | undefined {
  return /.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/.exec(url)?.[1]?.replace('\\', '/')
}

/** The test's own tools: they are meant to be one instance, and no function ships them. */
export function isTestTool(name: string): boolean {
  return /^(?:@?vitest(?:\/|$)|vite$|vitest-lambda$)/.test(name)
}
