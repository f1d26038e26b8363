// Texts of functions as Vitest 5.1.1 and its istanbul instrumenter make them of test files: `Function.prototype.toString`
// of what was evaluated, unchanged. The names say what stood in the source.

/** Loaders. */
export const VITE_LOADERS: Readonly<Record<string, string>> = {
  'an arrow': '() => __vite_ssr_dynamic_import__("/src/orders.ts")',
  'an awaiting arrow': 'async () => await __vite_ssr_dynamic_import__("/src/orders.ts")',
  'a member of the awaited module': 'async () => (await __vite_ssr_dynamic_import__("/src/orders.ts")).handler',
  'an optional member of the awaited module':
    'async () => (await __vite_ssr_dynamic_import__("/src/orders.ts"))?.handler',
  'then() with a member': '() => __vite_ssr_dynamic_import__("/src/orders.ts").then((m) => m.handler)',
  'then() with a block':
    '() => __vite_ssr_dynamic_import__("/src/orders.ts").then((m) => {\n\t\treturn m.default;\n\t})',
  'then() with a function expression':
    '() => __vite_ssr_dynamic_import__("/src/orders.ts").then(function(m) {\n\t\treturn { handler: m.handler };\n\t})',
  'then() with a pattern': '() => __vite_ssr_dynamic_import__("/src/orders.ts").then(({ handler }) => ({ handler }))',
  'a block': '() => {\n\t\treturn __vite_ssr_dynamic_import__("/src/orders.ts");\n\t}',
  'a block that takes the module apart':
    'async () => {\n\t\tconst { handler } = await __vite_ssr_dynamic_import__("/src/orders.ts");\n\t\treturn handler;\n\t}',
  'a block that answers { handler }':
    'async () => {\n\t\tconst m = await __vite_ssr_dynamic_import__("/src/orders.ts");\n\t\treturn { handler: m.handler };\n\t}',
  'an async function': 'async function load() {\n\t\treturn __vite_ssr_dynamic_import__("/src/orders.ts");\n\t}',
  'a comment in the parentheses': '() => __vite_ssr_dynamic_import__(\n\t\t/* @vite-ignore */\n\t\t"/src/orders.ts"\n)',
  'a specifier in a variable': '() => __vite_ssr_dynamic_import__(\n\t\t/* @vite-ignore */\n\t\tp\n)',
  'a method': 'method() {\n\t\treturn __vite_ssr_dynamic_import__("/src/orders.ts");\n\t}',
  'an async method': 'async asyncMethod() {\n\t\treturn await __vite_ssr_dynamic_import__("/src/orders.ts");\n\t}',
  'import attributes': '() => __vite_ssr_dynamic_import__("/src/orders.ts", { with: {} })',
  'a static method': 'async get() {\n\t\treturn __vite_ssr_dynamic_import__("/src/orders.ts");\n\t}',
  'a specifier with a variable part':
    '() => __vi_import_0__.default((/* #__PURE__ */ Object.assign({"../src/orders.ts": () => __vite_ssr_dynamic_import__("/src/orders.ts")})), `../src/${name}.ts`, 3)',
  'a member of such a module':
    'async () => (await __vi_import_0__.default((/* #__PURE__ */ Object.assign({"../src/orders.ts": () => __vite_ssr_dynamic_import__("/src/orders.ts")})), `../src/${name}.ts`, 3)).handler',
  'import.meta.glob()': '() => __vite_ssr_dynamic_import__("/src/orders.ts")',
  'import.meta.glob() with a named export':
    '() => __vite_ssr_dynamic_import__("/src/orders.ts").then(m => m["handler"])',
  'a builtin module': '() => __vite_ssr_dynamic_import__("node:fs")',
  'a computed URL': '() => __vite_ssr_dynamic_import__(new URL("../src/orders.ts", __vite_ssr_import_meta__.url).href)',
  'a query': '() => __vite_ssr_dynamic_import__("/src/orders.ts?x=1")',
  JSON: '() => __vite_ssr_dynamic_import__("/src/o.json", { with: { type: "json" } })',
}

/** Handlers. */
export const VITE_HANDLERS: Readonly<Record<string, string>> = {
  'a handler': 'async (e) => ({ x: e.a })',
  'a handler without parameters': 'async () => ({ statusCode: 200 })',
  'a handler that imports something on its way':
    'async (e) => {\n\t\tconst m = await __vite_ssr_dynamic_import__("/src/orders.ts");\n\t\treturn m.handler(e);\n\t}',
  'import() in a regular expression and in a string': '() => /import\\(\'x\'\\)/.test("import(\\"x\\")")',
}

