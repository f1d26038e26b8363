// @ts-expect-error the package is missing on purpose
import nothing from 'no-such-package'

export const handler = async (): Promise<unknown> => nothing
