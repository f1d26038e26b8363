// `import.meta` of the project's modules: worked out once for each file, and given to each evaluation as its own object.

import type { Current, Undo } from '../effect.js'
import { patch } from '../patch.js'
import type { ModuleEvaluator, ModuleRunner } from './vitest-modules.js'

/**
 * Vite's runner asks for the `import.meta` of a module, its URL and folder, at each evaluation, for about a tenth of a
 * cold start. Files do not move meanwhile, so environments get copies of what was made for the first of them.
 */
export function rememberImportMeta({ options }: ModuleRunner, current: Current<object>): Undo {
  const make = options?.createImportMeta
  if (!options || !make) return () => undefined
  const known = new Map<string, object>()
  return patch(options, 'createImportMeta', {
    value(path: string): object {
      if (!current()) return make(path)
      const before = known.get(path)
      if (before) return { ...before }
      const meta = make(path)
      if (!(meta instanceof Promise)) known.set(path, { ...meta })
      return meta
    },
  })
}

/**
 * Tests in the handler's own file stand in `if (import.meta.vitest)`. Vitest collects them once, when it runs that file as
 * a test file; an environment evaluates the file as Lambda does, where there is no Vitest.
 */
export function hideTests({ options }: ModuleEvaluator, current: Current<object>): Undo {
  const file = options?.getCurrentTestFilepath
  if (!options || !file) return () => undefined
  return patch(options, 'getCurrentTestFilepath', { value: () => (current() ? undefined : file.call(options)) })
}
