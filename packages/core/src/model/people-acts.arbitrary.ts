import fc from 'fast-check'
import { type Aim, aimAt, aimed, anyDay, early, kindOf, late, meant, nth, whom } from './act.arbitrary.js'
import { closeMonth, declareHoliday, setRule, withdrawHoliday } from './elsewhere.fixture.js'
import {
  appointGuardian,
  assessStability,
  correctMark,
  end,
  enrol,
  giveConsent,
  mark,
  pause,
  recordDeath,
  reportRelapse,
  resume,
  revokeAssessment,
  sessionOf,
  turnOn,
  unfitOn,
  withdrawConsent,
} from './people.fixture.js'
import { absorb, undoMerge } from './purses.fixture.js'
import { codeOf, idOf, type Person, PROGRAMME, personId, type World } from './world.fixture.js'

const person = (world: World, number: number) => world.people.find((one) => one.number === number)
const statuses = fc.constantFrom('present', 'late', 'excused', 'sick', 'absent')
const about = (number: number, effectiveOn: string) => ({ participantId: personId(number), effectiveOn })
const within = (number: number, effectiveOn: string) => ({ ...about(number, effectiveOn), programmeId: PROGRAMME })
const which = fc.nat(2)

export const consents = kindOf({
  type: 'GiveConsent',
  drawn: fc.record({
    who: whom,
    day: early,
    by: fc.oneof(
      { weight: 4, arbitrary: fc.constant('self' as const) },
      { weight: 2, arbitrary: fc.constant('guardian' as const) },
    ),
    known: fc.oneof(
      { weight: 5, arbitrary: fc.constant('on record' as const) },
      { weight: 1, arbitrary: fc.constant('unknown' as const) },
      { weight: 1, arbitrary: fc.constant('not named' as const) },
    ),
    purpose: fc.constantFrom('training' as const, 'training' as const, 'training' as const, 'publicity' as const),
  }),
  says: ({ who, day, by, known, purpose }) =>
    `takes a consent of ${codeOf(who)} to ${purpose} on ${day}${by === 'self' ? '' : ` from a guardian ${known}`}`,
  judge: giveConsent,
  asks: ({ who, day, by, known, purpose }, world) => {
    const onRecord = person(world, who)?.guardians.at(-1)?.id ?? null
    const guardianshipId = known === 'on record' ? onRecord : known === 'unknown' ? idOf(33, 0) : null
    return {
      type: 'GiveConsent',
      ...about(who, day),
      consentId: idOf(30, world.steps),
      purposes: [purpose],
      givenBy: by,
      ...(by === 'self' ? {} : { guardianshipId }),
      documentRef: null,
    }
  },
})

export const withdrawals = kindOf({
  type: 'WithdrawConsent',
  drawn: fc.record({ who: whom, day: anyDay, which }),
  says: ({ who, day, which: number }) => `takes consent ${number} of ${codeOf(who)} to training back on ${day}`,
  judge: withdrawConsent,
  asks: ({ who, day, which: number }, world) => ({
    type: 'WithdrawConsent',
    ...about(who, day),
    consentId: nth(person(world, who)?.consents ?? [], number)?.id ?? idOf(30, 9_999),
    purposes: ['training'],
  }),
})

export const guardians = kindOf({
  type: 'AppointGuardian',
  drawn: fc.record({
    who: fc.oneof(fc.constant(3), whom),
    day: early,
    kind: fc.constantFrom('parent' as const, 'court' as const),
  }),
  says: ({ who, day, kind }) => `writes a guardian of ${codeOf(who)} down (${kind}) from ${day} on`,
  judge: appointGuardian,
  asks: ({ who, day, kind }, world) => ({
    type: 'AppointGuardian',
    ...about(who, day),
    guardianshipId: idOf(31, world.steps),
    kind,
    guardian: { name: null, phone: null },
    courtRef: 'PN-1',
  }),
})

export const assessments = kindOf({
  type: 'AssessStability',
  drawn: fc.record({
    who: whom,
    day: early,
    finds: fc.constantFrom('fit', 'fit', 'fit', 'fit', 'fit', 'unstable', 'unable'),
    until: fc.oneof(fc.constant('2020-12-31'), anyDay),
    by: fc.constantFrom(null, null, 'PTG-2'),
  }),
  says: ({ who, day, finds, until, by }) =>
    `writes down that ${codeOf(who)} is ${finds} on ${day}, until ${until}${by === null ? '' : `, says ${by}`}`,
  judge: assessStability,
  asks: ({ who, day, finds, until, by }, world) => ({
    type: 'AssessStability',
    ...about(who, day),
    assessmentId: idOf(32, world.steps),
    outcome: finds === 'unstable' ? 'unstable' : 'stable',
    ableToTrain: finds !== 'unable',
    validUntil: until,
    assessor: { staffId: by, profession: null },
    findings: null,
  }),
})

