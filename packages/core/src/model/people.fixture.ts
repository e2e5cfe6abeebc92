import type { Perca } from '../perca.js'
import {
  type Assessment,
  type Consent,
  NOTHING,
  no,
  type Person,
  PROGRAMME,
  type Turn,
  UNSCHEDULED,
  type Verdict,
  type World,
} from './world.fixture.js'

// Who may train on which day: rules 1 to 5, 16 to 18.

/** A command of the domain, as it is written; `Asked<'PauseEnrolment'>`, the one of that name. */
export type AnyAsked = Parameters<Perca['execute']>[0]
export type Asked<Type extends AnyAsked['type']> = Extract<AnyAsked, { readonly type: Type }>

const byDay = (a: { readonly on: string }, b: { readonly on: string }) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)

/** The person of this id, if there is one. */
export const personOf = (world: World, id: string): Person | undefined =>
  world.people.find(({ number }) => id.endsWith(`-0000-4000-8000-000000000000`) && Number(id.slice(4, 8)) === number)

/** How the enrolment stands on a day. */
export const turnOn = ({ turns }: Person, day: string): Turn | undefined => turns.findLast(({ on }) => on <= day)

/**
 * The latest assessment that is dated by the day and not revoked by it; of one date, the one written down last.
 * @param despite one that counts although it is revoked
 */
const inForceOn = ({ assessments }: Person, day: string, despite?: Assessment): Assessment | undefined =>
  assessments
    .filter((one) => one.from <= day && (one === despite || one.revoked === null || one.revoked > day))
    .reduce<Assessment | undefined>(
      (best, one) => (best === undefined || one.from >= best.from ? one : best),
      undefined,
    )

/** Why the assessments do not let the person train on a day; null where they do. */
export const unfitOn = (person: Person, day: string): string | null => {
  const latest = inForceOn(person, day)
  if (latest === undefined) return 'assessment-missing'
  if (!latest.fit || person.relapses.some((on) => on > latest.from && on <= day)) return 'assessment-unstable'
  return day > latest.until ? 'assessment-expired' : null
}

/** By whom a consent to train is given that holds on a day; null: by themselves. */
const consentingOn = ({ consents }: Person, day: string): readonly (string | null)[] =>
  consents
    .filter(({ from, training, withdrawn }) => training && from <= day && withdrawn.every((gone) => gone > day))
    .map(({ guardian }) => guardian)

/** Who must consent for somebody on a day, any of them: whom a court appointed, or a minor's parents. Null: nobody needs to. */
const answeringOn = ({ guardians, adultFrom }: Person, day: string): readonly string[] | null => {
  const answering = guardians.filter(({ from }) => from <= day)
  const byCourt = answering.filter(({ kind }) => kind === 'court')
  if ((adultFrom === null || day >= adultFrom) && byCourt.length === 0) return null
  return (byCourt.length > 0 ? byCourt : answering).map(({ id }) => id)
}

/** The person's own consent lacks on a day, or that of somebody who must consent for them. */
const ownLacks = (person: Person, day: string): boolean => !consentingOn(person, day).includes(null)
const guardiansLacks = (person: Person, day: string): boolean =>
  answeringOn(person, day)?.every((id) => !consentingOn(person, day).includes(id)) ?? false

/** Which consent lacks on a day; null where none does. */
const consentLacking = (person: Person, day: string): string | null =>
  ownLacks(person, day) ? 'consent-missing' : guardiansLacks(person, day) ? 'guardian-consent-missing' : null

/** Somebody trained by this consent, and since it is withdrawn on that day, none of its kind is left. */
const carried = (person: Person, { guardian }: Consent, day: string): boolean =>
  guardian === null
    ? ownLacks(person, day)
    : (answeringOn(person, day)?.includes(guardian) ?? false) && guardiansLacks(person, day)

/** An assessment would be in force on the day from which it is revoked, and what is left does not let the person train. */
const leftUnfit = (person: Person, assessment: Assessment, day: string): boolean =>
  inForceOn(person, day, assessment) === assessment && unfitOn(person, day) !== null

/** Why nothing new may be written down about the person on a day. */
const notStanding = ({ diedOn, merged }: Person, day: string): string | null =>
  diedOn !== null && day >= diedOn
    ? 'participant-deceased'
    : merged !== null && day >= merged.on
      ? 'participant-merged'
      : null

const step = (person: Person, turn: Turn): void => {
  // An end leaves nothing of its enrolment behind it.
  if (turn.is === 'ended') {
    person.turns = person.turns.filter(({ enrolment, on }) => enrolment !== turn.enrolment || on <= turn.on)
  }
  person.turns.push(turn)
  person.turns.sort(byDay)
}

/** Rule 3: what stops somebody pauses what runs on that day. */
const stop = (person: Person, on: string): void => {
  const turn = turnOn(person, on)
  if (turn?.is === 'running') step(person, { on, enrolment: turn.enrolment, is: 'paused' })
}

