// The runtimes that are compared, and the client whose recording stands for each.

/** `target` names a file in recordings/. */
export interface Runtime {
  readonly id: 'nodejs24.x' | 'nodejs22.x'
  readonly target: string
}

export const RUNTIMES: readonly Runtime[] = [
  { id: 'nodejs24.x', target: 'node24-ric4' },
  { id: 'nodejs22.x', target: 'node22-ric3' },
]
