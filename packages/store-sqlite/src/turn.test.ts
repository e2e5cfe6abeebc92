import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { done, newFile, refused } from './store.fixture.js'
import { type Turn, takeTurn } from './turn.js'

const still = { aborted: false }
const silent = () => {}

/** The turn, which must be free. */
const turnAt = async (file: string): Promise<Turn> => {
  const onWait = () => {
    throw new Error('the turn was not free')
  }
  const turn = await done(takeTurn(file, { signal: still, onWait }))
  if (turn === undefined) throw new Error('the wait was given up')
  return turn
}

test('a turn is free at first, free again at its end, and leaves nothing behind', async () => {
  const file = newFile()
  for (let times = 0; times < 3; times++) {
    const turn = await turnAt(file)
    expect(existsSync(`${file}-turn`)).toBe(true)
    turn.end()
    expect(existsSync(`${file}-turn`)).toBe(false)
  }
})

test('of many that want it one has it at a time, and each has it once', async () => {
  const file = newFile()
  let having = 0
  let had = 0
  const work = async () => {
    const turn = await done(takeTurn(file, { signal: still, onWait: silent }))
    having += 1
    expect(having).toBe(1)
    await new Promise((resolve) => setImmediate(resolve))
    having -= 1
    had += 1
    turn?.end()
  }
  await Promise.all(Array.from({ length: 12 }, work))
  expect(had).toBe(12)
})

test('who waits is told so once, and may give the wait up', async () => {
  const file = newFile()
  const turn = await turnAt(file)
  const signal = { aborted: false }
  let told = 0
  const waiting = takeTurn(file, {
    signal,
    onWait: () => {
      told += 1
      signal.aborted = true
    },
  })
  expect(await done(waiting)).toBeUndefined()
  expect(told).toBe(1)
  turn.end()
  ;(await turnAt(file)).end()
})

test('turns at different logs do not wait for each other', async () => {
  const [one, other] = [await turnAt(newFile()), await turnAt(newFile())]
  one.end()
  other.end()
})

test('where no file can be made beside the log there is no turn, and the error names it', async () => {
  const file = `${newFile()}/none/log.db`
  const error = refused(await takeTurn(file, { signal: still, onWait: silent })())
  expect(error).toMatchObject({ _tag: 'Unavailable', message: expect.stringContaining(`${file}-turn`) })
})
