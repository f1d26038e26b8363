// X-Ray's trace headers of requests that bring none, which is what Lambda makes without active tracing: not sampled (CTX-13).
// Each invocation has one, so all of it but the time and six digits, which are counted, is made once for many.

const FIRST = 100_000
const LAST = 999_999

export class TraceHeaders {
  readonly #begin: () => string
  #digits = ''
  #count = LAST
  #second = 0
  #root = ''
  #parent = ''
  #rest = ''

  /** `begin` gives 32 hexadecimal digits. */
  constructor(begin: () => string) {
    this.#begin = begin
  }

  readonly next = (at: number): string => {
    const second = Math.floor(at / 1000)
    if (this.#count === LAST) this.#beginAnew()
    if (this.#root === '' || second !== this.#second) this.#enter(second)
    const last = ++this.#count
    return `${this.#root}${last}${this.#parent}${last}${this.#rest}`
  }

  #beginAnew(): void {
    const digits = this.#begin()
    this.#count = FIRST
    this.#digits = digits
    this.#root = ''
    this.#parent = `;Parent=${digits.slice(0, 10)}`
    this.#rest = `;Sampled=0;Lineage=1:${digits.slice(0, 8)}:0`
  }

  #enter(second: number): void {
    this.#second = second
    this.#root = `Root=1-${second.toString(16).padStart(8, '0')}-${this.#digits.slice(0, 18)}`
  }
}
