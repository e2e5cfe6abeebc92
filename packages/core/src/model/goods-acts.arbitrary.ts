import fc from 'fast-check'
import { aimAt, aimed, early, kindOf, late, lowOf, meant, nth, partOf, share } from './act.arbitrary.js'
import { correctProduction, freeOn, receiveStock, recordProduction, writeOff } from './shelves.fixture.js'
import { type Batch, codeOf, idOf, PROGRAMME, personId, SKUS } from './world.fixture.js'

export const dated = (effectiveOn: string) => ({ programmeId: PROGRAMME, effectiveOn })
export const sku: fc.Arbitrary<string> = fc.oneof(
  { weight: 16, arbitrary: fc.constant<string>(SKUS[0]) },
  { weight: 8, arbitrary: fc.constant<string>(SKUS[1]) },
  { weight: 1, arbitrary: fc.constant('TOPI') },
)
export const pieces = fc.integer({ min: 1, max: 4 })

type Named = readonly { readonly person: number; readonly parts: number }[]
const one = (person: number, parts = 1) => ({ person, parts })
const makers: fc.Arbitrary<Named> = fc.oneof(
  { weight: 5, arbitrary: fc.constant([one(1)]) },
  { weight: 4, arbitrary: fc.constantFrom([one(1, 2), one(2)], [one(2), one(3)], [one(1), one(2), one(3, 2)]) },
  { weight: 1, arbitrary: fc.constantFrom<Named>([one(3)], [one(4)], []) },
)
const named = (list: Named) => list.map(({ person, parts }) => ({ participantId: personId(person), parts }))
const byWhom = (list: Named) => list.map(({ person, parts }) => `${codeOf(person)}*${parts}`).join('+') || 'nobody'
const grade = fc.constantFrom('A' as const, 'A' as const, 'A' as const, 'B' as const, 'reject' as const)

export const productions = kindOf({
  type: 'RecordProduction',
  drawn: fc.record({ sku, pieces, grade, makers, day: early }),
  says: ({ sku: of, pieces: count, grade: how, makers: by, day }) =>
    `takes in ${count} ${of} of grade ${how} that ${byWhom(by)} made on ${day}`,
  judge: recordProduction,
  asks: ({ sku: of, pieces: quantity, grade: how, makers: by, day }, world) => ({
    type: 'RecordProduction',
    ...dated(day),
    sku: of,
    batchId: idOf(3, world.steps),
    grade: how,
    quantity,
    makers: named(by),
    sessionId: null,
  }),
})

export const receipts = kindOf({
  type: 'ReceiveStock',
  drawn: fc.record({ sku, pieces, day: early }),
  says: ({ sku: of, pieces: count, day }) => `takes in ${count} ${of} of unknown makers on ${day}`,
  judge: receiveStock,
  asks: ({ sku: of, pieces: quantity, day }, world) => ({
    type: 'ReceiveStock',
    ...dated(day),
    sku: of,
    batchId: idOf(3, world.steps),
    grade: 'A',
    quantity,
    makers: [],
    source: 'opening',
  }),
})

export const batchCorrections = kindOf({
  type: 'CorrectProduction',
  drawn: fc.record({
    which: aimAt(lowOf(5)),
    to: fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ pieces, grade, makers: fc.oneof(fc.constant(null), fc.constant(null), makers) }),
      },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    day: fc.oneof({ weight: 1, arbitrary: early }, { weight: 4, arbitrary: late }),
  }),
  says: ({ which, to, day }) =>
    `corrects ${meant('batch', which, 'have something free')} on ${day}: ${
      to === null
        ? 'never made'
        : `${to.pieces} of grade ${to.grade}${to.makers === null ? '' : `, by ${byWhom(to.makers)}`}`
    }`,
  judge: correctProduction,
  asks: ({ which, to, day }, world) => {
    const lies = ({ sku: of }: Batch) => freeOn(world, of, day).map((piece) => piece.batch)
    const batch = aimed<Batch | undefined>(
      which,
      world.batches.filter((some) => some.made && lies(some).includes(some)),
      (number) => nth(world.batches, number),
    )
    const now =
      to === null ? null : { grade: to.grade, quantity: to.pieces, makers: named(to.makers ?? batch?.makers ?? []) }
    return {
      type: 'CorrectProduction',
      ...dated(day),
      sku: batch?.sku ?? SKUS[0],
      batchId: batch?.id ?? idOf(3, 9_999),
      now,
      reason: 'miscounted',
    }
  },
})

export const writeOffs = kindOf({
  type: 'WriteOffStock',
  drawn: fc.record({ sku, of: fc.option(fc.nat(5), { nil: null }), share, day: late }),
  says: ({ sku: what, of, share: much, day }) =>
    `writes ${much} ${what} ${of === null ? '' : `of batch ${of} `}that are free off on ${day}`,
  judge: writeOff,
  asks: ({ sku: what, of, share: much, day }, world) => {
    const batch = of === null ? undefined : nth(world.batches, of)
    const free = freeOn(world, what, day).filter((piece) => batch === undefined || piece.batch === batch)
    return {
      type: 'WriteOffStock',
      ...dated(day),
      sku: what,
      writeOffId: idOf(40, world.steps),
      batchId: batch?.id ?? null,
      quantity: partOf(free.length, much),
      reason: 'lost',
    }
  },
})
