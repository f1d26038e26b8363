import { counter } from './three.js'

export const countDeep = (): number => ++counter.value
