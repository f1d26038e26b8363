// No leak: async generators are merged by racing their next items, all of them to their end.

async function* numbers(from: number, count: number): AsyncGenerator<number> {
  for (let n = 0; n < count; n++) {
    await Promise.resolve()
    yield from + n
  }
}

async function* merge<T>(...sources: AsyncGenerator<T>[]): AsyncGenerator<T> {
  const pull = async (
    source: AsyncGenerator<T>,
  ): Promise<{ source: AsyncGenerator<T>; result: IteratorResult<T> }> => ({
    source,
    result: await source.next(),
  })
  const pending = new Map(sources.map((source) => [source, pull(source)]))
  while (pending.size > 0) {
    const { source, result } = await Promise.race(pending.values())
    if (result.done) pending.delete(source)
    else {
      pending.set(source, pull(source))
      yield result.value
    }
  }
}

export async function handler(): Promise<number> {
  let sum = 0
  for await (const value of merge(numbers(0, 3), numbers(10, 2))) sum += value
  return sum
}