/** What was taken back and stops the person by that, as `<day> <what>`. */
const takenBack = (person: Person): readonly string[] => [
  ...person.assessments.flatMap((assessment) =>
    assessment.revoked !== null && leftUnfit(person, assessment, assessment.revoked)
      ? [`${assessment.revoked} ${assessment.id}`]
      : [],
  ),
  ...person.consents.flatMap((consent) =>
    consent.withdrawn.filter((day) => carried(person, consent, day)).map((day) => `${day} ${consent.id}`),
  ),
]

const dayOf = (stop: string): string => stop.slice(0, 10)

/** The days on which something stops the person that is known by now. */
const stopsOf = (person: Person): readonly string[] => [
  ...person.assessments.flatMap(({ from, fit, revoked }) => (fit || (revoked !== null && revoked <= from) ? [] : from)),
  ...person.relapses,
  ...takenBack(person).map(dayOf),
]

/** Rule 3: takes something back, and pauses what runs on the days which nothing carries any more since. */
const takeBack = (person: Person, change: () => void): void => {
  const before = takenBack(person)
  change()
  for (const stopped of takenBack(person).toSorted()) if (!before.includes(stopped)) stop(person, dayOf(stopped))
}

/** Runs from a day on, up to whatever comes next: another turn, a stop that is known already, their death. */
const run = (person: Person, on: string, enrolment: string): void => {
  const next = person.turns.find((turn) => turn.on > on)?.on ?? '9999-12-31'
  const died = person.diedOn !== null && person.diedOn > on && person.diedOn < next ? person.diedOn : null
  const [stopped] = stopsOf(person)
    .filter((day) => day > on && day < (died ?? next))
    .sort()
  step(person, { on, enrolment, is: 'running' })
  if (stopped !== undefined) step(person, { on: stopped, enrolment, is: 'paused' })
  if (died !== null) step(person, { on: died, enrolment, is: 'ended' })
}

type About = { readonly participantId: string; readonly effectiveOn: string }

const of = (world: World, asked: About, judge: (person: Person, day: string) => Verdict): Verdict => {
  const person = personOf(world, asked.participantId)
  return person === undefined ? no('unknown-participant') : judge(person, asked.effectiveOn)
}

/** Whoever stands on the day. */
const standing = (world: World, asked: About, judge: (person: Person, day: string) => Verdict): Verdict =>
  of(world, asked, (person, day) => {
    const rule = notStanding(person, day)
    return rule === null ? judge(person, day) : no(rule)
  })

export const giveConsent = (world: World, asked: Asked<'GiveConsent'>): Verdict =>
  standing(world, asked, (person, from) => {
    const { consentId: id, givenBy, guardianshipId } = asked
    if (givenBy === 'guardian' && guardianshipId != null) {
      const guardian = person.guardians.find((one) => one.id === guardianshipId)
      if (guardian === undefined || guardian.from > from) return no('unknown-guardianship')
    }
    const training = asked.purposes.includes('training')
    const guardian = givenBy === 'self' ? null : (guardianshipId ?? 'nobody')
    return () => person.consents.push({ id, from, training, guardian, withdrawn: [] })
  })

export const withdrawConsent = (world: World, asked: Asked<'WithdrawConsent'>): Verdict =>
  of(world, asked, (person, day) => {
    const consent = person.consents.find(({ id }) => id === asked.consentId)
    if (consent === undefined || consent.from > day) return no('unknown-consent')
    if (!consent.training || consent.withdrawn.some((gone) => gone <= day)) return NOTHING
    return () => takeBack(person, () => consent.withdrawn.push(day))
  })

export const appointGuardian = (world: World, asked: Asked<'AppointGuardian'>): Verdict =>
  standing(
    world,
    asked,
    (person, from) => () => person.guardians.push({ id: asked.guardianshipId, kind: asked.kind, from }),
  )

export const assessStability = (world: World, asked: Asked<'AssessStability'>): Verdict =>
  standing(world, asked, (person, from) => {
    const { assessmentId: id, validUntil: until, assessor } = asked
    const fit = asked.outcome === 'stable' && asked.ableToTrain
    return () => {
      person.assessments.push({ id, from, fit, until, by: assessor.staffId, revoked: null })
      if (!fit) stop(person, from)
    }
  })

export const revokeAssessment = (world: World, asked: Asked<'RevokeAssessment'>, by: string): Verdict =>
  of(world, asked, (person, day) => {
    const assessment = person.assessments.find(({ id }) => id === asked.assessmentId)
    if (assessment === undefined || assessment.from > day) return no('unknown-assessment')
    if (assessment.by === by) return no('not-authorised')
    if (assessment.revoked !== null && assessment.revoked <= day) return NOTHING
    return () =>
      takeBack(person, () => {
        assessment.revoked = day
      })
  })

