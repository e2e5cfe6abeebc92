import type { Day } from '../calendar.js'
import type { RefusalName } from '../expected.js'
import type { Assessment, Participant } from './participant.js'

export type Act = 'Daftar' | 'Jeda' | 'Lanjut' | 'Selesai'
export type Status = 'present' | 'late' | 'excused' | 'sick' | 'absent'

/** An assessment comes in force; one that is not fit pauses a running enrolment by itself. */
export const assess = (participant: Participant, assessment: Assessment): void => {
  participant.assessment = assessment
  if (!assessment.fit && participant.enrolment === 'running') participant.enrolment = 'paused'
}

/** Why an enrolment act is refused on that day; undefined where it was done. */
export const enrolmentAct = (participant: Participant, act: Act, day: Day): RefusalName | undefined => {
  const refusal = refusalOfAct(participant, act, day)
  if (refusal === undefined) {
    participant.enrolment = act === 'Jeda' ? 'paused' : act === 'Selesai' ? 'ended' : 'running'
  }
  return refusal
}

const refusalOfAct = (participant: Participant, act: Act, day: Day): RefusalName | undefined => {
  const { enrolment, consentedOn } = participant
  if (act === 'Daftar') {
    if (consentedOn === undefined || consentedOn > day) return 'consent-missing'
    const unfit = refusalOfAssessment(participant, day)
    if (unfit !== undefined) return unfit
    return enrolment === 'running' || enrolment === 'paused' ? 'already-enrolled' : undefined
  }
  if (enrolment === 'none') return 'not-enrolled'
  if (enrolment === 'ended') return 'enrolment-ended'
  if (act === 'Jeda') return enrolment === 'paused' ? 'enrolment-paused' : undefined
  if (act === 'Lanjut') return enrolment === 'running' ? 'not-paused' : refusalOfAssessment(participant, day)
  return undefined
}

const refusalOfAssessment = ({ assessment }: Participant, day: Day): RefusalName | undefined => {
  if (assessment === undefined) return 'assessment-missing'
  if (!assessment.fit) return 'assessment-unstable'
  return day > assessment.validUntil ? 'assessment-expired' : undefined
}

/** Why a mark is refused on that day, holiday and schedule apart; undefined where it was recorded. */
export const attend = (participant: Participant, status: Status, day: Day): RefusalName | undefined => {
  if (participant.enrolment === 'none') return 'not-enrolled'
  if (participant.enrolment === 'ended') return 'enrolment-ended'
  if (status === 'present' || status === 'late') {
    const unfit = refusalOfAssessment(participant, day)
    if (unfit !== undefined) return unfit
  }
  if (participant.enrolment === 'paused') return 'enrolment-paused'
  if (participant.recordedOn.has(day)) return 'already-recorded'
  participant.recordedOn.add(day)
  return undefined
}
