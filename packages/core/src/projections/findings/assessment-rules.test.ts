import { expect, test } from 'vitest'
import { january, makerId, PROGRAMME, sourceId } from '../../order/sale.fixture.js'
import { openWorkshop, right, type Workshop } from '../../policies/workshop.fixture.js'
import { day } from '../../testing/day.fixture.js'
import { findings, findingsOf } from './findings.js'

const found = async ({ rows }: Workshop) =>
  findingsOf(await rows(findings)).flatMap(({ kind, on, details }) =>
    kind === 'assessment-off-rule' ? [[on, details]] : [],
  )
const assessed = (number: number, on: string, validUntil: string, profession: string | null = 'psikiater') => ({
  type: 'AssessStability',
  participantId: makerId(1),
  assessmentId: sourceId(number),
  outcome: 'stable',
  ableToTrain: true,
  validUntil: day(validUntil),
  assessor: { staffId: null, profession },
  findings: null,
  effectiveOn: day(on),
})
const rule = (months: number, on: string, professions: readonly string[] = ['psikiater']) => ({
  type: 'SetAssessmentRule',
  programmeId: PROGRAMME,
  validityMonths: months,
  professions,
  effectiveOn: day(on),
})
const ruled = async (...rules: readonly object[]) => {
  const workshop = await openWorkshop()
  for (const one of rules) right(await workshop.send(one, { role: 'coordinator' }))
  return workshop
}

test('an assessment that holds longer than the rule allows is recorded, and found; one that ends that day is not', async () => {
  const workshop = await ruled(rule(6, '2020-01-01'))
  await workshop.done(assessed(1, '2020-01-05', '2020-07-05'), assessed(2, '2020-01-06', '2020-07-07'))
  expect(await found(workshop)).toEqual([[january(6), { validUntil: '2020-07-07', latest: '2020-07-06' }]])
})

test('one by a profession that the rule does not name is found; where it is not known nobody guesses', async () => {
  const workshop = await ruled(rule(6, '2020-01-01'))
  await workshop.done(
    assessed(1, '2020-01-05', '2020-03-05', 'perawat'),
    assessed(2, '2020-01-06', '2020-03-06', null),
    assessed(3, '2020-01-07', '2020-03-07'),
  )
  expect(await found(workshop)).toEqual([
    [january(5), { validUntil: '2020-03-05', latest: '2020-07-05', profession: 'perawat' }],
  ])
})

test('the rule of its day counts, and one that is written down late settles it, or makes more', async () => {
  const workshop = await ruled(rule(3, '2020-02-01'))
  await workshop.done(assessed(1, '2020-01-05', '2020-12-31'), assessed(2, '2020-02-05', '2020-06-05'))
  expect((await found(workshop)).map(([on]) => on)).toEqual(['2020-02-05'])
  right(await workshop.send(rule(4, '2020-02-02'), { role: 'coordinator' }))
  expect(await found(workshop)).toEqual([])
  right(await workshop.send(rule(6, '2020-01-01'), { role: 'coordinator' }))
  expect((await found(workshop)).map(([on]) => on)).toEqual(['2020-01-05'])
})
