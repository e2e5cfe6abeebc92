import { projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { ParticipantEvent } from '../participant/events.js'
import { idInStream } from '../values/ids.js'

const ParticipantRow = t.type({
  participantId: t.string,
  programmeId: t.string,
  code: t.string,
  /** Every step of an enrolment, as recorded: `running` also where it was resumed. */
  steps: t.readonlyArray(
    t.type({
      programmeId: t.string,
      on: t.string,
      is: t.keyof({ running: null, paused: null, ended: null }),
      begins: t.boolean,
    }),
  ),
  /** The merge by which this file goes on in another one, and from which day on; null where it does not. */
  merged: t.union([t.type({ mergeId: t.string, on: t.string }), t.null]),
})
/** A participant's code, and the steps of their enrolments. */
export type ParticipantRow = t.TypeOf<typeof ParticipantRow>

/** Participants by uuid: their code, and the steps of their enrolments. */
export const participants = projection<ParticipantRow, ParticipantEvent>({
  name: 'participants',
  version: 2,
  row: ParticipantRow,
  on: {
    ParticipantReferred: ({ event, stream }) => {
      const { programmeId, code } = event.data
      const participantId = idInStream(stream)
      return [{ put: participantId, row: { participantId, programmeId, code, steps: [], merged: null } }]
    },
    ParticipantEnrolled: ({ event, stream }, get) =>
      stepped(get, stream, event.data.programmeId, event.effectiveOn, 'running', true),
    EnrolmentResumed: ({ event, stream }, get) =>
      stepped(get, stream, event.data.programmeId, event.effectiveOn, 'running'),
    EnrolmentPaused: ({ event, stream }, get) =>
      stepped(get, stream, event.data.programmeId, event.effectiveOn, 'paused'),
    EnrolmentEnded: ({ event, stream }, get) =>
      stepped(get, stream, event.data.programmeId, event.effectiveOn, 'ended'),
    MergedInto: ({ event, stream }, get) => {
      const row = get(idInStream(stream))
      const merged = { mergeId: event.data.mergeId, on: event.effectiveOn }
      return row === undefined ? [] : [{ put: row.participantId, row: { ...row, merged } }]
    },
    MergeUndone: ({ event, stream }, get) => {
      const row = get(idInStream(stream))
      return row?.merged?.mergeId !== event.data.mergeId
        ? []
        : [{ put: row.participantId, row: { ...row, merged: null } }]
    },
  },
})

function stepped(
  get: (key: string) => ParticipantRow | undefined,
  stream: string,
  programmeId: string,
  on: string,
  is: 'running' | 'paused' | 'ended',
  begins = false,
) {
  const row = get(idInStream(stream))
  if (row === undefined) return []
  const steps = is === 'ended' ? withoutRest(row.steps, programmeId, on) : row.steps
  return [{ put: row.participantId, row: { ...row, steps: [...steps, { programmeId, on, is, begins }] } }]
}

/** An end that is written down late leaves nothing of the enrolment after it, up to the begin of the next. */
function withoutRest(steps: ParticipantRow['steps'], programmeId: string, end: string): ParticipantRow['steps'] {
  const later = steps.filter((step) => step.programmeId === programmeId && step.on > end)
  const next = later.reduce((first, { on, begins }) => (begins && on < first ? on : first), '9999-99-99')
  const isRest = (step: ParticipantRow['steps'][number]) => later.includes(step) && step.on < next
  return steps.filter((step) => !isRest(step))
}

/** How somebody's enrolment stands at the end of a day; null where it never began, or goes on in another file. */
export const standingAt = (
  row: ParticipantRow,
  programmeId: string,
  day: string,
): 'running' | 'paused' | 'ended' | null => {
  if (row.merged !== null && row.merged.on <= day) return null
  let latest: ParticipantRow['steps'][number] | undefined
  for (const step of row.steps) {
    const counts = step.programmeId === programmeId && step.on <= day
    if (counts && (latest === undefined || step.on >= latest.on)) latest = step
  }
  return latest?.is ?? null
}
