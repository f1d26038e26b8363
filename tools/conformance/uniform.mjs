// Takes out of a record what another run, or another machine, would write differently.

/** The npm package of the older client announces itself; the managed runtime does not. */
const ANNOUNCEMENT = /^Executing '.*' in function directory '.*'$/

/** Frames of Node.js and of the client, alone or in a JSON text: they say nothing of the function. */
const FOREIGN = /^\s+at .*(?:node:|\/var\/runtime\/).*$/
const FOREIGN_IN_JSON = /,"\s+at [^"]*(?:node:|\/var\/runtime\/)[^"]*"/g
const FOREIGN_IN_TEXT = /\n\s+at [^\n]*(?:node:|\/var\/runtime\/)[^\n{]*/g

/** In a text that is part of a JSON text, where a newline is two characters. */
const FOREIGN_IN_JSON_TEXT = /\\n\s+at (?:(?!\\n)[^"])*?(?:node:|\/var\/runtime\/)(?:(?!\\n)[^"{])*/g

/** Paths of this run become Lambda's, times and process ids are left out. */
export function uniform(processes, { taskRoot, client, port }) {
  const text = (value) =>
    value
      .replaceAll(taskRoot, '/var/task')
      .replaceAll(client.folder, '/var/runtime')
      // Only the npm package has this folder.
      .replaceAll('/var/runtime/dist/', '/var/runtime/')
      .replaceAll(`127.0.0.1:${port}`, '<API>')
      .replaceAll(/\b20[2-9]\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<TIME>')
      .replaceAll(/\(node:\d+\)/g, '(node:<PID>)')
      .replaceAll(FOREIGN_IN_JSON, '')
      .replaceAll(FOREIGN_IN_TEXT, '')
      .replaceAll(FOREIGN_IN_JSON_TEXT, '')
  return processes.map(({ init, invocations, ...process }) => ({
    ...filled({ init: filled(part(init)) }),
    invocations: invocations.map((invocation) => part({ ...invocation, n: undefined })),
    ...process,
  }))

  function part({ lines = [], ...rest }) {
    const kept = withoutExcerpt(
      withoutForeign(
        lines.filter((line) => !ANNOUNCEMENT.test(line)),
        text,
      ),
    )
    return deep({ ...rest, ...(kept.length > 0 && { lines: kept }) }, text)
  }
}

/** What Node.js writes around an error that ends it, and words differently in each release. */
function withoutExcerpt(lines) {
  const caret = lines.findIndex((line) => /^\s*\^+$/.test(line))
  const begin = lines.findIndex((line) => EXCERPT.test(line))
  const end = caret < 0 ? lines.indexOf('', begin + 2) : caret
  const after = lines[end + 1] === '' ? end + 2 : end + 1
  const rest = begin < 0 || end < begin ? lines : [...lines.slice(0, begin), ...lines.slice(after)]
  const version = rest.findIndex((line, index) => line.startsWith('Node.js v') && rest[index - 1] === '')
  const told = version < 0 ? rest : [...rest.slice(0, version - 1), ...rest.slice(version + 1)]
  const emitted = told.findIndex((line) => line.startsWith("Emitted 'error' event"))
  if (emitted >= 0)
    told.splice(emitted, told.slice(emitted + 1).findIndex((line) => !/^\s+at /.test(line)) + 1 || Infinity)
  return told[0] === '' ? told.slice(1) : told
}

/** A place in the source, alone in a line. */
const EXCERPT = /^(?:file:|node:|\/|<anonymous_script>).*:\d+$/

/** Lines without the frames of Node.js and of the client; a brace after such a frame opens the fields of the error. */
function withoutForeign(lines, text) {
  const kept = []
  for (const line of lines) {
    if (!FOREIGN.test(text(line))) kept.push(line)
    else if (line.endsWith(' {')) kept.push(`${kept.pop()} {`)
  }
  return kept
}

function filled(part) {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value && Object.keys(value).length > 0))
}

function deep(value, text) {
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) {
    const all = value.map((one) => deep(one, text))
    return all.filter((one) => typeof one !== 'string' || !FOREIGN.test(one))
  }
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.entries(value).map(([key, one]) => [key, deep(one, text)])
  return Object.fromEntries(copy)
}
