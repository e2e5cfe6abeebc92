import { DatabaseSync } from '@photostructure/sqlite'
import { filledLog, must, opened } from './filled.js'
import { byTurns, judge, rateText, ratio } from './measure.js'
import { rawOn } from './raw.js'
import { newEvent } from './sample.js'

const rounds = 25
const log = await filledLog(100_000, 1_000)
const raw = rawOn(log.copy('raw.db'))
const store = await opened(log.copy('store.db'))

const numberOf = new Map<string, number>(
  new DatabaseSync(log.copy('names.db'), { returnArrays: true })
    .prepare('SELECT name, id FROM stream')
    .all()
    .map(([name, id]) => [name, id]),
)

const someStream = () => log.streams[1 + Math.floor(Math.random() * 5_000)] ?? ''

/** So many events, written by the driver alone in transactions of a size. */
const rawly = (events: number, size: number) => async () => {
  for (let n = 0; n < events; n += size) {
    raw.write(Array.from({ length: size }, () => [numberOf.get(someStream()) ?? 0, newEvent(log.people)] as const))
  }
  return events
}

/** So many events, by writers that each wait for the answer before they append again. */
const waiting = (events: number, writers: number) => async () => {
  const write = async () => {
    for (let n = 0; n < events / writers; n++) must(await store.append(someStream(), 'any', [newEvent(log.people)])())
  }
  await Promise.all(Array.from({ length: writers }, write))
  return events
}

const rates = await byTurns(rounds, {
  'raw, 1 a transaction': rawly(150, 1),
  'Perca, 1 waiting': waiting(150, 1),
  'raw, 32 a transaction': rawly(1_280, 32),
  'Perca, 32 waiting': waiting(1_280, 32),
  'raw, 256 a transaction': rawly(2_560, 256),
  'Perca, 256 waiting': waiting(2_560, 256),
})

console.log(`append to a SQLite file of 100,000 events, synchronous = FULL; events/s, median (min..max) of ${rounds}`)
for (const [name, figures] of Object.entries(rates)) {
  console.log(
    `${name.padEnd(24)} ${rateText(figures).padEnd(32)} ${ratio(figures, rates['raw, 1 a transaction'])} of raw 1`,
  )
}
for (const [size, raws] of [
  [1, rates['raw, 1 a transaction']],
  [32, rates['raw, 32 a transaction']],
  [256, rates['raw, 256 a transaction']],
] as const) {
  judge(`append, ${size} waiting, of raw with ${size} a transaction`, ratio(rates[`Perca, ${size} waiting`], raws), 0.7)
}
judge('append, 32 waiting, of 1', ratio(rates['Perca, 32 waiting'], rates['Perca, 1 waiting']), 4)
judge('append, 256 waiting, of 1', ratio(rates['Perca, 256 waiting'], rates['Perca, 1 waiting']), 8)

must(await store.close()())
raw.close()
log.remove()
