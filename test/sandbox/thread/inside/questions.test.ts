// A thread's side of its questions, with another port in the place of its parent's.

import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Aside, packError, type Question, type Told } from '../../../../src/sandbox/thread/messages.js'
import { Questions } from '../../../../src/sandbox/thread/inside/questions.js'

const question: Question = { name: 'locate', id: 'src/orders', importer: undefined }

function thread(): { questions: Questions; told: Told[]; say: (aside: Aside) => void; port: MessagePort } {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  const told: Told[] = []
  const questions = new Questions(
    port2,
    (one) => told.push(one),
    () => ['a timer of 10 ms'],
  )
  // Delivered at once, without a turn of the event loop.
  const say = (aside: Aside): void => {
    port1.postMessage(aside)
    const received = receiveMessageOnPort(port2) as { message: Aside }
    port2.emit('message', received.message)
  }
  return { questions, told, say, port: port2 }
}

describe('questions of a thread', () => {
  test('are told with an id each, and answered by it, in any order', async () => {
    const { questions, told, say } = thread()
    const answers = [questions.ask(question), questions.ask(question)]
    expect(told).toEqual([
      { kind: 'ask', id: 1, question },
      { kind: 'ask', id: 2, question },
    ])
    say({ kind: 'reply', id: 2, value: '/b.ts' })
    say({ kind: 'reply', id: 1, value: '/a.ts' })
    expect(await Promise.all(answers)).toEqual(['/a.ts', '/b.ts'])
  })

  test('are refused with the error of the other side', async () => {
    const { questions, say } = thread()
    const answer = questions.ask(question)
    say({ kind: 'refusal', id: 1, error: packError(Object.assign(new TypeError('no'), { code: 'ERR_X' })) })
    await expect(answer).rejects.toMatchObject({ name: 'TypeError', message: 'no', code: 'ERR_X' })
  })

  test('keep its event loop alive until all are answered', () => {
    const { questions, say, port } = thread()
    expect(port.hasRef()).toBe(false)
    void Promise.all([questions.ask(question), questions.ask(question)])
    say({ kind: 'reply', id: 1, value: '/a.ts' })
    expect(port.hasRef()).toBe(true)
    say({ kind: 'reply', id: 2, value: '/b.ts' })
    expect(port.hasRef()).toBe(false)
  })

  test('are left in peace by answers that nobody waits for', async () => {
    const { questions, told, say } = thread()
    say({ kind: 'reply', id: 7, value: 'late' })
    const answer = questions.ask(question)
    say({ kind: 'reply', id: 1, value: 'in time' })
    expect(await answer).toBe('in time')
    expect(told).toHaveLength(1)
  })
})

test('a thread that is asked what it waits for tells', () => {
  const { told, say } = thread()
  say({ kind: 'what are you waiting for' })
  expect(told).toEqual([{ kind: 'waiting', waitingFor: ['a timer of 10 ms'] }])
})
