import { withLambda } from 'vitest-lambda'
import { test } from 'vitest'
const c = { console: 'silent' } as const
const all = {
 missingFile: withLambda(() => import('./functions/cold-start/broken/missing-file.js'), c),
 missingPackage: withLambda(() => import('./functions/cold-start/broken/missing-package.js'), c),
 // @ts-ignore
 syntax: withLambda(() => import('./functions/cold-start/broken/syntax-error.mjs'), c),
 deepSyntax: withLambda(() => import('./functions/cold-start/broken/deep-syntax.js'), c),
 deepMissing: withLambda(() => import('./functions/cold-start/broken/deep-missing.js'), c),
 missingImport: withLambda(() => import('./functions/cold-start/broken/missing-import.js'), c),
 missingPackageImport: withLambda(() => import('./functions/cold-start/broken/missing-package-import.js'), c),
 // @ts-ignore
 requiredNothing: withLambda(() => import('./functions/cold-start/broken/required-nothing.cjs'), c),
 ref: withLambda(() => import('./functions/cold-start/broken/reference-error.js'), c),
 json: withLambda(() => import('./functions/cold-start/broken/json-broken.js'), c),
 // @ts-ignore
 loaderMissing: withLambda(() => import('./functions/cold-start/broken/nope.js'), c),
 stringMissing: withLambda('test/journeys/functions/cold-start/broken/nope.handler', c),
 stringMissingPkg: withLambda('nope.handler', c),
 stringMissingExport: withLambda('test/journeys/functions/cold-start/counter.nope', c),
 string: withLambda('test/journeys/functions/cold-start/counter.handler', c),
 stringSyntax: withLambda('test/journeys/functions/cold-start/broken/syntax-error.handler', c),
 stringDeepMissing: withLambda('test/journeys/functions/cold-start/broken/deep-missing.handler', c),
}
for (const [name, l] of Object.entries(all)) test(name, async () => { 
  const r = await l.invoke()
  console.log(name, JSON.stringify(r.payload, null, 1), r.record.phases.map(p => p.durationMs))
})
