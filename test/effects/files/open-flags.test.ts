import { constants } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { linuxFlags, openIntent } from '../../../src/effects/files/open-flags.js'

describe('the flags of an open call', () => {
  test.each([
    ['r', false, false, false],
    ['rs', false, false, false],
    ['r+', true, false, false],
    ['rs+', true, false, false],
    ['w', true, true, false],
    ['wx', true, true, true],
    ['w+', true, true, false],
    ['wx+', true, true, true],
    ['a', true, true, false],
    ['ax', true, true, true],
    ['a+', true, true, false],
    ['as', true, true, false],
    [constants.O_RDONLY, false, false, false],
    [constants.O_WRONLY, true, false, false],
    [constants.O_RDWR | constants.O_CREAT, true, true, false],
    [constants.O_RDONLY | constants.O_CREAT | constants.O_EXCL, false, true, true],
    [constants.O_TRUNC, true, false, false],
    [undefined, false, false, false],
  ])('%s: writes %s, creates %s, exclusive %s', (flags, writes, creates, exclusive) => {
    expect(openIntent(flags)).toEqual({ writes, creates, exclusive })
  })

  test('reach memfs in Linux’s numbers, whatever the host’s are', () => {
    const macos = { O_WRONLY: 1, O_RDWR: 2, O_CREAT: 0x200, O_EXCL: 0x800, O_TRUNC: 0x400, O_APPEND: 8 }
    expect(linuxFlags(0x200 | 0x400 | 1, macos)).toBe(64 | 512 | 1)
    expect(linuxFlags(8 | 2, macos)).toBe(1024 | 2)
    const windows = { O_WRONLY: 1, O_RDWR: 2, O_CREAT: 0x100, O_EXCL: 0x400, O_TRUNC: 0x200, O_APPEND: 8 }
    expect(linuxFlags(0x100 | 0x400, windows)).toBe(64 | 128)
  })

  test('stay words when they are words, and mean reading when there are none', () => {
    expect(linuxFlags('wx+')).toBe('wx+')
    expect(linuxFlags(undefined)).toBe('r')
    expect(linuxFlags(null)).toBe('r')
  })
})
