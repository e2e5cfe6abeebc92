import { expect, test } from 'vitest'
import { inTurns } from './turns.js'

/** A task that notes when it begins, and ends when the test says so. */
const controlled = (name: string, notes: string[]) => {
  let end: (outcome: 'done' | 'failed') => void = () => {}
  const outcome = new Promise<'done' | 'failed'>((resolve) => {
    end = resolve
  })
  const task = async () => {
    notes.push(`${name} begins`)
    if ((await outcome) === 'failed') throw new Error(`${name} failed`)
    notes.push(`${name} ends`)
    return name
  }
  return { task, end: (how: 'done' | 'failed') => end(how) }
}

test('tasks of one name begin in the order in which they came, each when the one before has ended', async () => {
  const notes: string[] = []
  const turn = inTurns()
  const [one, two, three] = ['one', 'two', 'three'].map((name) => controlled(name, notes))
  const all = [one, two, three].map((each) => turn('a', each?.task ?? (async () => '')))
  three?.end('done')
  two?.end('done')
  await Promise.resolve()
  expect(notes).toEqual(['one begins'])
  one?.end('done')
  expect(await Promise.all(all)).toEqual(['one', 'two', 'three'])
  expect(notes).toEqual(['one begins', 'one ends', 'two begins', 'two ends', 'three begins', 'three ends'])
})

test('a task that comes while a later one runs waits for that one too', async () => {
  const notes: string[] = []
  const turn = inTurns()
  const [one, two, three] = ['one', 'two', 'three'].map((name) => controlled(name, notes))
  one?.end('done')
  three?.end('done')
  const first = turn('a', one?.task ?? (async () => ''))
  const second = turn('a', two?.task ?? (async () => ''))
  await first
  // By now whatever the end of the first one sets off has run.
  await turn('b', async () => '')
  const third = turn('a', three?.task ?? (async () => ''))
  await turn('b', async () => '')
  expect(notes).toEqual(['one begins', 'one ends', 'two begins'])
  two?.end('done')
  expect(await Promise.all([second, third])).toEqual(['two', 'three'])
})

test('tasks of different names do not wait for each other', async () => {
  const notes: string[] = []
  const turn = inTurns()
  const [one, two] = ['one', 'two'].map((name) => controlled(name, notes))
  const waiting = turn('a', one?.task ?? (async () => ''))
  two?.end('done')
  expect(await turn('b', two?.task ?? (async () => ''))).toBe('two')
  expect(notes).toEqual(['one begins', 'two begins', 'two ends'])
  one?.end('done')
  expect(await waiting).toBe('one')
})

test('a task that fails fails for its own caller only, and the turn goes on', async () => {
  const notes: string[] = []
  const turn = inTurns()
  const [one, two] = ['one', 'two'].map((name) => controlled(name, notes))
  one?.end('failed')
  two?.end('done')
  const outcomes = await Promise.allSettled([one, two].map((each) => turn('a', each?.task ?? (async () => ''))))
  expect(outcomes).toMatchObject([
    { status: 'rejected', reason: { message: 'one failed' } },
    { status: 'fulfilled', value: 'two' },
  ])
  expect(await turn('a', async () => 'three')).toBe('three')
})
