// The life of one execution environment as a state machine: init → (thaw → invoke → freeze)… → shutdown.

/** Where an environment is in its life. `frozen` is everything between two phases. */
export type LifePhase = 'new' | 'init' | 'frozen' | 'invoke' | 'shutdown'

/** What can happen to an environment. */
export type LifeEvent = 'begin' | 'initialised' | 'init failed' | 'thaw' | 'freeze' | 'process lost' | 'shut down'

/** State of one environment. `initialised` says whether its runtime process is there, with the module state in it. */
export interface Life {
  readonly phase: LifePhase
  readonly initialised: boolean
}

export const newLife: Life = { phase: 'new', initialised: false }

const frozen: Life = { phase: 'frozen', initialised: true }
/** Init failed, or the process was lost in an invocation: Init runs again inside the next one (INIT-6, RST-1). */
const frozenWithoutProcess: Life = { phase: 'frozen', initialised: false }
const shutdown: Life = { phase: 'shutdown', initialised: false }

const steps: Record<LifePhase, Partial<Record<LifeEvent, Life>>> = {
  new: { begin: { phase: 'init', initialised: false }, 'shut down': shutdown },
  init: { initialised: frozen, 'init failed': frozenWithoutProcess, 'shut down': shutdown },
  frozen: { thaw: { phase: 'invoke', initialised: true }, 'shut down': shutdown },
  invoke: { freeze: frozen, 'process lost': frozenWithoutProcess, 'shut down': shutdown },
  shutdown: {},
}

/** The next state; an event that cannot happen in `life` is a fault of the caller and is named. */
export function step(life: Life, event: LifeEvent): Life {
  const next = steps[life.phase][event]
  if (!next) {
    const possible = Object.keys(steps[life.phase]).join(', ') || 'nothing any more'
    throw new Error(`an execution environment in phase '${life.phase}' cannot '${event}'; possible: ${possible}`)
  }
  if (event === 'thaw') return { phase: 'invoke', initialised: life.initialised }
  return next
}
