export const handler = async () => ({
  require: typeof require,
  filename: typeof __filename,
  module: typeof module,
  meta: Object.keys(import.meta).toSorted(),
  url: import.meta.url.startsWith('file:///'),
  file: import.meta.filename.endsWith('module.mjs'),
})
