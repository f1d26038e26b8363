// Creates a cache directory beside its code when it is loaded, as some packages do.

import { mkdirSync } from 'node:fs'

mkdirSync('/var/task/cache')

export const handler = async (): Promise<string> => 'loaded'
