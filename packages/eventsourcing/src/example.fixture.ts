import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { type Aggregate, anyAggregate, type Reader } from './aggregate.js'
import { type Application, application } from './application.js'
import { Day } from './day.js'
import type { Decision } from './decider.js'
import type { Envelope, Executed } from './executed.js'
import { derivedId } from './ids.js'
import { type Policy, policy } from './policy.js'
import { projection } from './projection.js'
import { type Refusal, refusal } from './refusal.js'
import type { EventStore, StoreError } from './store.js'
import { type EventOf, eventType, pastVersion } from './versions.js'

/** A day that a test writes down. */
export const dayOf = (text: string): Day => {
  if (Day.is(text)) return text
  throw new Error(`${text} is no day`)
}

/** The id of a thing that a test calls by a name: the same each time, and unlike every other. */
export const idOf = (name: string): string => derivedId('019f0000-0000-7000-8000-000000000000', name)

const isCoins = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1
/** Whole coins, 1 or more. */
const Coins = new t.Type<number, number, unknown>(
  'whole coins, 1 or more',
  isCoins,
  (value, context) => (isCoins(value) ? t.success(value) : t.failure(value, context)),
  t.identity,
)

/** The event of another stream that a decision relied on. */
const Basis = t.strict({ eventId: t.string, revision: t.number })
type Basis = t.TypeOf<typeof Basis>

// ---- holder: who may have accounts, and how far below nothing they may go

const holderEvents = {
  // Version 1 knew no credit.
  HolderRegistered: eventType(t.strict({ most: t.number, credit: t.number }), [
    pastVersion(t.strict({ most: t.number }), ({ most }) => ({ most, credit: 0 })),
  ]),
  CreditChanged: eventType(t.strict({ credit: t.number })),
}
export type HolderEvent = EventOf<typeof holderEvents>

export interface HolderState {
  readonly registered: boolean
  readonly most: number
  readonly credit: number
}

const RegisterHolder = t.strict({
  type: t.literal('RegisterHolder'),
  holderId: t.string,
  most: t.number,
  credit: t.number,
  effectiveOn: Day,
})
const ChangeCredit = t.strict({
  type: t.literal('ChangeCredit'),
  holderId: t.string,
  credit: t.number,
  effectiveOn: Day,
})
export type HolderCommand = t.TypeOf<typeof RegisterHolder> | t.TypeOf<typeof ChangeCredit>

const ofHolder = ({ holderId }: { readonly holderId: string }) => holderId

export const holder: Aggregate<HolderCommand, HolderState, HolderEvent> = {
  category: 'holder',
  events: holderEvents,
  initialState: { registered: false, most: 0, credit: 0 },
  evolve: (state, event) =>
    event.type === 'HolderRegistered' ? { ...event.data, registered: true } : { ...state, ...event.data },
  subjects: (_, id) => [id],
  commands: {
    RegisterHolder: {
      codec: RegisterHolder,
      roles: ['teller'],
      stream: ofHolder,
      decide: ({ most, credit, effectiveOn }, state) =>
        state.registered
          ? E.left(refusal('holder-registered', 'The holder is registered already.'))
          : E.right([{ type: 'HolderRegistered', effectiveOn, data: { most, credit } }]),
    },
    ChangeCredit: {
      codec: ChangeCredit,
      roles: ['manager'],
      stream: ofHolder,
      decide: ({ credit, effectiveOn }, state) =>
        // Nothing is left to do where it is that already.
        E.right(credit === state.credit ? [] : [{ type: 'CreditChanged', effectiveOn, data: { credit } }]),
    },
  },
}

// ---- account: its balance never goes below what its holder's credit covers

export const accountEvents = {
  AccountOpened: eventType(t.strict({ holderId: t.string, basis: Basis })),
  Deposited: eventType(t.strict({ amount: Coins })),
  Withdrawn: eventType(t.strict({ amount: Coins, basis: Basis })),
  Sent: eventType(t.strict({ amount: Coins, to: t.string })),
  Received: eventType(t.strict({ amount: Coins, from: t.string })),
  SendingConfirmed: eventType(t.strict({ received: t.string })),
  AccountClosed: eventType(t.strict({ holderId: t.string })),
}
export type AccountEvent = EventOf<typeof accountEvents>

export interface AccountState {
  readonly holderId: string | null
  readonly isOpen: boolean
  readonly balance: number
}

export const evolveAccount = (state: AccountState, event: AccountEvent): AccountState => {
  switch (event.type) {
    case 'AccountOpened':
      return { holderId: event.data.holderId, isOpen: true, balance: 0 }
    case 'Deposited':
    case 'Received':
      return { ...state, balance: state.balance + event.data.amount }
    case 'Withdrawn':
    case 'Sent':
      return { ...state, balance: state.balance - event.data.amount }
    case 'SendingConfirmed':
      return state
    case 'AccountClosed':
      return { ...state, isOpen: false }
  }
}

