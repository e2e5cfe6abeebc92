import { fold } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { AGENCY, january, PROGRAMME } from '../order/sale.fixture.js'
import { agency } from './decider.js'
import { type PartnerAgency, partnered } from './decisions.js'
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
  expect(partnered(fold(agency, []), 'kel-01')).toMatchObject(
    E.left({ rule: 'unknown-agency', evidence: { agencyCode: 'kel-01' } }),
  )
  expect(partnered(fold(agency, [wasPartnered]), 'kel-01')).toEqual(E.right(AGENCY))
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
