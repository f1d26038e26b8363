// The scope of one environment of a comparison: its time is its own, and the test it belongs to hears of faults, of each once.

import { Timeline } from '../../sandbox/timeline.js'
import { Scope } from './scope.js'

/** `heard` are the faults that the owner was told before, by their messages. */
export class ComparedScope extends Scope {
  readonly #owner: Scope
  readonly #heard: Set<string>

  constructor(owner: Scope, startsAt: number, heard: Set<string>) {
    super(owner.name, () => new Timeline(startsAt))
    this.#owner = owner
    this.#heard = heard
  }

  override fail(fault: Error): void {
    if (this.#isNews(fault)) this.#owner.fail(fault)
  }

  override failUnlessSeen(fault: Error): () => void {
    return this.#owner.failUnlessSeen(fault)
  }

  override explain(fault: Error): () => void {
    return this.#owner.explain(fault)
  }

  override note(note: Error): void {
    this.#owner.note(note)
  }

  override warnUnlessSeen(fault: Error): () => void {
    return this.#owner.warnUnlessSeen(fault)
  }

  override interrupted(reason: Error): void {
    this.#owner.interrupted(reason)
  }

  #isNews({ message }: Error): boolean {
    const news = !this.#heard.has(message)
    this.#heard.add(message)
    return news
  }
}
