import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadEnvFile } from '../../../src/effects/variables/load-env-file.js'

function file(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'load-env-file-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'variables'), text)
  return join(folder, 'variables')
}

test('variables of the file are set, save those that are set already', () => {
  const values = new Map([['STAGE', 'prod']])
  loadEnvFile({ values }, [file('# comment\nTABLE="my orders"\nSTAGE=dev\nEMPTY=\n')])
  expect(Object.fromEntries(values)).toEqual({ STAGE: 'prod', TABLE: 'my orders', EMPTY: '' })
})

test('without a path the file is `.env` of the working directory', () => {
  expect(() => loadEnvFile({ values: new Map() }, [])).toThrow(
    expect.objectContaining({ code: 'ENOENT', path: expect.stringMatching(/\.env$/) }),
  )
})
