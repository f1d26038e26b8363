// An Express app that reports in an async listener of finish.

import { configure as serverlessExpress } from '@codegenie/serverless-express'
import type { APIGatewayProxyEventV2, Handler } from 'aws-lambda'
import express from 'express'

const app = express()
app.use((_request, response, next) => {
  response.on('finish', async () => {
    await fetch(`${process.env['API_URL']}/late/access-log`) // leak: fetch
  })
  next()
})

app.get('/orders', (_request, response) => void response.json([]))

export const handler: Handler<APIGatewayProxyEventV2> = serverlessExpress({ app }) as Handler<APIGatewayProxyEventV2>
