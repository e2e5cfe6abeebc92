import type { Page } from '@perca/eventsourcing'
import { filledLog, must, opened } from './filled.js'
import { byTurns, judge, rateText, ratio } from './measure.js'
import { rawOn } from './raw.js'

const rounds = 7
const log = await filledLog(200_000, 1_000)
const file = log.copy('read.db')
const raw = rawOn(file)
const store = await opened(file)

const rawPages = (parse: boolean) => async () => {
  let [events, after] = [0, 0]
  for (;;) {
    const rows = raw.page(after, 1_000)
    if (rows.length === 0) return events
    events += rows.length
    for (const [position, , , , , data, metadata] of rows) {
      after = Number(position)
      if (parse) {
        JSON.parse(String(data))
        JSON.parse(String(metadata))
      }
    }
  }
}

const percaPages = async () => {
  let [events, after, isOver]: [number, string | null, boolean] = [0, null, false]
  while (!isOver) {
    const page: Page = must(await store.readAll(after, 1_000)())
    ;[events, after, isOver] = [events + page.events.length, page.next, page.end]
  }
  return events
}

const many = (times: number, work: () => Promise<number>) => async () => {
  let events = 0
  for (let n = 0; n < times; n++) events += await work()
  return events
}

const rates = await byTurns(rounds, {
  'raw pages of arrays': rawPages(false),
  '... and JSON.parse': rawPages(true),
  'Perca, readAll': percaPages,
  'raw stream of 1,000': many(100, async () => raw.stream(1).length),
  '... and JSON.parse ': many(100, async () => {
    const rows = raw.stream(1)
    for (const row of rows) {
      JSON.parse(String(row[5]))
      JSON.parse(String(row[6]))
    }
    return rows.length
  }),
  'Perca, readStream 1,000': many(100, async () => must(await store.readStream('long-1', 0, 1_000)()).length),
})

console.log(`read a SQLite file of 200,000 events; events/s, median (min..max) of ${rounds}`)
for (const [name, figures] of Object.entries(rates)) console.log(`${name.padEnd(24)} ${rateText(figures)}`)
judge('read all, of raw pages of arrays', ratio(rates['Perca, readAll'], rates['raw pages of arrays']), 0.7)
judge('read all, of raw pages and JSON.parse', ratio(rates['Perca, readAll'], rates['... and JSON.parse']), 0.7)
judge(
  'load of 1,000, of the raw SELECT and JSON.parse',
  ratio(rates['Perca, readStream 1,000'], rates['... and JSON.parse ']),
  0.7,
)

must(await store.close()())
raw.close()
log.remove()
