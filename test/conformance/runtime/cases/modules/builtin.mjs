import { basename } from 'path'
import process from 'node:process'
export const handler = async () => ({ name: basename('/a/b.txt'), process: process === globalThis.process })