const terms = { accountId: t.string, effectiveOn: Day }
const OpenAccount = t.strict({ type: t.literal('OpenAccount'), ...terms, holderId: t.string })
const Deposit = t.strict({ type: t.literal('Deposit'), ...terms, amounts: t.readonlyArray(Coins) })
const Withdraw = t.strict({ type: t.literal('Withdraw'), ...terms, amount: Coins })
const Send = t.strict({ type: t.literal('Send'), ...terms, amount: Coins, to: t.string })
const Receive = t.strict({ type: t.literal('Receive'), ...terms, amount: Coins, from: t.string })
const ConfirmSending = t.strict({ type: t.literal('ConfirmSending'), ...terms, received: t.string })
const CloseAccount = t.strict({ type: t.literal('CloseAccount'), ...terms })

export type OpenAccount = t.TypeOf<typeof OpenAccount> & {
  /** How many accounts the holder may have, and has. */
  readonly evidence: { readonly most: number; readonly held: number; readonly basis: Basis }
}
export type Withdraw = t.TypeOf<typeof Withdraw> & {
  /** How far below nothing the holder may go. */
  readonly evidence: { readonly credit: number; readonly basis: Basis }
}
export type AccountCommand =
  | OpenAccount
  | Withdraw
  | t.TypeOf<typeof Deposit>
  | t.TypeOf<typeof Send>
  | t.TypeOf<typeof Receive>
  | t.TypeOf<typeof ConfirmSending>
  | t.TypeOf<typeof CloseAccount>

/** How many open accounts a holder has. */
export const holdings = projection<{ readonly accounts: number }, AccountEvent>({
  name: 'holdings',
  version: 1,
  row: t.strict({ accounts: t.number }),
  on: {
    AccountOpened: ({ event }, get) => [
      { put: event.data.holderId, row: { accounts: (get(event.data.holderId)?.accounts ?? 0) + 1 } },
    ],
    AccountClosed: ({ event }, get) => {
      const left = (get(event.data.holderId)?.accounts ?? 0) - 1
      return left === 0 ? [{ remove: event.data.holderId }] : [{ put: event.data.holderId, row: { accounts: left } }]
    },
  },
})

const registeredHolder =
  (reader: Reader, holderId: string): TaskEither<Refusal | StoreError, HolderState & { readonly basis: Basis }> =>
  async () => {
    const found = await reader.state(holder, holderId)()
    if (E.isLeft(found)) return found
    const { state, lastEventId, revision } = found.right
    return state.registered && lastEventId !== null
      ? E.right({ ...state, basis: { eventId: lastEventId, revision } })
      : E.left(refusal('holder-unknown', 'Register the holder first.', { holderId }))
  }

const notOpen = (accountId: string) => E.left(refusal('account-not-open', 'Open the account first.', { accountId }))

const taken = (accountId: string, amount: number, most: number, state: AccountState, event: AccountEvent) =>
  !state.isOpen
    ? notOpen(accountId)
    : amount > most
      ? E.left(refusal('balance-too-low', 'Ask for less.', { balance: state.balance, amount }))
      : E.right([event])

const ofAccount = ({ accountId }: { readonly accountId: string }) => accountId

export const account: Aggregate<AccountCommand, AccountState, AccountEvent> = {
  category: 'account',
  events: accountEvents,
  initialState: { holderId: null, isOpen: false, balance: 0 },
  evolve: evolveAccount,
  subjects: (event) => (event.type === 'AccountOpened' ? [event.data.holderId] : []),
  commands: {
    OpenAccount: {
      codec: OpenAccount,
      roles: ['teller'],
      stream: ofAccount,
      lookUp:
        ({ holderId }, _, reader) =>
        async () => {
          const found = await registeredHolder(reader, holderId)()
          if (E.isLeft(found)) return found
          const rows = await reader.rows(holdings)()
          const { most, basis } = found.right
          return E.isLeft(rows) ? rows : E.right({ most, held: rows.right.get(holderId)?.accounts ?? 0, basis })
        },
      decide: ({ accountId, holderId, effectiveOn, evidence: { most, held, basis } }, { isOpen }) =>
        isOpen
          ? E.left(refusal('account-open', 'The account is open already.', { accountId }))
          : held >= most
            ? E.left(refusal('too-many-accounts', 'Close another account first.', { held, most }))
            : E.right([{ type: 'AccountOpened', effectiveOn, data: { holderId, basis } }]),
    },
    Deposit: {
      codec: Deposit,
      roles: ['teller', 'machine'],
      stream: ofAccount,
      recall: (events) => ({
        amounts: events.flatMap((event) => (event.type === 'Deposited' ? [event.data.amount] : [])),
      }),
      decide: ({ accountId, amounts, effectiveOn }, { isOpen }): Decision<AccountEvent> =>
        isOpen
          ? E.right(amounts.map((amount) => ({ type: 'Deposited', effectiveOn, data: { amount } })))
          : notOpen(accountId),
    },
    Withdraw: {
      codec: Withdraw,
      roles: ['teller', 'machine'],
      stream: ofAccount,
      lookUp: ({ accountId }, { holderId }, reader) =>
        holderId === null ? async () => notOpen(accountId) : registeredHolder(reader, holderId),
      decide: ({ accountId, amount, effectiveOn, evidence: { credit, basis } }, state) =>
        taken(accountId, amount, state.balance + credit, state, {
          type: 'Withdrawn',
          effectiveOn,
          data: { amount, basis },
        }),
    },
    Send: {
      codec: Send,
      roles: ['teller'],
      stream: ofAccount,
      decide: ({ accountId, amount, to, effectiveOn }, state) =>
        taken(accountId, amount, state.balance, state, { type: 'Sent', effectiveOn, data: { amount, to } }),
    },
    Receive: {
      codec: Receive,
      roles: ['policy'],
      stream: ofAccount,
      decide: ({ accountId, amount, from, effectiveOn }, { isOpen }) =>
        isOpen ? E.right([{ type: 'Received', effectiveOn, data: { amount, from } }]) : notOpen(accountId),
    },
    ConfirmSending: {
      codec: ConfirmSending,
      roles: ['policy'],
      stream: ofAccount,
      decide: ({ accountId, received, effectiveOn }, { isOpen }) =>
        isOpen ? E.right([{ type: 'SendingConfirmed', effectiveOn, data: { received } }]) : notOpen(accountId),
    },
    CloseAccount: {
      codec: CloseAccount,
      roles: ['teller'],
      stream: ofAccount,
      decide: ({ effectiveOn }, { isOpen, holderId }) =>
        E.right(isOpen && holderId !== null ? [{ type: 'AccountClosed', effectiveOn, data: { holderId } }] : []),
    },
  },
}

