// No leak: Express 5 with middlewares and an async route, behind serverless-express.

import { configure as serverlessExpress } from '@codegenie/serverless-express'
import type { APIGatewayProxyEventV2, Handler } from 'aws-lambda'
import express from 'express'

const app = express()

app.use(express.json())
app.use((_request, response, next) => {
  response.setHeader('x-served-by', 'express')
  next()
})
app.get('/orders', async (_request, response) => {
  const stock = await fetch(`${process.env['API_URL']}/stock`)
  response.json({ stock: await stock.json() })
})

export const handler: Handler<APIGatewayProxyEventV2> = serverlessExpress({ app }) as Handler<APIGatewayProxyEventV2>
