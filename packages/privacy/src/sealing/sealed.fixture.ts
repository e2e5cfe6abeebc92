import { Day, type EventStore, type Json, Metadata, type NewEvent, type StoredEvent } from '@perca/eventsourcing'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** The Right, or the end of the test. */
export const must = <A>(result: Either<{ readonly message: string }, A>): A => {
  if (result._tag === 'Left') throw new Error(`expected a Right, got: ${result.left.message}`)
  return result.right
}

/** What a task gives, where it must succeed. */
export const done = async <A>(task: TaskEither<{ readonly message: string }, A>): Promise<A> => must(await task())

/** The Left, or the end of the test. */
export const refused = async <L>(task: TaskEither<L, unknown>): Promise<L> => {
  const result = await task()
  if (result._tag === 'Right') throw new Error('expected a Left')
  return result.left
}

const dayOf = (text: string): Day => {
  if (!Day.is(text)) throw new Error(`${text} is no day`)
  return text
}

/** A participant of these tests. */
export const siti = '73108e11-741c-5aa6-b566-ec6534688004'
/** Another one. */
export const budi = '0b1d3f5a-9c2e-4a6b-8d7f-112233445566'

let count = 0

/** A new event as an application makes it. */
export const event = (
  type: string,
  data: NewEvent['data'],
  subjects: readonly string[],
  schemaVersion = 1,
): NewEvent => {
  count += 1
  return {
    id: `01716baf-9000-8882-8d69-${count.toString(16).padStart(12, '0')}`,
    type,
    data,
    metadata: {
      commandId: 'command-1',
      correlationId: 'command-1',
      causationId: null,
      actor: { id: 'test', role: 'registrar' },
      programmeId: 'kediri',
      subjects,
      effectiveOn: dayOf('2020-08-18'),
      schemaVersion,
    },
  }
}

/** Who Siti is. */
export const sitisData = {
  name: 'Siti Kenari',
  nik: '3571992304740006',
  bornOn: '1974-04-23',
  sex: 'female',
  ward: 'Balowerti',
  phone: '087837478857',
}

/** Siti is referred to the programme. */
export const referred = (subject: string = siti): NewEvent =>
  event(
    'ParticipantReferred',
    {
      programmeId: 'kediri',
      code: 'P-006',
      adultFrom: null,
      source: null,
      person: sitisData,
      reference: 'Surat 7',
      doubts: [],
    },
    [subject],
    2,
  )

/** Siti is assessed, with a finding. */
export const assessed = (findings: string | null = 'gelisah di pagi hari', subject: string = siti): NewEvent =>
  event(
    'StabilityAssessed',
    {
      assessmentId: '5d7a1c7e-0b61-4f0a-9f3a-3f3f3f3f3f3f',
      outcome: 'stable',
      ableToTrain: true,
      validUntil: '2020-12-31',
      assessor: { staffId: 'S-1', profession: null },
      findings,
    },
    [subject],
  )

/** The whole log. */
export const logOf = async (store: EventStore): Promise<readonly StoredEvent[]> =>
  (await done(store.readAll(null, 100_000))).events

/** A stored event as it is handed to another store. */
export const copyOf = ({ id, type, data, metadata }: StoredEvent): NewEvent => {
  if (!Metadata.is(metadata)) throw new Error('expected metadata')
  return { id, type, data, metadata }
}

/** A field of an event's data. */
export const fieldOf = (data: Json | undefined, name: string): Json => {
  const found = Object.entries(Object(data)).find(([field]) => field === name)
  if (found === undefined) throw new Error(`expected a field ${name}`)
  // What stands in JSON is JSON.
  return found[1] as Json
}

/** The event with another value in a field of its data. */
export const withField = (of: NewEvent, name: string, value: Json): NewEvent => ({
  ...of,
  data: { ...Object(of.data), [name]: value },
})
