import { Gzip } from 'node:zlib'
import { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import {
  addressOf,
  awaitsAnswer,
  compressionPrototype,
  handleHasRef,
  handleOf,
  hostnameOf,
  isSecureConnecting,
  isUpgrade,
  socketBelow,
  threadIdOf,
} from '../../../src/effects/work/node-internals.js'

test('everything answers, without throwing, where a field is missing', () => {
  const nothing = {}
  expect({
    address: addressOf(nothing, 'getpeername'),
    answer: awaitsAnswer(nothing),
    below: socketBelow(nothing),
    handle: handleOf(nothing),
    hostname: hostnameOf(nothing),
    ref: handleHasRef(nothing),
    secure: isSecureConnecting(nothing),
    thread: threadIdOf(nothing),
    upgrade: isUpgrade(nothing),
  }).toEqual({
    address: undefined,
    answer: false,
    below: undefined,
    handle: undefined,
    hostname: undefined,
    ref: undefined,
    secure: false,
    thread: undefined,
    upgrade: false,
  })
})

test.each(['ondone', 'oncomplete', 'promise'])('a request with %s awaits an answer', (name) => {
  expect(awaitsAnswer({ [name]: () => undefined })).toBe(true)
})

describe('handleHasRef', () => {
  test.each([true, false])('passes on %s', (answer) => expect(handleHasRef({ hasRef: () => answer })).toBe(answer))
  test('takes a handle that answers nothing for closed', () => {
    expect(handleHasRef({ hasRef: () => undefined })).toBeUndefined()
  })
})

test('a socket has no handle before it connects', () => {
  expect(handleOf(new Socket())).toBeUndefined()
})

test('an address is what the native method fills in, whatever a mock has put on the handle', () => {
  class Handle {
    getsockname(out: object): void {
      Object.assign(out, { address: '::1', port: 80 })
    }
  }
  const mocked = Object.assign(new Handle(), { getsockname: () => expect.unreachable() })
  expect(addressOf(mocked, 'getsockname')).toBe('[::1]:80')
  class Closed extends Handle {
    override getsockname(): number {
      return -9
    }
  }
  expect(addressOf(new Closed(), 'getsockname')).toBeUndefined()
})

test('the prototype on which all compression streams transform is found', () => {
  const found = compressionPrototype()
  expect(found && Object.hasOwn(found, '_transform')).toBe(true)
  expect(found && Object.prototype.isPrototypeOf.call(found, Gzip.prototype)).toBe(true)
})

test('a worker that has ended has no number', () => {
  expect(threadIdOf({ threadId: -1 })).toBeUndefined()
})
