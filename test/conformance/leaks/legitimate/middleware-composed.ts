// No leak: composed middlewares that await next(), with a timing one and an error one.

interface Ctx {
  status: number
  body?: unknown
}

type Middleware = (ctx: Ctx, next: () => Promise<void>) => Promise<void> | void
const compose =
  (stack: Middleware[]) =>
  (ctx: Ctx): Promise<void> => {
    let last = -1
    const dispatch = (n: number): Promise<void> => {
      if (n <= last) return Promise.reject(new Error('next() called twice'))
      last = n
      try {
        return Promise.resolve(stack[n]?.(ctx, () => dispatch(n + 1)))
      } catch (error) {
        return Promise.reject(error)
      }
    }
    return dispatch(0)
  }

const app = compose([
  async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      ctx.status = 500
      ctx.body = String(error)
    }
  },
  (_ctx, next) => next(),
  async (ctx) => {
    await Promise.resolve()
    ctx.body = 'ok'
    throw new Error('teapot')
  },
])

export const handler = (): Promise<Ctx> => {
  const ctx: Ctx = { status: 200 }
  return app(ctx).then(() => ctx)
}
