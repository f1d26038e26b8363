import whole from './plain.js'
import { handler as named } from './plain.js'
export const handler = async () => ({ whole: Object.keys(whole), same: whole.handler === named, answer: await named() })
