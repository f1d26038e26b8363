// @ts-expect-error the file is missing on purpose
import { nothing } from './nowhere.js'

export const handler = async (): Promise<unknown> => nothing
