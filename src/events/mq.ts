// `events.mq`: messages of Amazon MQ, by the kind of broker.

import { activeMq } from './mq-active.js'
import { rabbitMq } from './mq-rabbit.js'

/** Batches of messages of a queue, one message for each input. */
export interface MqEvents {
  readonly activeMq: typeof activeMq
  readonly rabbitMq: typeof rabbitMq
}

export const mq: MqEvents = { activeMq, rabbitMq }
