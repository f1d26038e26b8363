// A function whose dependency is mocked at run time.

import { late } from './parts/late.js'

export const handler = async (): Promise<string> => late()
