/// <reference types="node" preserve="true" />
// The event builders by themselves, for code that needs no test harness.

export { events } from './events/events.js'
export type * from './events/events.js'
