// Variables of the host that tools look for in passing: reading one of them says nothing about the function.

/** Set or read by Vitest and Vite themselves. Source: https://vitest.dev/guide/environment */
const TEST_RUNNER = ['TEST', 'NODE_ENV', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL']

/** Read by Node.js while it serves a call of the function. Source: https://nodejs.org/api/cli.html#environment-variables */
const NODE = [
  'NODE_DEBUG',
  'NODE_OPTIONS',
  'NODE_PATH',
  'NODE_V8_COVERAGE',
  'NODE_DISABLE_COLORS',
  'NODE_EXTRA_CA_CERTS',
]

/** Read to find out whether a terminal shows colours. Source: https://nodejs.org/api/tty.html#writestreamgetcolordepthenv */
const TERMINAL = ['FORCE_COLOR', 'NO_COLOR', 'COLORTERM', 'TERM', 'TERM_PROGRAM', 'TMUX', 'CI', 'DEBUG']

/** The user's directories, which every AWS SDK client looks through for a profile. */
const DIRECTORIES = ['HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'PWD', 'TMPDIR', 'TMP', 'TEMP', 'SystemRoot']

const NAMES: ReadonlySet<string> = new Set([...TEST_RUNNER, ...NODE, ...TERMINAL, ...DIRECTORIES])
const PREFIXES = /^(VITEST|VITE_|npm_)/

/** Whether a missing `name` is nothing to tell the user about. */
export function isHostNoise(name: string): boolean {
  return NAMES.has(name) || PREFIXES.test(name)
}
