// @ts-expect-error broken on purpose
import x from './broken.json'
export const handler = async (): Promise<unknown> => x
