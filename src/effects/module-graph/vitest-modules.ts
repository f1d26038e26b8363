// Vitest's table of evaluated modules and its mocker: the only file that reads these undocumented fields of Vitest.

import { dirname } from 'node:path'
import { disk } from '../files/disk.js'

/** What Vite's module runner keeps of one evaluation of a module: the part that belongs to an environment. */
export interface Evaluation {
  promise: Promise<unknown> | undefined
  exports: unknown
  evaluated: boolean
}

/** A module of Vite's module runner, as far as it matters here. */
export interface ModuleNode extends Evaluation {
  readonly id: string
  readonly file?: string
  readonly meta?:
    { readonly externalize?: string; readonly type?: string; readonly url?: string; readonly code?: string } | undefined
  /** Of a `mock:` module: what stands in for the exports of an automocked or spied module. */
  readonly mockedExports?: unknown
}

/** A registered `vi.mock`: by a factory, by a file in `__mocks__`, with everything replaced, or only watched. */
export interface ModuleMock {
  readonly type: 'manual' | 'redirect' | 'automock' | 'autospy'
  /** The module as the test names it. */
  readonly raw?: string
}

/** The part of Vitest's mocker that decides what an import gets. */
export interface VitestMocker {
  /** Asks the server for a module's id, before the module is fetched. */
  resolveId(id: string, importer?: string): Promise<unknown>
  /** The mock that is registered for a module, if any. */
  getDependencyMock(id: string): ModuleMock | undefined
  getDependencyMockByUrl?: ((url: string) => ModuleMock | undefined) | undefined
  /** All mocks of the test file, by URL. */
  getMockerRegistry?(): { keys?(): Iterable<string> }
  /** Of the mocks that are being registered. */
  readonly registeringMocks?: Promise<unknown> | undefined
  readonly moduleRunner: ModuleRunner
}

/** The part of Vitest's evaluator that runs the code of a module which Vite has transformed. */
export interface ModuleEvaluator {
  runInlinedModule(context: Readonly<Record<string, unknown>>, code: string, node: ModuleNode): Promise<unknown>
  /** Makes the `require` that each module finds, as in CommonJS. */
  createRequire?(url: string): unknown
  readonly options?: {
    /** The file whose `import.meta.vitest` is Vitest itself. */
    readonly getCurrentTestFilepath?: () => string | undefined
  }
}

/** Where the context of a module's evaluation holds what it exports. */
export const EXPORTS = '__vite_ssr_exports__'

/** The part of Vite's module runner that answers an import statement. */
export interface ModuleRunner {
  readonly evaluator: ModuleEvaluator
  /** Finds a module, and fetches its code. */
  cachedModule?(url: string, importer?: string): Promise<unknown>
  readonly evaluatedModules?: { getModuleByUrl?(url: string): ModuleNode | undefined }
  readonly options?: {
    /** Makes the `import.meta` of the module at `path`, or a promise of it. */
    readonly createImportMeta?: (path: string) => object
  }
  cachedRequest(
    url: string,
    node: ModuleNode,
    callstack?: readonly string[],
    metadata?: { readonly importedNames?: readonly string[]; readonly isDynamicImport?: boolean },
    ignoreMock?: boolean,
  ): Promise<unknown>
}

interface VitestGlobals {
  readonly __vitest_worker__?: {
    readonly evaluatedModules?: { readonly idToModuleMap?: unknown }
    /** Modules that are being fetched or transformed. */
    readonly resolvingModules?: { readonly size?: number }
    readonly config?: { readonly root?: string; readonly experimental?: { readonly viteModuleRunner?: boolean } }
  }
  readonly __vitest_mocker__?: unknown
}

/** The count of ids being resolved stands on the function that counts them, so that it goes when that goes. */
export const RESOLVING: unique symbol = Symbol('vitest-lambda.resolving')

/**
 * Vitest's module table in `host` (a global object): every module by its id. Returns `undefined` when it does not have the
 * shape known from Vitest 5.1: then a cold start falls back to `vi.resetModules()`, one at a time.
 */
