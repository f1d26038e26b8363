// An effect: one thing a function can touch, and how it is made the environment's own.

/** Puts back what an install replaced. Calling it twice does nothing the second time. */
export type Undo = () => void

/**
 * Says whose code is running now. In process it reads an AsyncLocalStorage, so that several environments live side by
 * side and the test's own code sees the real thing; in a thread there is only one answer.
 */
export type Current<State> = () => State | undefined

/**
 * One thing a function can touch. `install` replaces it once for the whole process with a facade that asks `current`
 * at each use: no environment, no change. What an environment owns is its `State`, made when the environment begins.
 */
export interface Effect<State> {
  readonly name: string
  /**
   * `follow` is called, now and by the undo, when named imports of builtin modules are to follow what stands in the
   * modules; by default they do so at once. That costs 0.5 ms each time, so who installs many may do it once for all.
   */
  install(current: Current<State>, follow?: () => void): Undo
}
