import { Day, type NewEvent } from '@perca/eventsourcing'
import { v4, v7 } from 'uuid'

const day = (text: string): Day => {
  if (!Day.is(text)) throw new Error(`${text} is no day`)
  return text
}

const someDay = day('2020-08-17')
const actor = { id: v4(), role: 'clerk' }
const programmeId = v4()

/** So many ids that stand for people or streams. */
export const someIds = (count: number): readonly string[] => Array.from({ length: count }, () => v4())

const one = (from: readonly string[]): string => from[Math.floor(Math.random() * from.length)] ?? ''

const types = Array.from({ length: 60 }, (_, n) => `ThingOfKind${n}Happened`)

/** An event as an app writes it: some 400 bytes of JSON, an id ordered by time, one person. */
export const newEvent = (people: readonly string[]): NewEvent => {
  const id = v7()
  return {
    id,
    type: one(types),
    data: { productId: programmeId, quantity: 12, quality: 'A', note: 'made on the second bench', grams: 1250 },
    metadata: {
      commandId: id,
      correlationId: id,
      causationId: null,
      actor,
      programmeId,
      subjects: [one(people)],
      effectiveOn: someDay,
      schemaVersion: 1,
    },
  }
}
