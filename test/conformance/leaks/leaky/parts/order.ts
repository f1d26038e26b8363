// The event that most handlers of the corpus take.

/** An order with what was bought. */
export interface Order {
  readonly id: string
  readonly items: readonly string[]
}
