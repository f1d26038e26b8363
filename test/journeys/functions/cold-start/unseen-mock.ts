// A function whose dependency is mocked, and imported by nobody else.

import { unseen } from './parts/unseen.js'

export const handler = async (): Promise<string> => unseen()
