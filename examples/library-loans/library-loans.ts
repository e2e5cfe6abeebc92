import { type Aggregate, Day, type EventOf, eventType, policy, projection, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

// Another domain on the same kernel: a copy of a book is lent, waited for, and goes on to who waits longest.

const events = {
  CopyLent: eventType(t.type({ memberId: t.string })),
  HoldPlaced: eventType(t.type({ memberId: t.string })),
  CopyReturned: eventType(t.type({})),
}
export type CopyEvent = EventOf<typeof events>

export interface CopyState {
  readonly lentTo: string | null
  /** Members who wait, the longest first. */
  readonly waiting: readonly string[]
}

const evolve = (state: CopyState, event: CopyEvent): CopyState => {
  if (event.type === 'CopyReturned') return { ...state, lentTo: null }
  const { memberId } = event.data
  return event.type === 'HoldPlaced'
    ? { ...state, waiting: [...state.waiting, memberId] }
    : { lentTo: memberId, waiting: state.waiting.filter((id) => id !== memberId) }
}

const asked = { copyId: t.string, effectiveOn: Day }
const AskForCopy = t.strict({ type: t.literal('AskForCopy'), ...asked, memberId: t.string })
const ReturnCopy = t.strict({ type: t.literal('ReturnCopy'), ...asked })
const LendToNext = t.strict({ type: t.literal('LendToNext'), ...asked })
type AskForCopy = t.TypeOf<typeof AskForCopy>
type ReturnCopy = t.TypeOf<typeof ReturnCopy>
type LendToNext = t.TypeOf<typeof LendToNext>

/** Lends a copy that is free; for any other the member waits. */
const askForCopy = ({ memberId, effectiveOn }: AskForCopy, { lentTo, waiting }: CopyState) => {
  if (lentTo === memberId || waiting.includes(memberId)) {
    return E.left(refusal('already-asked', 'They have the copy, or wait for it, already.', { memberId }))
  }
  const type = lentTo === null && waiting.length === 0 ? 'CopyLent' : 'HoldPlaced'
  return E.right([{ type, effectiveOn, data: { memberId } } as const])
}

const returnCopy = ({ effectiveOn }: ReturnCopy, { lentTo }: CopyState) =>
  lentTo === null
    ? E.left(refusal('copy-not-lent', 'The copy is not lent. Check its number.'))
    : E.right([{ type: 'CopyReturned', effectiveOn, data: {} } as const])

const lendOn = ({ effectiveOn }: LendToNext, { lentTo, waiting: [memberId] }: CopyState) =>
  E.right(lentTo === null && memberId ? [{ type: 'CopyLent', effectiveOn, data: { memberId } } as const] : [])

const stream = ({ copyId }: { readonly copyId: string }) => copyId

/** `copy-<id>`: one copy of a book. */
export const copy: Aggregate<AskForCopy | ReturnCopy | LendToNext, CopyState, CopyEvent> = {
  category: 'copy',
  events,
  initialState: { lentTo: null, waiting: [] },
  evolve,
  subjects: (event) => (event.type === 'CopyReturned' ? [] : [event.data.memberId]),
  commands: {
    AskForCopy: { codec: AskForCopy, roles: ['librarian'], stream, decide: askForCopy },
    ReturnCopy: { codec: ReturnCopy, roles: ['librarian'], stream, decide: returnCopy },
    LendToNext: { codec: LendToNext, roles: ['policy'], stream, decide: lendOn },
  },
}

/** What was returned goes on. */
export const lendToNext = policy<CopyEvent>({
  name: 'lend-to-next',
  on: {
    CopyReturned: ({ event: { effectiveOn }, stream: name }) => {
      const copyId = name.slice('copy-'.length)
      const command: LendToNext = { type: 'LendToNext', copyId, effectiveOn }
      return [{ target: copyId, command }]
    },
  },
})

const Loan = t.type({ memberId: t.string, since: t.string })

/** Who has which copy, and since when, by the copy's stream. */
export const loans = projection<t.TypeOf<typeof Loan>, CopyEvent>({
  name: 'loans',
  version: 1,
  row: Loan,
  on: {
    CopyLent: ({ event, stream: name }) => [{ put: name, row: { ...event.data, since: event.effectiveOn } }],
    CopyReturned: ({ stream: name }) => [{ remove: name }],
  },
})
