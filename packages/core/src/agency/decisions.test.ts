import { fold } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { AGENCY, january, PROGRAMME } from '../order/sale.fixture.js'
import { agency } from './decider.js'
import { type EndPartnership, type PartnerAgency, partnered } from './decisions.js'
import { type AgencyEvent, AgencyKind } from './events.js'

const partner: PartnerAgency = {
  type: 'PartnerAgency',
  programmeId: PROGRAMME,
  code: AGENCY,
  name: 'Kantor Kelurahan Satu',
  kind: 'wardOffice',
  effectiveOn: january(2),
}
const wasPartnered: AgencyEvent = {
  type: 'AgencyPartnered',
  effectiveOn: january(2),
  data: { programmeId: PROGRAMME, code: AGENCY, name: 'Kantor Kelurahan Satu', kind: 'wardOffice' },
}

test('an agency is taken on as a buyer', () => {
  given(agency, []).when(partner).thenEvents([wasPartnered])
})

test('a code stands once', () => {
  given(agency, [wasPartnered])
    .when({ ...partner, name: 'Kantor Kelurahan Dua' })
    .thenRefused('duplicate-code', { code: AGENCY })
})

test('an agency is known by its code as it was given, once it is a partner', () => {
  expect(partnered(fold(agency, []), 'kel-01', january(2))).toMatchObject(
    E.left({ rule: 'unknown-agency', evidence: { agencyCode: 'kel-01' } }),
  )
  expect(partnered(fold(agency, [wasPartnered]), 'kel-01', january(2))).toEqual(E.right(AGENCY))
})

test('both spellings of a code lead to one agency, whose name tells of nobody', () => {
  const { stream } = agency.commands.PartnerAgency
  expect(stream({ ...partner, code: 'kel-01' })).toBe(stream(partner))
  expect(stream({ ...partner, code: 'KEL-02' })).not.toBe(stream(partner))
  expect(agency.subjects(wasPartnered, stream(partner))).toEqual([])
})

test('an agency is of one of five kinds', () => {
  expect(Object.keys(AgencyKind.keys)).toEqual(['cityAgency', 'wardOffice', 'council', 'public', 'other'])
  expect(agency.commands.PartnerAgency.codec.is({ ...partner, kind: 'opd' })).toBe(false)
})

describe('a partnership ends', () => {
  const end = (date: number): EndPartnership => ({
    type: 'EndPartnership',
    programmeId: PROGRAMME,
    code: 'kel-01',
    reason: 'dissolved',
    effectiveOn: january(date),
  })
  const ended = (date: number): AgencyEvent => ({
    type: 'AgencyPartnershipEnded',
    effectiveOn: january(date),
    data: { programmeId: PROGRAMME, code: AGENCY, reason: 'dissolved' },
  })
  const from = (date: number): AgencyEvent => ({ ...wasPartnered, effectiveOn: january(date) })
  const begin = (date: number): PartnerAgency => ({ ...partner, effectiveOn: january(date) })

  test('from its day on the agency may not order; the day before it may', () => {
    given(agency, [wasPartnered])
      .when(end(9))
      .thenEvents([ended(9)])
    const state = fold(agency, [wasPartnered, ended(9)])
    expect(partnered(state, 'kel-01', january(8))).toEqual(E.right(AGENCY))
    expect(partnered(state, 'kel-01', january(9))).toMatchObject(
      E.left({
        rule: 'partnership-ended',
        evidence: { agencyCode: 'kel-01', day: january(9), endedOn: january(9) },
      }),
    )
  })

  test('it begins anew after its end, under the code as it was first given', () => {
    given(agency, [wasPartnered, ended(9)])
      .when({ ...begin(12), code: 'kel-01' })
      .thenEvents([from(12)])
    const state = fold(agency, [wasPartnered, ended(9), from(12)])
    expect(partnered(state, AGENCY, january(11))).toMatchObject(E.left({ evidence: { endedOn: january(9) } }))
    expect(partnered(state, AGENCY, january(12))).toEqual(E.right(AGENCY))
  })

  test('it begins once: not before its end, nor between its end and a new beginning', () => {
    given(agency, [wasPartnered, ended(9)])
      .when(begin(8))
      .thenRefused('duplicate-code', { code: AGENCY })
    given(agency, [wasPartnered, ended(9)])
      .when(begin(9))
      .thenEvents([from(9)])
    given(agency, [wasPartnered, ended(9), from(12)])
      .when(begin(10))
      .thenRefused('duplicate-code', { code: AGENCY })
  })

  test('it ends once', () => {
    given(agency, [wasPartnered, ended(9)])
      .when(end(10))
      .thenRefused('partnership-ended', { agencyCode: 'kel-01', day: january(10), endedOn: january(9) })
  })

  test('an end written down late holds from its own day, and leaves a new beginning as it is', () => {
    given(agency, [wasPartnered, ended(9), from(12)])
      .when(end(5))
      .thenEvents([ended(5)])
    const state = fold(agency, [wasPartnered, ended(9), from(12), ended(5)])
    expect(partnered(state, AGENCY, january(4))).toEqual(E.right(AGENCY))
    expect(partnered(state, AGENCY, january(7))).toMatchObject(E.left({ evidence: { endedOn: january(5) } }))
    expect(partnered(state, AGENCY, january(12))).toEqual(E.right(AGENCY))
  })

  test('what never began does not end; an agency that was entered after its first order may order all the same', () => {
    given(agency, []).when(end(9)).thenRefused('unknown-agency', { agencyCode: 'kel-01' })
    expect(partnered(fold(agency, [wasPartnered]), AGENCY, january(1))).toEqual(E.right(AGENCY))
  })
})
