// @ts-expect-error the export is missing on purpose
import { nothing } from '../counted.js'

export const handler = async (): Promise<unknown> => nothing