/** Neither, for sure. */
export const VITE_UNDECIDABLE: Readonly<Record<string, string>> = {
  'an import and a call of what it exports':
    'async () => {\n\t\tconst m = await __vite_ssr_dynamic_import__("/src/orders.ts");\n\t\treturn m.handler({ a: 1 });\n\t}',
  'an import and a log line':
    'async () => {\n\t\tconsole.log("x");\n\t\treturn __vite_ssr_dynamic_import__("/src/orders.ts");\n\t}',
  'two imports':
    'async () => {\n\t\tawait __vite_ssr_dynamic_import__("/src/orders.ts");\n\t\treturn __vite_ssr_dynamic_import__("/src/orders.ts");\n\t}',
  'a choice of two imports':
    '() => process.env.X ? __vite_ssr_dynamic_import__("/src/orders.ts") : __vite_ssr_dynamic_import__("/src/orders.ts")',
  'an import inside Promise.all()': '() => Promise.all([__vite_ssr_dynamic_import__("/src/orders.ts")])',
}

/** The same loaders in a file that is covered with istanbul. */
export const ISTANBUL_LOADERS: Readonly<Record<string, string>> = {
  'an arrow':
    '() => {cov_kn55kkxvd().f[0]++;cov_kn55kkxvd().s[1]++;return __vite_ssr_dynamic_import__("/src/orders.ts")}',
  'an awaiting arrow':
    'async () => {cov_kn55kkxvd().f[1]++;cov_kn55kkxvd().s[2]++;return await __vite_ssr_dynamic_import__("/src/orders.ts")}',
  'a member of the awaited module':
    'async () => {cov_kn55kkxvd().f[3]++;cov_kn55kkxvd().s[4]++;return (await __vite_ssr_dynamic_import__("/src/orders.ts")).handler}',
  'an optional member of the awaited module':
    'async () => {cov_kn55kkxvd().f[4]++;cov_kn55kkxvd().s[5]++;return (await __vite_ssr_dynamic_import__("/src/orders.ts"))?.handler}',
  'then() with a member':
    '() => {cov_kn55kkxvd().f[5]++;cov_kn55kkxvd().s[6]++;return __vite_ssr_dynamic_import__("/src/orders.ts").then((m) => {cov_kn55kkxvd().f[6]++;cov_kn55kkxvd().s[7]++;return m.handler})}',
  'then() with a block':
    '() => {cov_kn55kkxvd().f[7]++;cov_kn55kkxvd().s[8]++;return __vite_ssr_dynamic_import__("/src/orders.ts").then((m) => {cov_kn55kkxvd().f[8]++;\n\t\tcov_kn55kkxvd().s[9]++;return m.default;\n\t})}',
  'then() with a function expression':
    '() => {cov_kn55kkxvd().f[9]++;cov_kn55kkxvd().s[10]++;return __vite_ssr_dynamic_import__("/src/orders.ts").then(function(m) {cov_kn55kkxvd().f[10]++;\n\t\tcov_kn55kkxvd().s[11]++;return { handler: m.handler };\n\t})}',
  'then() with a pattern':
    '() => {cov_kn55kkxvd().f[11]++;cov_kn55kkxvd().s[12]++;return __vite_ssr_dynamic_import__("/src/orders.ts").then(({ handler }) => {cov_kn55kkxvd().f[12]++;cov_kn55kkxvd().s[13]++;return ({ handler })})}',
  'a block':
    '() => {cov_kn55kkxvd().f[13]++;\n\t\tcov_kn55kkxvd().s[14]++;return __vite_ssr_dynamic_import__("/src/orders.ts");\n\t}',
  'a block that takes the module apart':
    'async () => {cov_kn55kkxvd().f[14]++;\n\t\tconst { handler } = (cov_kn55kkxvd().s[15]++, await __vite_ssr_dynamic_import__("/src/orders.ts"));\n\t\tcov_kn55kkxvd().s[16]++;return handler;\n\t}',
  'a block that answers { handler }':
    'async () => {cov_kn55kkxvd().f[15]++;\n\t\tconst m = (cov_kn55kkxvd().s[17]++, await __vite_ssr_dynamic_import__("/src/orders.ts"));\n\t\tcov_kn55kkxvd().s[18]++;return { handler: m.handler };\n\t}',
  'an async function':
    'async function load() {cov_kn55kkxvd().f[16]++;\n\t\tcov_kn55kkxvd().s[19]++;return __vite_ssr_dynamic_import__("/src/orders.ts");\n\t}',
  'a comment in the parentheses':
    '() => {cov_kn55kkxvd().f[17]++;cov_kn55kkxvd().s[20]++;return __vite_ssr_dynamic_import__(\n\t\t/* @vite-ignore */\n\t\t"/src/orders.ts"\n)}',
  'a specifier in a variable':
    '() => {cov_kn55kkxvd().f[20]++;cov_kn55kkxvd().s[23]++;return __vite_ssr_dynamic_import__(\n\t\t/* @vite-ignore */\n\t\tp\n)}',
  'a method':
    'method() {cov_kn55kkxvd().f[21]++;\n\t\tcov_kn55kkxvd().s[24]++;return __vite_ssr_dynamic_import__("/src/orders.ts");\n\t}',
  'an async method':
    'async asyncMethod() {cov_kn55kkxvd().f[22]++;\n\t\tcov_kn55kkxvd().s[25]++;return await __vite_ssr_dynamic_import__("/src/orders.ts");\n\t}',
  'import attributes':
    '() => {cov_kn55kkxvd().f[25]++;cov_kn55kkxvd().s[28]++;return __vite_ssr_dynamic_import__("/src/orders.ts", { with: {} })}',
  'a static method':
    'async get() {cov_kn55kkxvd().f[36]++;\n\t\tcov_kn55kkxvd().s[44]++;return __vite_ssr_dynamic_import__("/src/orders.ts");\n\t}',
}

