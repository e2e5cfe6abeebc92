import { expect, test } from 'vitest'
import { trial } from '../trial.fixture.js'

test('an empty store is described, its last position being none', async () => {
  const perca = trial()
  expect(JSON.parse((await perca('store', 'info', '--format', 'json')).out)).toEqual({
    store: 'memory',
    events: 0,
    streams: 0,
    head: null,
    schema: null,
  })
  const { code, out } = await perca('store', 'info', '--lang', 'id')
  expect(code).toBe(0)
  expect(out).toMatch(/│ Penyimpanan +│ memory +│/)
  expect(out).toMatch(/│ Nomor terakhir +│ tidak ada +│/)
})
