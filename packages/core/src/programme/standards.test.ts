import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august, day } from '../testing/day.fixture.js'
import { programme } from './decider.js'

const on = august(10)
const established = {
  type: 'ProgrammeEstablished' as const,
  effectiveOn: day('2020-01-01'),
  data: { name: 'Perca', agencyName: 'Dinas Sosial', timezone: 'Asia/Jakarta' },
}
const assessment = { validityMonths: 6, professions: ['psikiater', 'dokter-umum'] }
const instrument = {
  id: 'who-5',
  version: '1998-id',
  licence: { holder: 'INSPQ', terms: 'public-domain' as const, documentRef: null },
}
const retention = { class: 'health' as const, years: 5, basis: 'JRA-2020' }

const cases = [
  ['SetAssessmentRule', 'AssessmentRuleSet', assessment, { ...assessment, professions: ['psikiater'] }],
  ['AdoptInstrument', 'InstrumentAdopted', instrument, { ...instrument, version: '2024-id' }],
  ['SetRetentionRule', 'RetentionRuleSet', retention, { ...retention, years: 6 }],
] as const

describe.each(cases)('%s', (command, event, terms, other) => {
  // Each case's command and event belong to its terms.
  const asked = (data: object, effectiveOn = on) =>
    ({ type: command, programmeId: 'kediri', effectiveOn, ...data }) as never
  const set = (data: object, effectiveOn = on) => ({ type: event, effectiveOn, data }) as never

  test('is in force from its day on', () => {
    given(programme, [established])
      .when(asked(terms))
      .thenEvents([set(terms)])
  })

  test('says nothing twice of one day, and anything else anew', () => {
    given(programme, [established, set(terms)])
      .when(asked(terms))
      .thenNothing()
    given(programme, [established, set(terms)])
      .when(asked(other))
      .thenEvents([set(other)])
    given(programme, [established, set(terms)])
      .when(asked(terms, august(11)))
      .thenEvents([set(terms, august(11))])
    given(programme, [established, set(terms), set(other)])
      .when(asked(terms))
      .thenEvents([set(terms)])
  })

  test('needs a programme', () => {
    given(programme, []).when(asked(terms)).thenRefused('programme-unknown')
  })
})

describe('an instrument, a class of data', () => {
  const who5 = { type: 'InstrumentAdopted' as const, effectiveOn: on, data: instrument }
  const health = { type: 'RetentionRuleSet' as const, effectiveOn: on, data: retention }

  test('is one of several', () => {
    const ribs = { ...instrument, id: 'ribs' }
    const last = { type: 'InstrumentAdopted' as const, effectiveOn: on, data: ribs }
    given(programme, [established, who5, last])
      .when({ type: 'AdoptInstrument', programmeId: 'kediri', effectiveOn: on, ...instrument })
      .thenNothing()
    const personal = {
      type: 'RetentionRuleSet' as const,
      effectiveOn: on,
      data: { ...retention, class: 'personal' as const },
    }
    given(programme, [established, health, personal])
      .when({ type: 'SetRetentionRule', programmeId: 'kediri', effectiveOn: on, ...retention })
      .thenNothing()
  })
})
