import { Day, projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { ParticipantEvent } from '../participant/events.js'
import { idInStream } from '../values/ids.js'
import { rowKey } from './keys.js'

const SkillRow = t.type({
  programmeId: t.string,
  participantId: t.string,
  craftId: t.string,
  skillId: t.string,
  /** Levels of 0 to 4 by day, the earliest first; of one day the one that was recorded last. */
  levels: t.readonlyArray(t.type({ on: Day, level: t.number })),
})
/** How well a person mastered one skill, from judgement to judgement. */
export type SkillRow = t.TypeOf<typeof SkillRow>

/** How each person came on with each skill. */
export const skills = projection<SkillRow, ParticipantEvent>({
  name: 'skills',
  version: 1,
  row: SkillRow,
  on: {
    SkillAssessed: ({ event, stream }, get) => {
      const { programmeId, craftId, skillId, level } = event.data
      const participantId = idInStream(stream)
      const key = rowKey(programmeId, participantId, craftId, skillId)
      const before = get(key)?.levels ?? []
      const on = event.effectiveOn
      const levels = [...before.filter((one) => one.on < on), { on, level }, ...before.filter((one) => one.on > on)]
      return [{ put: key, row: { programmeId, participantId, craftId, skillId, levels } }]
    },
  },
})
