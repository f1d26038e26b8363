// Mocks the AWS SDK by aws-sdk-client-mock; without a default export, for nothing else is mocked.

import { DynamoDBDocumentClient, GetCommand, type GetCommandInput } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'

const dynamo = mockClient(DynamoDBDocumentClient)
dynamo.on(GetCommand).resolves({ Item: { from: 'the setup', table: process.env['TABLE'] } })

export const inputs = (): GetCommandInput[] => dynamo.commandCalls(GetCommand).map((call) => call.args[0].input)
export const answer = (item: Record<string, unknown>): void => void dynamo.on(GetCommand).resolves({ Item: item })
export const commands = (): unknown => dynamo.commandCalls(GetCommand)
