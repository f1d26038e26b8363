// No leak: a state machine whose transitions start one another, and whose last one resolves the answer.

import { orders } from './parts/orders.js'

type State = 'idle' | 'saving' | 'telling' | 'done'

class Machine {
  state: State = 'idle'
  constructor(private readonly done: (state: State) => void) {}
  async go(state: State): Promise<void> {
    this.state = state
    if (state === 'saving') {
      await orders.log('saving')
      return this.go('telling')
    }
    if (state === 'telling') {
      await orders.log('telling')
      await this.go('done')
      return
    }
    this.done(state)
  }
}

export const handler = (): Promise<string> =>
  new Promise((resolve) => {
    void new Machine(resolve).go('saving')
  })
