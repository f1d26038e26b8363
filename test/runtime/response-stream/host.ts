// A host of response streams that writes down what it is told, with an event loop that has nothing else to do.

import { setImmediate as turn } from 'node:timers/promises'
import { OutgoingResponse } from '../../../src/runtime/response-stream/outgoing-response.js'
import type { StreamHost } from '../../../src/runtime/response-stream/stream-host.js'
import type { ErrorPayload, RuntimeRules } from '../../../src/sandbox/port.js'

export class FakeHost implements StreamHost {
  /** `head …`, `chunk …`, `arrived …`, `warn …`, `error …`, `crash …`, in order. */
  readonly told: string[] = []

  afterTurn(then: () => void): void {
    setImmediate(then)
  }

  head(contentType: string): void {
    this.told.push(`head ${contentType}`)
  }

  chunk(bytes: Uint8Array): void {
    this.told.push(`chunk ${Buffer.from(bytes).toString()}`)
  }

  arrived(failure: ErrorPayload | undefined): void {
    this.told.push(failure ? `arrived with ${failure.errorType}: ${failure.errorMessage}` : 'arrived')
  }

  warn(text: string): void {
    this.told.push(`warn ${text}`)
  }

  logError(error: unknown): void {
    this.told.push(`error ${String(error)}`)
  }

  crash(error: unknown): void {
    this.told.push(`crash ${String(error)}`)
  }

  get sent(): string {
    return this.told.flatMap((line) => (line.startsWith('chunk ') ? [line.slice('chunk '.length)] : [])).join('')
  }
}

export function outgoing(
  rules: RuntimeRules = 'nodejs24.x',
  highWaterMark?: number,
): { readonly host: FakeHost; readonly stream: OutgoingResponse } {
  const host = new FakeHost()
  return { host, stream: new OutgoingResponse(host, { rules, highWaterMark }) }
}

/** Long enough for a flush and the arrival after it. */
export async function turns(count = 4): Promise<void> {
  for (let i = 0; i < count; i++) await turn()
}
