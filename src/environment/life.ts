// The life of one execution environment as a state machine: init → (thaw → invoke → freeze)… → shutdown.

/** Where an environment is in its life. `frozen` is everything between two phases. */
export type LifePhase = 'new' | 'init' | 'frozen' | 'invoke' | 'shutdown'

/** What can happen to an environment. */
export type LifeEvent =
  'begin' | 'initialised' | 'init failed' | 'thaw' | 'initialised again' | 'freeze' | 'process lost' | 'shut down'

/** State of one environment. `initialised` says whether its runtime process is there, with the module state in it. */
export interface Life {
  readonly phase: LifePhase
  readonly initialised: boolean
}

export const newLife: Life = { phase: 'new', initialised: false }

type Step = (life: Life) => Life

const frozen: Step = () => ({ phase: 'frozen', initialised: true })
/** Init failed, or the process was lost in an invocation: Init runs again inside the next one (INIT-6, RST-1). */
const frozenWithoutProcess: Step = () => ({ phase: 'frozen', initialised: false })
const shutdown: Step = () => ({ phase: 'shutdown', initialised: false })

const steps: Record<LifePhase, Partial<Record<LifeEvent, Step>>> = {
  new: { begin: () => ({ phase: 'init', initialised: false }), 'shut down': shutdown },
  init: { initialised: frozen, 'init failed': frozenWithoutProcess, 'shut down': shutdown },
  frozen: { thaw: ({ initialised }) => ({ phase: 'invoke', initialised }), 'shut down': shutdown },
  invoke: {
    'initialised again': () => ({ phase: 'invoke', initialised: true }),
    freeze: frozen,
    'process lost': frozenWithoutProcess,
    'shut down': shutdown,
  },
  shutdown: {},
}

/** The next state; an event that cannot happen in `life` is a fault of the caller and is named. */
export function step(life: Life, event: LifeEvent): Life {
  const next = possible(life)[event]
  if (next) return next(life)
  const names = Object.keys(possible(life)).join(', ') || 'nothing any more'
  throw new Error(`an execution environment in phase '${life.phase}' cannot '${event}'; possible: ${names}`)
}

/** Without a process a handler cannot have been entered, and with one Init need not run again. */
function possible(life: Life): Partial<Record<LifeEvent, Step>> {
  const { freeze, 'initialised again': again, ...others } = steps[life.phase]
  if (life.phase !== 'invoke') return steps[life.phase]
  return life.initialised ? { ...others, ...(freeze && { freeze }) } : { ...others, ...(again && { 'initialised again': again }) }
}
