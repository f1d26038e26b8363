// @ts-expect-error the export is missing on purpose
import { nothing } from 'aws-sdk-client-mock'

export const handler = async (): Promise<unknown> => nothing