export const revocations = kindOf({
  type: 'RevokeAssessment',
  drawn: fc.record({ who: whom, day: anyDay, which }),
  says: ({ who, day, which: number }) => `revokes assessment ${number} of ${codeOf(who)} on ${day}`,
  judge: revokeAssessment,
  asks: ({ who, day, which: number }, world) => ({
    type: 'RevokeAssessment',
    ...about(who, day),
    assessmentId: nth(person(world, who)?.assessments ?? [], number)?.id ?? idOf(32, 9_999),
    reason: 'unfounded',
  }),
})

export const relapses = kindOf({
  type: 'ReportRelapse',
  drawn: fc.record({ who: whom, day: anyDay }),
  says: ({ who, day }) => `reports a relapse of ${codeOf(who)} on ${day}`,
  judge: reportRelapse,
  asks: ({ who, day }, world) => ({
    type: 'ReportRelapse',
    ...about(who, day),
    relapseId: idOf(34, world.steps),
    observation: null,
  }),
})

const whoAndDay = fc.record({ who: aimAt(whom), day: anyDay })
const personAimed = (aim: Aim, world: World, fits: (person: Person) => boolean): number =>
  aimed(
    aim,
    world.people.filter(fits).map(({ number }) => number),
    (number) => number,
  )
const isOn = (day: string, is: string) => (one: Person) => (turnOn(one, day)?.is ?? 'ended') === is

export const enrolments = kindOf({
  type: 'EnrolParticipant',
  drawn: whoAndDay,
  says: ({ who, day }) => `enrols ${meant('person', who, 'may train and do not')} on ${day}`,
  judge: enrol,
  asks: ({ who, day }, world) => ({
    type: 'EnrolParticipant',
    ...within(
      personAimed(who, world, (one) => isOn(day, 'ended')(one) && unfitOn(one, day) === null),
      day,
    ),
    enrolmentId: idOf(35, world.steps),
  }),
})

export const pauses = kindOf({
  type: 'PauseEnrolment',
  drawn: whoAndDay,
  says: ({ who, day }) => `pauses ${meant('person', who, 'take part')} on ${day}`,
  judge: pause,
  asks: ({ who, day }, world) => ({
    type: 'PauseEnrolment',
    ...within(personAimed(who, world, isOn(day, 'running')), day),
    reason: 'illness',
  }),
})

export const resumptions = kindOf({
  type: 'ResumeEnrolment',
  drawn: fc.record({ who: aimAt(whom), day: late }),
  says: ({ who, day }) => `resumes ${meant('person', who, 'are paused and fit')} on ${day}`,
  judge: resume,
  asks: ({ who, day }, world) => ({
    type: 'ResumeEnrolment',
    ...within(
      personAimed(who, world, (one) => isOn(day, 'paused')(one) && unfitOn(one, day) === null),
      day,
    ),
  }),
})

export const ends = kindOf({
  type: 'EndEnrolment',
  drawn: whoAndDay,
  says: ({ who, day }) => `ends the enrolment of ${meant('person', who, 'take part')} on ${day}`,
  judge: end,
  asks: ({ who, day }, world) => ({
    type: 'EndEnrolment',
    ...within(personAimed(who, world, isOn(day, 'running')), day),
    outcome: 'graduated',
  }),
})

export const marks = kindOf({
  type: 'RecordAttendance',
  drawn: fc.record({ who: aimAt(whom), day: anyDay, status: fc.oneof(fc.constant('present' as const), statuses) }),
  says: ({ who, day, status }) => `marks ${meant('person', who, 'take part')} ${status} on ${day}`,
  judge: mark,
  asks: ({ who, day, status }, world) => ({
    type: 'RecordAttendance',
    ...within(personAimed(who, world, isOn(day, 'running')), day),
    status,
    minutes: null,
  }),
})

