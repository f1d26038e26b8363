// A leak below types, interfaces, an enum and a namespace that vanish or grow when TypeScript is stripped.

interface Shipment {
  readonly id: string
  readonly parcels: readonly {
    readonly weight: number
    readonly size: 'small' | 'large'
  }[]
}

type Carrier<Service extends string> = {
  readonly [name in Service]: (
    shipment: Shipment,
    options?: {
      readonly insured: boolean
    },
  ) => number
}

enum Speed {
  Slow = 'slow',
  Fast = 'fast',
}

declare module 'node:events' {
  interface Marker {
    readonly never: true
  }
}

abstract class Label {
  constructor(
    readonly text: string,
    protected readonly speed: Speed,
  ) {}

  abstract print(): string
}

class Plain extends Label {
  override print(): string {
    return `${this.text} ${this.speed}`
  }
}

const carriers = {
  express: (shipment) => shipment.parcels.length,
} satisfies Carrier<'express'>

export async function handler(event: Partial<Shipment>): Promise<number> {
  const shipment: Shipment = { id: 's-1', parcels: [], ...event }
  const label = new Plain(shipment.id, Speed.Fast)
  setTimeout<[string]>((text) => console.log(text), 250, label.print() as string) // leak: timer
  return carriers.express(shipment)
}
