import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { outOf } from './process-surroundings.js'

const pipe = () => Object.assign(new PassThrough(), { isTTY: false, columns: undefined })

test('a reader that goes away ends the output and is no error', async () => {
  const stream = pipe()
  const out = outOf(stream)
  out.write('first\n')
  expect(out.gone.aborted).toBe(false)
  stream.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
  expect(out.gone.aborted).toBe(true)
  out.write('second\n')
  await out.ready()
  expect(stream.read().toString()).toBe('first\n')
})

test('any other fault of a stream is not swallowed', () => {
  const stream = pipe()
  outOf(stream)
  const fault = Object.assign(new Error('disk full'), { code: 'ENOSPC' })
  expect(() => stream.emit('error', fault)).toThrow(fault)
})

test('a file or pipe has lines of 100 characters, a terminal its own', () => {
  expect(outOf(pipe()).columns).toBe(100)
  expect(outOf(pipe()).isTTY).toBe(false)
  expect(outOf(Object.assign(new PassThrough(), { isTTY: true, columns: 132 }))).toMatchObject({
    columns: 132,
    isTTY: true,
  })
})