/** The same handlers in a file that is covered with istanbul. */
export const ISTANBUL_HANDLERS: Readonly<Record<string, string>> = {
  'a handler': 'async (e) => {cov_kn55kkxvd().f[26]++;cov_kn55kkxvd().s[29]++;return ({ x: e.a })}',
  'a handler without parameters':
    'async () => {cov_kn55kkxvd().f[27]++;cov_kn55kkxvd().s[30]++;return ({ statusCode: 200 })}',
  'a handler that imports something on its way':
    'async (e) => {cov_kn55kkxvd().f[28]++;\n\t\tconst m = (cov_kn55kkxvd().s[31]++, await __vite_ssr_dynamic_import__("/src/orders.ts"));\n\t\tcov_kn55kkxvd().s[32]++;return m.handler(e);\n\t}',
  'import() in a regular expression and in a string':
    '() => {cov_kn55kkxvd().f[32]++;cov_kn55kkxvd().s[39]++;return /import\\(\'x\'\\)/.test("import(\\"x\\")")}',
}

/** The rest in a file that is covered with istanbul. */
export const ISTANBUL_UNDECIDABLE: Readonly<Record<string, string>> = {
  'an import and a call of what it exports':
    'async () => {cov_kn55kkxvd().f[29]++;\n\t\tconst m = (cov_kn55kkxvd().s[33]++, await __vite_ssr_dynamic_import__("/src/orders.ts"));\n\t\tcov_kn55kkxvd().s[34]++;return m.handler({ a: 1 });\n\t}',
  'an import and a log line':
    'async () => {cov_kn55kkxvd().f[30]++;\n\t\tcov_kn55kkxvd().s[35]++;console.log("x");\n\t\tcov_kn55kkxvd().s[36]++;return __vite_ssr_dynamic_import__("/src/orders.ts");\n\t}',
  'two imports':
    'async () => {cov_kn55kkxvd().f[31]++;\n\t\tcov_kn55kkxvd().s[37]++;await __vite_ssr_dynamic_import__("/src/orders.ts");\n\t\tcov_kn55kkxvd().s[38]++;return __vite_ssr_dynamic_import__("/src/orders.ts");\n\t}',
  'a choice of two imports':
    '() => {cov_kn55kkxvd().f[33]++;cov_kn55kkxvd().s[40]++;return process.env.X ? (cov_kn55kkxvd().b[0][0]++, __vite_ssr_dynamic_import__("/src/orders.ts")) : (cov_kn55kkxvd().b[0][1]++, __vite_ssr_dynamic_import__("/src/orders.ts"))}',
  'an import inside Promise.all()':
    '() => {cov_kn55kkxvd().f[34]++;cov_kn55kkxvd().s[41]++;return Promise.all([__vite_ssr_dynamic_import__("/src/orders.ts")])}',
}
