import { invoke, withLambda } from 'vitest-lambda'
import { beforeEach, expect, test, vi } from 'vitest'
import { downloadRates } from '../src/rates.js'

vi.mock('../src/rates.js')

const convert = withLambda(() => import('../src/convert.js'))

beforeEach(() => {
  vi.mocked(downloadRates).mockResolvedValue('{"USD":1.25}')
})

// #region tmp
test('the rates are downloaded once and read from /tmp by warm invocations', async () => {
  const cold = await invoke(convert, { amount: 4, to: 'USD' })
  const warm = await invoke(convert, { amount: 8, to: 'USD' })

  expect(cold).toReturn(5)
  expect(cold).toHaveTmpFile('/tmp/rates.json', '{"USD":1.25}')
  expect(warm).toReturn(10)
  expect(downloadRates).toHaveBeenCalledTimes(1)
})

test('a new environment begins with an empty /tmp', async () => {
  await invoke(convert, { amount: 4, to: 'USD' })
  await convert.recycle()
  await invoke(convert, { amount: 4, to: 'USD' })

  expect(downloadRates).toHaveBeenCalledTimes(2)
})
// #endregion tmp

test('the files can be read from outside, between invocations', async () => {
  await invoke(convert, { amount: 4, to: 'USD' })

  const [environment] = [...convert.environments]
  expect(environment?.tmp.files).toEqual({ '/tmp/rates.json': { bytes: 12, text: '{"USD":1.25}' } })
})