export const corrections = kindOf({
  type: 'CorrectAttendance',
  drawn: fc.record({
    who: whom,
    which: fc.nat(4),
    was: fc.constantFrom('as it stands', 'as it stands', 'as it stands', 'sick' as const),
    now: fc.oneof(statuses, fc.constant(null)),
    day: fc.oneof(fc.constant('its own day'), late),
  }),
  says: ({ who, which: number, was, now, day }) =>
    `corrects mark ${number} of ${codeOf(who)} from ${was} to ${now} on ${day}`,
  judge: correctMark,
  asks: ({ who, which: number, was, now, day }, world) => {
    const found = nth([...(person(world, who)?.marks.values() ?? [])], number)
    const stands = found?.status ?? null
    return {
      type: 'CorrectAttendance',
      ...within(who, day === 'its own day' ? (found?.since ?? '2020-08-27') : day),
      sessionId: sessionOf(found?.on ?? '2020-08-27'),
      // Statuses are texts in the world, and the command's codec looks at them once more.
      was: (was === 'as it stands' ? stands : 'sick') as 'sick' | null,
      now,
      minutes: null,
      reason: 'misread',
    }
  },
})

export const deaths = kindOf({
  type: 'RecordDeath',
  drawn: fc.record({ who: whom, day: anyDay }),
  says: ({ who, day }) => `records the death of ${codeOf(who)} on ${day}`,
  judge: recordDeath,
  asks: ({ who, day }) => ({ type: 'RecordDeath', ...about(who, day), documentRef: null }),
})

export const merges = kindOf({
  type: 'AbsorbDuplicate',
  drawn: fc.record({ into: whom, duplicate: whom, day: anyDay }),
  says: ({ into, duplicate, day }) => `lets ${codeOf(duplicate)} go on in ${codeOf(into)} from ${day} on`,
  judge: absorb,
  asks: ({ into, duplicate, day }, world) => ({
    type: 'AbsorbDuplicate',
    ...about(into, day),
    duplicateId: personId(duplicate),
    mergeId: idOf(36, world.steps),
    reason: 'samePerson',
  }),
})

export const undoings = kindOf({
  type: 'UndoMerge',
  drawn: fc.record({ which, day: late }),
  says: ({ which: number, day }) => `undoes merge ${number} on ${day}`,
  judge: undoMerge,
  asks: ({ which: number, day }, world) => {
    const standing = world.people.flatMap(({ number: into, absorbed }) => absorbed.map((one) => ({ into, ...one })))
    const { into, other, mergeId } = nth(standing, number) ?? { into: 1, other: 2, mergeId: idOf(36, 9_999) }
    return { type: 'UndoMerge', ...about(into, day), duplicateId: personId(other), mergeId, reason: 'wrongPerson' }
  },
})

export const holidays = kindOf({
  type: 'DeclareHoliday',
  drawn: fc.record({ date: anyDay, day: anyDay }),
  says: ({ date, day }) => `declares ${date} a holiday, on ${day}`,
  judge: declareHoliday,
  asks: ({ date, day }) => ({
    type: 'DeclareHoliday',
    programmeId: PROGRAMME,
    effectiveOn: day,
    date,
    name: 'Hari Libur',
    decree: null,
  }),
})

export const workdays = kindOf({
  type: 'WithdrawHoliday',
  drawn: fc.record({ which: fc.nat(3), day: anyDay }),
  says: ({ which: number, day }) => `takes holiday ${number} back, on ${day}`,
  judge: withdrawHoliday,
  asks: ({ which: number, day }, world) => ({
    type: 'WithdrawHoliday',
    programmeId: PROGRAMME,
    effectiveOn: day,
    date: nth([...world.holidays], number) ?? '2020-08-27',
    reason: 'mistaken',
  }),
})

export const rules = kindOf({
  type: 'SetProceedsRule',
  drawn: fc.record({
    parts: fc.constantFrom([7_000, 2_000, 1_000] as const, [3_333, 3_333, 3_334] as const, [5_000, 5_000, 1] as const),
    day: anyDay,
  }),
  says: ({ parts, day }) => `lets sales be shared ${parts.join(' : ')} from ${day} on`,
  judge: setRule,
  asks: ({ parts: [makersShare, materialsFund, programmeFund], day }) => ({
    type: 'SetProceedsRule',
    programmeId: PROGRAMME,
    effectiveOn: day,
    makersShare,
    materialsFund,
    programmeFund,
  }),
})

export const closings = kindOf({
  type: 'CloseMonth',
  drawn: fc.record({ month: fc.constantFrom('2020-06', '2020-07', '2020-08'), day: late }),
  says: ({ month, day }) => `closes ${month} on ${day}`,
  judge: closeMonth,
  asks: ({ month, day }) => ({ type: 'CloseMonth', programmeId: PROGRAMME, month, effectiveOn: day }),
})
