import type { Day } from '@perca/eventsourcing'
import type { Person } from '../participant/person.js'
import { august } from '../testing/day.fixture.js'
import type { EngageHelper, LeaveHelper, VetHelper } from './decisions.js'
import type { HelperEventOf } from './events.js'

// What the tests of a helper speak of: one helper, one programme (rarely two), days of August 2020.

export const HELPER = '00000005-0000-4000-8000-000000000001'
const PROGRAMME = 'kediri'
export const OTHER_PROGRAMME = 'blitar'
export const STAFF_ID = 'PTG-09'

const nobody: Person = { name: null, nik: null, bornOn: null, sex: null, ward: null, phone: null }

// What happened.

export const engaged = (on: Day, programmeId = PROGRAMME, staffId: string | null = STAFF_ID) =>
  ({
    type: 'HelperEngaged',
    effectiveOn: on,
    data: { programmeId, kind: 'facilitator', staffId, person: nobody },
  }) satisfies HelperEventOf<'HelperEngaged'>

/** A check, in force to the 20th unless it is said otherwise. */
export const vetted = (
  on: Day,
  until = august(20),
  check: HelperEventOf<'HelperVetted'>['data']['check'] = 'identity',
) =>
  ({
    type: 'HelperVetted',
    effectiveOn: on,
    data: { programmeId: PROGRAMME, check, validUntil: until, documentRef: null },
  }) satisfies HelperEventOf<'HelperVetted'>

export const left = (on: Day, programmeId = PROGRAMME) =>
  ({
    type: 'HelperLeft',
    effectiveOn: on,
    data: { programmeId, reason: 'resigned' },
  }) satisfies HelperEventOf<'HelperLeft'>

// What is asked.

const asked = (on: Day, programmeId: string) => ({ helperId: HELPER, programmeId, effectiveOn: on })

export const engage = (on: Day, programmeId = PROGRAMME): EngageHelper => ({
  type: 'EngageHelper',
  ...asked(on, programmeId),
  kind: 'facilitator',
  staffId: STAFF_ID,
  person: nobody,
})

/** A check, recorded by somebody else unless it is said otherwise. */
export const vet = (on: Day, { until = august(20), by = 'PTG-01' } = {}): VetHelper => ({
  type: 'VetHelper',
  ...asked(on, PROGRAMME),
  check: 'identity',
  validUntil: until,
  documentRef: null,
  evidence: { actorId: by },
})

export const leave = (on: Day, programmeId = PROGRAMME): LeaveHelper => ({
  type: 'LeaveHelper',
  ...asked(on, programmeId),
  reason: 'resigned',
})
