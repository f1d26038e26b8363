// What a handler finds in process.env and about its process.

const atInit = process.env.COLOUR

export const own = async () => process.env.COLOUR ?? 'none'
export const ownAtInit = async () => atInit ?? 'none'
export const lambdas = async () =>
  Object.fromEntries(
    [
      '_HANDLER',
      'AWS_REGION',
      'AWS_DEFAULT_REGION',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_FUNCTION_VERSION',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_LOG_GROUP_NAME',
      'AWS_LAMBDA_INITIALIZATION_TYPE',
      'LAMBDA_TASK_ROOT',
      'LAMBDA_RUNTIME_DIR',
      'TZ',
      'LANG',
      'PATH',
    ].map((name) => [name, process.env[name] ?? 'none']),
  )
export const executionEnvironment = async () => process.env.AWS_EXECUTION_ENV
export const telemetry = async () => ({ descriptor: process.env._LAMBDA_TELEMETRY_LOG_FD ?? 'none' })
export const setting = async () => {
  process.env.NUMBER = 7
  process.env.UNDEFINED = undefined
  process.env.NULL = null
  return [process.env.NUMBER, process.env.UNDEFINED, process.env.NULL].map((value) => [typeof value, value])
}
export const kept = async () => {
  process.env.KEPT = `${process.env.KEPT ?? ''}x`
  return process.env.KEPT
}
export const deleted = async ({ name }) => {
  const before = process.env[name] ?? 'none'
  delete process.env[name]
  return { before, after: process.env[name] ?? 'none', has: name in process.env }
}
export const listed = async () => {
  process.env.NEW_ONE = '1'
  return { own: Object.keys(process.env).includes('NEW_ONE'), has: Object.hasOwn(process.env, 'NEW_ONE') }
}
export const symbols = async () => {
  try {
    process.env[Symbol('s')] = 'x'
    return 'set'
  } catch (error) {
    return { name: error.name, message: error.message }
  }
}
export const spread = async () => ({ ...process.env }).COLOUR
export const folder = async () => ({ cwd: process.cwd(), resolved: new URL('.', import.meta.url).pathname.length > 1 })
export const tmp = async () => {
  const [{ tmpdir }, { writeFile, readFile, readdir }] = await Promise.all([
    import('node:os'),
    import('node:fs/promises'),
  ])
  await writeFile(`${tmpdir()}/conformance-note.txt`, 'noted')
  return {
    tmpdir: tmpdir(),
    text: await readFile('/tmp/conformance-note.txt', 'utf8'),
    listed: (await readdir('/tmp')).includes('conformance-note.txt'),
  }
}
export const zone = async () => ({
  offset: new Date(0).getTimezoneOffset(),
  text: new Date(0).toISOString(),
})
export const timeMoves = async () => {
  const [before, tick] = [Date.now(), performance.now()]
  await new Promise((done) => setTimeout(done, 30))
  return {
    wall: Date.now() - before >= 29,
    monotonic: performance.now() - tick >= 29,
    recent: before > Date.UTC(2026, 0),
  }
}
