// Every way a function reaches its /tmp leads to the same files: import styles, promises, streams, and packages.

import { S3Client } from '@aws-sdk/client-s3'
import fs, { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import * as namespace from 'node:fs'
import { open, readFile, rename } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'
import { createGunzip, createGzip } from 'node:zlib'
import { handler, type LambdaConfig, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const quiet: LambdaConfig = { console: 'silent' }
const require = createRequire(import.meta.url)
const name = `reached-${process.pid}`

describe('/tmp', () => {
  test('is the same by every import style, and not the disk [FS-2]', async () => {
    const lambda = withLambda(
      handler(async () => {
        const path = `${tmpdir()}/${name}`
        fs.writeFileSync(path, 'written')
        const required = require('fs') as typeof fs
        const lazily = await import('node:fs')
        const handle = await open(path)
        const read = [
          readFileSync(path),
          namespace.readFileSync(path),
          required.readFileSync(path),
          lazily.readFileSync(path),
          await readFile(path),
          await fs.promises.readFile(path),
          await handle.readFile(),
          await new Promise((resolve) => fs.readFile(path, (_error, data) => resolve(data))),
          await text(createReadStream(path)),
        ]
        await handle.close()
        return read.map(String)
      }),
      quiet,
    )
    const result = await lambda.invoke()
    expect(result).toReturn(Array.from({ length: 9 }, () => 'written'))
    expect(result).toHaveTmpFile(`/tmp/${name}`, 'written')
    expect(existsSync(`${tmpdir()}/${name}`)).toBe(false)
  })

  test('takes and gives streams, through transforms and compression, in no virtual time worth speaking of', async () => {
    const lambda = withLambda(async () => {
      const upper = new Transform({
        transform: (chunk: Buffer, _encoding, done) => done(null, chunk.toString().toUpperCase()),
      })
      await pipeline(Readable.from(['one ', 'two ', 'three']), upper, createGzip(), createWriteStream('/tmp/text.gz'))
      return text(createReadStream('/tmp/text.gz').pipe(createGunzip()))
    }, quiet)
    expect(await lambda.invoke()).toReturn('ONE TWO THREE')
  })

  test('is what a package finds that Node loads: the AWS SDK reads its profile from there', async () => {
    const lambda = withLambda(
      async () => {
        fs.writeFileSync('/tmp/credentials', '[reports]\naws_access_key_id = AKIDFROMTMP\naws_secret_access_key = s\n')
        const { credentials } = new S3Client({ region: 'eu-west-1', profile: 'reports' }).config
        return (await credentials()).accessKeyId
      },
      { ...quiet, environment: { AWS_SHARED_CREDENTIALS_FILE: '/tmp/credentials', AWS_CONFIG_FILE: '/tmp/config' } },
    )
    expect(await lambda.invoke()).toReturn('AKIDFROMTMP')
  })
})

describe('a file that is moved between /tmp and the rest', () => {
  test.each([
    ['/tmp/code.json', '/var/task/code.json'],
    ['/var/task/package.json', '/tmp/package.json'],
  ])('from %s to %s is EXDEV, as between two disks', async (from, to) => {
    const lambda = withLambda(async () => {
      fs.writeFileSync('/tmp/code.json', '{}')
      await rename(from, to)
    }, quiet)
    expect(await lambda.invoke()).toFailWith({
      errorType: 'Error',
      errorMessage: `EXDEV: cross-device link not permitted, rename '${from}' -> '${to}'`,
    })
    expect(existsSync('package.json')).toBe(true)
  })
})
