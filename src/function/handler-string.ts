// Takes a handler string apart as AWS's runtime client does: a file without its extension, and an export path in it.

/** What a handler string names. */
export interface HandlerName {
  /** The file, without extension, as written: `src/nested/app`. */
  readonly moduleId: string
  /** Dotted path of the export: `handler`, `api.v1.get`. */
  readonly exportPath: string
}

/** A handler string that the runtime cannot read; `message` is AWS's own. */
export class MalformedHandlerNameError extends Error {
  override readonly name = 'MalformedHandlerNameError'
  readonly errorType = 'Runtime.MalformedHandlerName'
}

/**
 * Splits the last path segment at its first dot (RES-2). Throws `MalformedHandlerNameError` for `..` anywhere (RES-4) and
 * for a last segment without a dot (RES-3).
 */
export function parseHandlerString(handler: string): HandlerName {
  if (handler.includes('..')) {
    throw new MalformedHandlerNameError(
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    )
  }
  const path = handler.replace(/\/+$/, '')
  const dot = path.indexOf('.', path.lastIndexOf('/') + 1)
  if (dot < 0) throw new MalformedHandlerNameError('Bad handler')
  return { moduleId: path.slice(0, dot), exportPath: path.slice(dot + 1) }
}

/**
 * The handler string that was meant where the export begins with the extension of a file, as in `src/app.ts.handler`, which
 * names the export `ts.handler` of `src/app` (RES-2); undefined: it begins with none.
 */
export function withoutExtension({ moduleId, exportPath }: HandlerName): string | undefined {
  const found = /^(?:[cm]?[jt]s|[jt]sx)(?:\.(.+))?$/.exec(exportPath)
  return found ? `${moduleId}.${found[1] ?? 'handler'}` : undefined
}
