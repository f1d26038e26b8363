// No leak: Express parses a body, runs async middlewares, reports on finish, and answers an error.

import { configure as serverlessExpress } from '@codegenie/serverless-express'
import type { APIGatewayProxyEventV2, Handler } from 'aws-lambda'
import express, { type NextFunction, type Request, type Response } from 'express'

const app = express()
app.use(express.json())
app.use((request, response, next) => {
  response.on('finish', () => console.log(request.method, response.statusCode))
  next()
})

app.use(async (_request, _response, next) => {
  await Promise.resolve()
  next()
})

app.post('/orders', async () => {
  const response = await fetch(`${process.env['API_URL']}/price`)
  await response.json()
  throw new Error('no stock')
})

app.use((error: Error, _request: Request, response: Response, next: NextFunction) => {
  if (response.headersSent) return next(error)
  response.status(409).json({ error: error.message })
})

export const handler: Handler<APIGatewayProxyEventV2> = serverlessExpress({ app }) as Handler<APIGatewayProxyEventV2>
