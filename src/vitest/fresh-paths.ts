// Which files belong to the packages that each environment evaluates anew.

/**
 * Patterns of file paths for packages named as users name them: `'winston'`, or a pattern such as `/^@middy\//` whose
 * `^` stands for the beginning of the package's name.
 */
export function freshPathPatterns(packages: readonly (string | RegExp)[]): readonly RegExp[] {
  return packages.map((one) => (typeof one === 'string' ? inNodeModules(`${escape(one)}[\\\\/]`) : pathPattern(one)))
}

function pathPattern(pattern: RegExp): RegExp {
  // The end of a name is the end of a folder in a path.
  const source = pattern.source.replaceAll('\\/', '[\\\\/]').replace(/(?<!\\)\$$/, '[\\\\/]')
  return source.startsWith('^') ? inNodeModules(source.slice(1), pattern.flags) : new RegExp(source, pattern.flags)
}

function inNodeModules(source: string, flags = ''): RegExp {
  return new RegExp(`[\\\\/]node_modules[\\\\/]${source}`, flags.replaceAll(/[gy]/g, ''))
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('/', '[\\\\/]')
}
