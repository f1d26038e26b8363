// The sandboxes that must agree with AWS's client; each runs the whole corpus.

export interface SandboxUnderTest {
  readonly name: string
  readonly isolation: 'in-process' | 'thread'
}

export const SANDBOXES: readonly SandboxUnderTest[] = [{ name: 'in process', isolation: 'in-process' }]
