import { DeleteObjectCommand, HeadObjectCommand, NotFound, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { mockClient } from 'aws-sdk-client-mock'
import { events, invoke, withLambda } from 'vitest-lambda'
import { beforeEach, expect, test } from 'vitest'

const s3 = mockClient(S3Client)
const catalogue = withLambda(() => import('../src/catalogue.js'), { environment: { CATALOGUE: 'catalogue' } })

beforeEach(() => {
  s3.reset()
})

// #region s3
test('a photo that was put is catalogued under its decoded key', async () => {
  s3.on(HeadObjectCommand, { Bucket: 'photos', Key: 'my cats/tom.jpg' }).resolves({ ContentType: 'image/jpeg' })

  const result = await invoke(catalogue, events.s3.put({ bucket: 'photos', key: 'my cats/tom.jpg', size: 2048 }))

  expect(result).toReturn(null)
  expect(result).toHaveLogged('catalogued my cats/tom.jpg')
  expect(s3.commandCalls(PutObjectCommand)[0]?.args[0].input).toEqual({
    Bucket: 'catalogue',
    Key: 'my cats/tom.jpg.json',
    Body: '{"key":"my cats/tom.jpg","type":"image/jpeg","bytes":2048}',
  })
})
// #endregion s3

test('a photo that was deleted leaves the catalogue', async () => {
  await invoke(catalogue, events.s3.delete({ bucket: 'photos', key: 'old.jpg' }))

  expect(s3.commandCalls(DeleteObjectCommand)[0]?.args[0].input).toEqual({ Bucket: 'catalogue', Key: 'old.jpg.json' })
})

test('one event can carry several photos', async () => {
  s3.on(HeadObjectCommand).resolves({ ContentType: 'image/png' })

  await invoke(catalogue, events.s3.put([{ key: 'a.png' }, { key: 'b.png' }]))

  expect(s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input.Key)).toEqual(['a.png.json', 'b.png.json'])
})

test('a photo that is gone before the event arrives fails the invocation, so that S3 sends it again', async () => {
  s3.on(HeadObjectCommand).rejects(new NotFound({ message: 'no such key', $metadata: {} }))

  expect(await invoke(catalogue, events.s3.put({ key: 'gone.jpg' }))).toFailWith('NotFound')
})
