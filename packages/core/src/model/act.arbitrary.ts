import fc from 'fast-check'
import type { Role } from '../roles.js'
import type { AnyAsked } from './people.fixture.js'
import { CLERKS, type Clerk, DAYS, type Verdict, type World } from './world.fixture.js'

/**
 * Which of the clerks' roles may send what. Who takes money neither gives it back nor says who inherits; who keeps the store
 * does not write it off; who assesses does not enrol.
 */
export const MAY = {
  GiveConsent: ['registrar'],
  WithdrawConsent: ['registrar', 'coordinator'],
  AppointGuardian: ['registrar', 'coordinator'],
  AssessStability: ['registrar'],
  RevokeAssessment: ['coordinator'],
  ReportRelapse: ['registrar', 'coordinator'],
  EnrolParticipant: ['registrar', 'coordinator'],
  PauseEnrolment: ['registrar', 'coordinator'],
  ResumeEnrolment: ['registrar', 'coordinator'],
  EndEnrolment: ['registrar', 'coordinator'],
  RecordAttendance: ['registrar'],
  CorrectAttendance: ['registrar', 'coordinator'],
  RecordDeath: ['registrar', 'coordinator'],
  AbsorbDuplicate: ['coordinator'],
  UndoMerge: ['coordinator'],
  DeclareHoliday: ['registrar', 'coordinator'],
  WithdrawHoliday: ['registrar', 'coordinator'],
  SetProceedsRule: ['registrar', 'coordinator'],
  CloseMonth: ['coordinator'],
  RecordProduction: ['registrar'],
  ReceiveStock: ['registrar'],
  CorrectProduction: ['registrar', 'coordinator'],
  WriteOffStock: ['coordinator'],
  PlaceOrder: ['registrar', 'coordinator'],
  RequestOrder: ['registrar', 'coordinator'],
  AcceptOrder: ['registrar', 'coordinator'],
  DeclineOrder: ['registrar', 'coordinator'],
  CancelOrder: ['registrar', 'coordinator'],
  CloseLineShort: ['registrar', 'coordinator'],
  DeliverOrder: ['registrar'],
  ReturnGoods: ['registrar'],
  ReceivePayment: ['registrar', 'treasurer'],
  WithholdTax: ['registrar', 'treasurer'],
  RefundPayment: ['coordinator'],
  PayEarnings: ['registrar', 'treasurer'],
  ReversePayout: ['coordinator'],
  RecogniseHeir: ['coordinator'],
  SpendFund: ['treasurer'],
  ReceiveDonation: ['registrar', 'treasurer'],
  GiveGift: ['treasurer'],
  PlaceConsignment: ['registrar'],
  SellConsigned: ['registrar', 'coordinator'],
  ReturnConsigned: ['registrar'],
  SettleConsignment: ['registrar', 'treasurer'],
} as const satisfies { readonly [Type in AnyAsked['type']]?: readonly Role[] }

/** The commands that the model knows. */
export type Known = keyof typeof MAY

/** Something that somebody does: its sentence is the same whatever the world, what it asks for follows from the world. */
export interface Act {
  readonly type: Known
  readonly by: Clerk
  readonly sentence: string
  /** The command as the world stands, and what the rules say of it. */
  readonly asked: (world: World) => { readonly command: AnyAsked; readonly verdict: Verdict }
}

const day = (weights: readonly number[]) =>
  fc.oneof(...DAYS.map((one, place) => ({ weight: weights[place] ?? 1, arbitrary: fc.constant(one) })))
/** A day of the handful: `early` for what the rest builds on, `late` for what is built. */
export const early: fc.Arbitrary<string> = day([6, 5, 3, 2, 2, 1, 1, 1])
export const late: fc.Arbitrary<string> = day([1, 1, 1, 2, 3, 3, 6, 6])
export const anyDay: fc.Arbitrary<string> = day([])

/** How much of what is open is asked for. */
export type Share = 'all' | 'some' | 'more than all'
export const share: fc.Arbitrary<Share> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Share>('all') },
  { weight: 3, arbitrary: fc.constant<Share>('some') },
  { weight: 1, arbitrary: fc.constant<Share>('more than all') },
)
export const partOf = (open: number, wanted: Share): number =>
  Math.max(1, wanted === 'all' ? open : wanted === 'some' ? Math.ceil(open / 2) : open + 1)

/** One of a few by its number, if there are any. */
export const nth = <A>(list: readonly A[], number: number): A | undefined => list[number % Math.max(1, list.length)]

/** One of the first numbers, the lower the more often. */
export const lowOf = (count: number): fc.Arbitrary<number> =>
  fc.oneof(
    ...Array.from({ length: count }, (_, place) => ({
      weight: 2 ** (count - place),
      arbitrary: fc.constant(place + 1),
    })),
  )

/** Which of some things is meant: by its number, or, mostly, one of those for which the act makes sense, if there are any. */
export interface Aim {
  readonly number: number
  readonly fitting: boolean
}
export const aimAt = (numbers: fc.Arbitrary<number>): fc.Arbitrary<Aim> =>
  fc.record({ number: numbers, fitting: fc.constantFrom(true, true, true, false) })
/** The one that is aimed at: of those that fit, else whatever bears the number. */
export const aimed = <A>({ number, fitting }: Aim, fit: readonly A[], named: (number: number) => A): A =>
  (fitting ? nth(fit, number - 1) : undefined) ?? named(number)
/** How it is said. */
export const meant = (what: string, { number, fitting }: Aim, that: string): string =>
  fitting ? `${what} ${number} of those that ${that}` : `${what} ${number}`

/** Whom it concerns: the first most, a fourth who is in no register seldom. */
export const whom: fc.Arbitrary<number> = fc.oneof(
  { weight: 20, arbitrary: fc.constant(1) },
  { weight: 14, arbitrary: fc.constant(2) },
  { weight: 8, arbitrary: fc.constant(3) },
  { weight: 1, arbitrary: fc.constant(4) },
)

/** Clerks who send it: mostly one who may. */
const clerks = (may: readonly Role[]): fc.Arbitrary<Clerk> =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...CLERKS.filter(({ role }) => may.includes(role))) },
    { weight: 1, arbitrary: fc.constantFrom(...CLERKS) },
  )

/** Acts of one kind: any of them, and one that is chosen, by a clerk who may. */
export interface Kind<Drawn> {
  readonly any: fc.Arbitrary<Act>
  readonly one: (drawn: Drawn) => Act
}

/** A kind of acts: what is drawn, how it is said, what it asks for as the world stands, and what the rules say of that. */
export const kindOf = <Asked extends AnyAsked, Drawn>(kind: {
  readonly type: Asked['type'] & Known
  readonly drawn: fc.Arbitrary<Drawn>
  readonly says: (drawn: Drawn) => string
  readonly judge: (world: World, asked: Asked, by: string) => Verdict
  readonly asks: (drawn: Drawn, world: World) => NoInfer<Asked>
}): Kind<Drawn> => {
  const act = (drawn: Drawn, by: Clerk): Act => ({
    type: kind.type,
    by,
    sentence: `the ${by.role} ${kind.says(drawn)}`,
    asked: (world) => {
      const command = kind.asks(drawn, world)
      return { command, verdict: kind.judge(world, command, by.id) }
    },
  })
  const may: readonly Role[] = MAY[kind.type]
  const [first = CLERKS[0]] = CLERKS.filter(({ role }) => may.includes(role))
  return {
    any: fc.record({ drawn: kind.drawn, by: clerks(may) }).map(({ drawn, by }) => act(drawn, by)),
    one: (drawn) => act(drawn, first),
  }
}
