// A module that is ready only after a top-level await.

const start: { count: number } = await Promise.resolve({ count: 0 })

export default start