// ---- policies: what is sent arrives, and what has arrived is confirmed to its sender

const accountOf = (stream: string) => stream.slice('account-'.length)

export const carryMoney: Policy = policy<AccountEvent>({
  name: 'carry-money',
  on: {
    Sent: ({ event: { data, effectiveOn }, stream }) => [
      {
        target: data.to,
        command: { type: 'Receive', accountId: data.to, amount: data.amount, from: accountOf(stream), effectiveOn },
      },
    ],
  },
})

export const confirmSending: Policy = policy<AccountEvent>({
  name: 'confirm-sending',
  on: {
    Received: ({ event: { data, effectiveOn }, id }) => [
      { target: data.from, command: { type: 'ConfirmSending', accountId: data.from, received: id, effectiveOn } },
    ],
  },
})

// ---- the whole of it

export const aggregates = [anyAggregate(holder), anyAggregate(account)]

/** The example on a store. */
export const bank = (store: EventStore, cachedStreams?: number): Application =>
  application(cachedStreams === undefined ? { store, aggregates } : { store, aggregates, cachedStreams })

/** The holder of every account of a test, and two accounts. */
export const [anyHolder, here, there] = [idOf('holder'), idOf('here'), idOf('there')]
export const streamOf = (accountId: string): string => `account-${accountId}`

const effectiveOn = dayOf('2020-08-17')
export const registerHolder = (most = 9, credit = 0) =>
  ({ type: 'RegisterHolder', holderId: anyHolder, most, credit, effectiveOn }) as const
export const changeCredit = (credit: number) =>
  ({ type: 'ChangeCredit', holderId: anyHolder, credit, effectiveOn }) as const
export const openAccount = (accountId = here) =>
  ({ type: 'OpenAccount', accountId, holderId: anyHolder, effectiveOn }) as const
export const deposit = (...amounts: readonly number[]) =>
  ({ type: 'Deposit', accountId: here, amounts, effectiveOn }) as const
export const withdraw = (amount: number) => ({ type: 'Withdraw', accountId: here, amount, effectiveOn }) as const
export const send = (amount: number, to = there, accountId = here) =>
  ({ type: 'Send', accountId, amount, to, effectiveOn }) as const
export const closeAccount = (accountId = here) => ({ type: 'CloseAccount', accountId, effectiveOn }) as const

/** What goes with a command that a test calls by a name: the same name is the same command. */
export const sentAs = (name: string, role = 'teller', programmeId: string | null = null): Envelope => ({
  commandId: idOf(`command ${name}`),
  actor: { id: 'desk-1', role },
  programmeId,
})

/** Sends a command that must go through. */
export const carriedOut = async (app: Application, input: object, name: string, role?: string): Promise<Executed> => {
  const done = await app.execute(input, sentAs(name, role))()
  if (E.isRight(done)) return done.right
  throw new Error(`${done.left._tag}: ${done.left.message}`)
}

/** An application whose account `here` is open and holds so many coins. */
export const withBalance = async (store: EventStore, balance: number, credit = 0): Promise<Application> => {
  const app = bank(store)
  await carriedOut(app, registerHolder(9, credit), 'register')
  await carriedOut(app, openAccount(), 'open')
  if (balance > 0) await carriedOut(app, deposit(balance), 'first deposit')
  return app
}