export function findModuleTable(host: object = globalThis): Map<string, ModuleNode> | undefined {
  const nodes = (host as VitestGlobals).__vitest_worker__?.evaluatedModules?.idToModuleMap
  if (!(nodes instanceof Map)) return undefined
  const sample: unknown = nodes.values().next().value
  if (sample !== undefined && !has(sample, 'id', 'promise', 'exports', 'evaluated')) return undefined
  return nodes as Map<string, ModuleNode>
}

/** Whether Node.js evaluates the project's modules, once each, as `experimental.viteModuleRunner: false` asks for. */
export function evaluatedByNode(host: object = globalThis): boolean {
  return (host as VitestGlobals).__vitest_worker__?.config?.experimental?.viteModuleRunner === false
}

/** Vitest's mocker, if it has the shape known from Vitest 5.1; without it mocks work, and spied modules share state. */
export function findMocker(host: object = globalThis): VitestMocker | undefined {
  const { __vitest_mocker__: mocker } = host as VitestGlobals
  return isMocker(mocker) ? mocker : undefined
}

/**
 * The project's module that an import of `url` would get without being fetched: Vitest fetches none twice in a worker.
 * Undefined where a mock may have a say, and where Vitest has not the shape known from 5.1.
 */
export function findFetched(mocker: VitestMocker, url: string): ModuleNode | undefined {
  const { pendingIds: waiting } = mocker.constructor as { readonly pendingIds?: readonly unknown[] }
  if (waiting?.length !== 0 || mocker.registeringMocks || url.includes('_vitest_original')) return undefined
  const node = mocker.moduleRunner.evaluatedModules?.getModuleByUrl?.(url)
  if (!node?.meta || node.meta.externalize !== undefined) return undefined
  return mocker.getDependencyMockByUrl && !mocker.getDependencyMockByUrl(url) ? node : undefined
}

/** How many modules are being resolved, fetched or transformed at this moment: time that costs no virtual time. */
export function modulesLoading(host: object = globalThis): number {
  const { __vitest_worker__: worker, __vitest_mocker__: mocker } = host as VitestGlobals
  return (worker?.resolvingModules?.size ?? 0) + resolving(mocker)
}

/** The file that Vite means by a module's id or URL: in a URL the project's root is left out, or the machine's is named. */
export function fileOfModule(id: string, host: object = globalThis): string {
  const path = id.replace(/[?#].*$/, '')
  if (path.startsWith('/@fs/')) return path.slice('/@fs'.length).replace(/^\/(?=[a-zA-Z]:)/, '')
  const { root = '' } = (host as VitestGlobals).__vitest_worker__?.config ?? {}
  const isUrl = path.startsWith('/') && !path.startsWith(`${root}/`) && disk.existsSync(dirname(root + path))
  return isUrl ? root + path : path
}

/** What a loading error of Vite's says beside its message: which plugin refused which file, and where. */
export interface LoadDetails {
  readonly plugin?: string
  readonly id?: unknown
  readonly loc?: { readonly line?: number; readonly column?: number }
  readonly frame?: string
}

/** The details of a loading error that came from Vite, apart or on itself; undefined for an error of the code itself. */
export function loadDetails(error: Error): LoadDetails | undefined {
  const { __vitest_rollup_error__: apart } = error as { __vitest_rollup_error__?: LoadDetails }
  return apart ?? (has(error, 'plugin') || has(error, 'frame') ? (error as LoadDetails) : undefined)
}

function resolving(mocker: unknown): number {
  if (!has(mocker, 'resolveId') || !has(mocker.resolveId, RESOLVING)) return 0
  return (mocker.resolveId[RESOLVING] as { readonly pending: number }).pending
}

function isMocker(value: unknown): value is VitestMocker {
  if (!has(value, 'resolveId', 'getDependencyMock', 'moduleRunner')) return false
  const { resolveId, getDependencyMock, moduleRunner } = value
  if (![resolveId, getDependencyMock].every(isFunction)) return false
  return has(moduleRunner, 'cachedRequest', 'evaluator') && has(moduleRunner.evaluator, 'runInlinedModule')
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}

function has<Key extends PropertyKey>(value: unknown, ...keys: readonly Key[]): value is Record<Key, unknown> {
  const holds = (typeof value === 'object' && value !== null) || typeof value === 'function'
  return holds && keys.every((key) => key in value)
}
