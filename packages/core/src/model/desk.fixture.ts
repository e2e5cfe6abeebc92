import {
  type Executed,
  type ExecuteError,
  liveRows,
  type NewEvent,
  type RecordedEvent,
  type StoredEvent,
} from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import { type Perca, perca } from '../perca.js'
import { projections } from '../projections/projections.js'
import type { AnyAsked } from './people.fixture.js'
import {
  ADULT_FROM,
  AGENCIES,
  CLERKS,
  type Clerk,
  codeOf,
  idOf,
  OPENING,
  PEOPLE,
  PROGRAMME,
  personId,
  SKUS,
} from './world.fixture.js'

/** The time at which everything is written down, so that two logs of one history are alike. */
export const NOW = new Date('2020-09-01T02:00:00.000Z')

/** What stands right, or the run ends with what is left. */
export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

/** The live rows of every projection, under its name. */
export const liveProjections = () =>
  new Map(Object.entries(projections).map(([name, of]) => [name, liveRows(of as never)] as const)) // rows of any kind

/** The real domain, on a store in memory, as clerks use it. */
export interface Desk {
  readonly perca: Perca
  readonly send: (command: AnyAsked, by: Clerk, commandId: string) => Promise<E.Either<ExecuteError, Executed>>
  /** Lets all that follows settle: how many events that records. No policy's command is ever refused. */
  readonly settled: () => Promise<number>
  /** What was recorded since it was asked the last time. */
  readonly news: () => Promise<readonly RecordedEvent[]>
  readonly stored: () => Promise<readonly StoredEvent[]>
}

/** A desk without anything. */
const emptyDesk = (): Desk => {
  const store = memoryStore({ now: () => NOW })
  const [first] = CLERKS
  const sender = (actor: Clerk) => ({ actor, programmeId: PROGRAMME })
  const opened = perca({ store, clock: () => NOW, newId: () => idOf(9_999, 0), sender: sender(first) })
  const desks = new Map(CLERKS.map((clerk) => [clerk, opened.as(sender(clerk))]))
  let seen: string | null = null
  return {
    perca: opened,
    send: (command, by, commandId) => (desks.get(by) ?? opened).execute(command, commandId)(),
    settled: async () => {
      const { recorded, refused } = right(await opened.settle()())
      if (refused.length > 0) throw new Error(`a policy is refused: ${JSON.stringify(refused)}`)
      return recorded
    },
    news: async () => {
      const page = right(await store.readAll(seen, 10_000)())
      seen = page.next
      return page.events.map((stored) => right(opened.application.decode(stored)))
    },
    stored: async () => right(await store.readAll(null, 100_000)()).events,
  }
}

const nobody = { name: null, nik: null, bornOn: null, sex: null, ward: null, phone: null }

const opening = (): readonly AnyAsked[] => {
  const dated = { programmeId: PROGRAMME, effectiveOn: OPENING }
  return [
    { type: 'EstablishProgramme', ...dated, name: 'Perca', agencyName: 'Dinas Sosial', timezone: 'Asia/Jakarta' },
    {
      type: 'SetSchedule',
      ...dated,
      rule: 'FREQ=WEEKLY;BYDAY=TU,TH',
      startsAt: '09:00',
      duration: 180,
      venue: 'Balai',
      capacity: 30,
    },
    { type: 'SetProceedsRule', ...dated, makersShare: 7_000, materialsFund: 2_000, programmeFund: 1_000 },
    ...PEOPLE.map(
      (person): AnyAsked => ({
        type: 'ReferParticipant',
        ...dated,
        participantId: personId(person),
        code: codeOf(person),
        adultFrom: person === 3 ? ADULT_FROM : null,
        source: null,
        person: nobody,
        reference: null,
      }),
    ),
    ...SKUS.map((sku): AnyAsked => ({ type: 'ListProduct', ...dated, sku, name: sku, craftId: null, price: 50_000 })),
    ...AGENCIES.map((code): AnyAsked => ({ type: 'PartnerAgency', ...dated, code, name: code, kind: 'wardOffice' })),
  ]
}

/** A programme that begins: three people, two products, two agencies, and nothing else has happened. */
export const openDesk = async (): Promise<Desk> => {
  const desk = emptyDesk()
  for (const [number, command] of opening().entries()) right(await desk.send(command, CLERKS[0], idOf(9_000, number)))
  await desk.settled()
  return desk
}

/** Stored events as they were handed to the store. */
export const asNew = ({ id, type, data, metadata }: StoredEvent): NewEvent => ({
  id,
  type,
  data,
  // What this very application handed over.
  metadata: metadata as unknown as NewEvent['metadata'],
})
