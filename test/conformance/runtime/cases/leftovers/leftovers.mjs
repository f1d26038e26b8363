// Work that is left behind when a handler has answered, and what becomes of it.

const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
let count = 0
let state = 'initial'

export const microtasks = async () => {
  void (async () => {
    for (let turn = 0; turn < 5; turn++) await null
    console.log('microtasks done')
  })()
  return 'returned'
}
export const tickAndImmediate = async () => {
  setImmediate(() => console.log('immediate'))
  process.nextTick(() => console.log('tick'))
  return 'returned'
}
export const timer = async () => {
  const mine = ++count
  setTimeout(() => console.log('timer of', mine), 400)
  await sleep(20)
  console.log('end of', mine)
  return mine
}
export const longTimer = async () => {
  setTimeout(() => console.log('never'), 60_000)
  return 'at once'
}
export const changesState = async () => {
  const seen = state
  setTimeout(() => (state = 'changed'), 200)
  return { seen }
}
export const interval = async () => {
  const mine = ++count
  if (mine === 1) setInterval(() => console.log('tick of the interval'), 200)
  return mine
}
export const countdown = async () => {
  const mine = ++count
  if (mine === 1) setTimeout(() => console.log('not due before'), 900)
  else await sleep(600)
  return mine
}
export const ownOldAndNew = async () => {
  const mine = ++count
  setTimeout(() => console.log('timer of', mine), 300)
  if (mine > 1) await sleep(600)
  return mine
}
export const promiseGoesOn = async () => {
  const mine = ++count
  void sleep(200).then(() => console.log('promise of', mine, 'seen by', count))
  return mine
}
export const chain = async () => {
  const mine = ++count
  if (mine > 1) {
    await sleep(50)
    return mine
  }
  void (async () => {
    for (const step of ['one', 'two', 'three']) {
      await sleep(100)
      console.log('step', step)
    }
  })()
  return mine
}
export const rejectsLater = async () => {
  const mine = ++count
  if (mine === 1) {
    void sleep(900).then(() => {
      throw new Error('left behind')
    })
  } else {
    await sleep(900)
  }
  return mine
}
export const throwsLater = async () => {
  const mine = ++count
  if (mine === 1) {
    setTimeout(() => {
      throw new Error('left behind')
    }, 200)
  }
  return mine
}
export const throwsInside = async () => {
  const mine = ++count
  if (mine === 1) {
    setTimeout(() => {
      throw new Error('left behind')
    }, 900)
  } else {
    await sleep(900)
  }
  return mine
}
export const failsAndLeaves = async () => {
  const mine = ++count
  setTimeout(() => console.log('timer of', mine), 200)
  if (mine === 1) throw new Error('failed')
  return mine
}
export const allRejects = async () => {
  const mine = ++count
  if (mine > 1) return mine
  return Promise.all([
    Promise.reject(new Error('the first to fail')),
    sleep(200).then(() => console.log('its sibling')),
  ])
}
export const unrefd = async () => {
  const mine = ++count
  setTimeout(() => console.log("unref'd timer of", mine), 200).unref()
  return mine
}
export const cleared = async () => {
  const mine = ++count
  const left = setTimeout(() => console.log('never'), 200)
  setImmediate(() => clearTimeout(left))
  return mine
}
export const twoTimersInOrder = async () => {
  const mine = ++count
  if (mine === 1) {
    setTimeout(() => console.log('second'), 200)
    setTimeout(() => console.log('first'), 100)
  }
  return mine
}
export const timerSetsTimer = async () => {
  const mine = ++count
  if (mine === 1) setTimeout(() => setTimeout(() => console.log('a timer of a timer'), 100), 100)
  else await sleep(300)
  return mine
}
export const clockMoves = async () => {
  const now = Date.now()
  const moved = state === 'initial' ? 'first' : now - state >= 590
  state = now
  return { moved }
}
