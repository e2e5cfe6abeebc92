import {
  type Appended,
  type Conflict,
  type Corrupt,
  type ExpectedRevision,
  type IdReused,
  sameContent,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { Question, Row } from './ask.js'
import { eventColumns, eventsOf } from './row.js'
import type { Append } from './waiting.js'

/** What the function `append` takes for what is expected. */
const expectedNumber = (expected: ExpectedRevision): number => {
  if (expected === 'any') return -2
  if (expected === 'noStream') return -1
  if (expected === 'exists') return -3
  // A number that can be no revision meets none.
  return Number.isSafeInteger(expected) && expected >= 0 ? expected : Number.MAX_SAFE_INTEGER
}

/** The call that writes a group of appends. `instant`: milliseconds since 1970; null: by the server's clock. */
export const groupCall = (schema: string, appends: readonly Append[], instant: number | null): Question => {
  const events = appends.flatMap((append, n) =>
    append.events.map((event, place) => ({ ...event, append: n + 1, place: place + 1 })),
  )
  const subjects = events.flatMap(({ append, place, subjects: of }) =>
    of.map((subject) => ({ append, place, subject })),
  )
  return {
    text: `SELECT answer, last_revision, last_position FROM ${schema}.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    values: [
      appends.map(({ stream }) => stream),
      appends.map(({ expected }) => expectedNumber(expected)),
      appends.map((append) => append.events.length),
      events.map(({ append }) => append),
      events.map(({ place }) => place),
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ data }) => data),
      events.map(({ metadata }) => metadata),
      events.map(({ recordedAt }) => recordedAt),
      subjects.map(({ append }) => append),
      subjects.map(({ place }) => place),
      subjects.map(({ subject }) => subject),
      instant,
    ],
  }
}

const conflict = ({ stream, expected }: Append, last: number): Conflict => ({
  _tag: 'Conflict',
  stream,
  expected,
  actual: last === -1 ? 'noStream' : last,
  message: `${stream} is ${last === -1 ? 'not there' : `at revision ${last}`}, expected was ${expected}. Read it again and decide anew.`,
})

/** The answer to an append, from its row; `known`: the log holds an id of it already, and {@link earlier} tells. */
export const answerOf = (append: Append, row: Row | undefined): E.Either<Conflict, Appended> | 'known' => {
  const [answer, revision, position] = row ?? []
  switch (answer) {
    case 'written':
      return E.right({ stream: append.stream, revision: Number(revision), position: String(position) })
    case 'conflict':
      return E.left(conflict(append, Number(revision)))
    case 'known':
      return 'known'
    default:
      throw new Error('The function `append` gave no answer to an append of its group.')
  }
}

/** The call that finds what the log holds of these appends already. */
export const knownCall = (schema: string, appends: readonly Append[]): Question => ({
  text: `SELECT ${eventColumns} FROM ${schema}.event e WHERE e.id = ANY ($1::uuid[]) ORDER BY e.position`,
  values: [appends.flatMap(({ events }) => events.map(({ id }) => id))],
})

const reused = (id: string): IdReused => ({
  _tag: 'IdReused',
  id,
  message: `The log already holds an event ${id} with other content or in another append. Make new ids for a new append.`,
})

/** Promise 3: the first result where these very events stand in the log; a refusal where only some, or others, do. */
export const earlier = ({ stream, events }: Append, rows: readonly Row[]): E.Either<IdReused | Corrupt, Appended> => {
  const found = eventsOf(rows)
  if (E.isLeft(found)) return found
  const byId = new Map(found.right.map((event) => [event.id, event]))
  const stored = events.flatMap(({ id }) => byId.get(id) ?? [])
  const [first, last] = [stored[0], stored[stored.length - 1]]
  if (first === undefined || last === undefined) throw new Error('An id that the log holds is not found in it.')
  const isRetry =
    stored.length === events.length &&
    stored.every((event, n) => {
      const { type = '', data = '', metadata = '' } = events[n] ?? {}
      return (
        event.stream === stream &&
        event.revision === first.revision + n &&
        sameContent(event, { type, data: JSON.parse(data), metadata: JSON.parse(metadata) })
      )
    })
  return isRetry ? E.right({ stream, revision: last.revision, position: last.position }) : E.left(reused(first.id))
}