export const reportRelapse = (world: World, asked: Asked<'ReportRelapse'>): Verdict =>
  standing(world, asked, (person, day) => () => {
    person.relapses.push(day)
    stop(person, day)
  })

/** Rule 1, in its order. */
export const enrol = (world: World, asked: Asked<'EnrolParticipant'>): Verdict =>
  standing(world, asked, (person, day) => {
    const turn = turnOn(person, day)
    const taken = turn !== undefined && turn.is !== 'ended' ? 'already-enrolled' : null
    const rule = consentLacking(person, day) ?? unfitOn(person, day) ?? taken
    return rule === null ? () => run(person, day, asked.enrolmentId) : no(rule)
  })

/** Rule 2. */
const ofOpen = (world: World, asked: About, judge: (person: Person, day: string, turn: Turn) => Verdict): Verdict =>
  standing(world, asked, (person, day) => {
    const turn = turnOn(person, day)
    if (turn === undefined) return no('not-enrolled')
    return turn.is === 'ended' ? no('enrolment-ended') : judge(person, day, turn)
  })

export const pause = (world: World, asked: Asked<'PauseEnrolment'>): Verdict =>
  ofOpen(world, asked, (person, on, { enrolment, is }) =>
    is === 'paused' ? no('enrolment-paused') : () => step(person, { on, enrolment, is: 'paused' }),
  )

export const resume = (world: World, asked: Asked<'ResumeEnrolment'>): Verdict =>
  ofOpen(world, asked, (person, day, { enrolment, is }) => {
    const rule = (is === 'paused' ? null : 'not-paused') ?? consentLacking(person, day) ?? unfitOn(person, day)
    return rule === null ? () => run(person, day, enrolment) : no(rule)
  })

export const end = (world: World, asked: Asked<'EndEnrolment'>): Verdict =>
  ofOpen(
    world,
    asked,
    (person, on, { enrolment }) =>
      () =>
        step(person, { on, enrolment, is: 'ended' }),
  )

const attends = (status: string | null): boolean => status === 'present' || status === 'late'

/** Rule 4, in its order. */
const unmarkable = (person: Person, day: string, status: string): string | null => {
  const turn = turnOn(person, day)
  if (turn === undefined) return 'not-enrolled'
  if (turn.is === 'ended') return 'enrolment-ended'
  return (attends(status) ? unfitOn(person, day) : null) ?? (turn.is === 'paused' ? 'enrolment-paused' : null)
}

/** Rules 4 and 5. */
export const mark = (world: World, asked: Asked<'RecordAttendance'>): Verdict =>
  of(world, asked, (person, day) => {
    if (!world.held.has(day)) {
      if (world.holidays.has(day)) return no('holiday')
      if (day === UNSCHEDULED) return no('not-scheduled')
    }
    const rule =
      notStanding(person, day) ??
      unmarkable(person, day, asked.status) ??
      (person.marks.has(day) ? 'already-recorded' : null)
    if (rule !== null) return no(rule)
    return () => {
      person.marks.set(day, { status: asked.status, on: day, since: day })
      world.held.add(day)
    }
  })

/** The session of a day. */
export const sessionOf = (day: string): string => `${PROGRAMME}.${day}`

export const correctMark = (world: World, asked: Asked<'CorrectAttendance'>): Verdict =>
  of(world, asked, (person, day) => {
    const found = [...person.marks.values()].find(({ on }) => sessionOf(on) === asked.sessionId)
    if (found === undefined) return no('not-recorded')
    if (found.status !== asked.was) return no('not-as-recorded')
    if (day < found.since) return no('invalid-date')
    const rule = asked.now === null ? null : unmarkable(person, found.on, asked.now)
    if (rule !== null) return no(rule)
    if (asked.now === found.status) return NOTHING
    return () => {
      found.status = asked.now
      found.since = day
    }
  })

/** Marks of coming that nothing bears any more, by day. */
export const unfounded = (person: Person): readonly string[] =>
  [...person.marks.values()].flatMap(({ on, status }) =>
    attends(status) && (turnOn(person, on)?.is !== 'running' || unfitOn(person, on) !== null) ? [on] : [],
  )

/** Rule 17: a death ends what is open on its day, and what begins later on its first day. */
export const recordDeath = (world: World, asked: Asked<'RecordDeath'>): Verdict =>
  of(world, asked, (person, day) => {
    const rule =
      notStanding({ ...person, diedOn: null }, day) ?? (person.diedOn === null ? null : 'participant-deceased')
    if (rule !== null) return no(rule)
    return () => {
      person.diedOn = day
      const open = turnOn(person, day)
      const begun = new Map<string, string>()
      for (const { enrolment, on } of person.turns) if (!begun.has(enrolment)) begun.set(enrolment, on)
      if (open !== undefined && open.is !== 'ended') step(person, { on: day, enrolment: open.enrolment, is: 'ended' })
      for (const [enrolment, on] of begun) {
        if (on > day) step(person, { on, enrolment, is: 'ended' })
      }
    }
  })
