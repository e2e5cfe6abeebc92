import { faults } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { ROLES } from '../roles.js'
import { august } from '../testing/day.fixture.js'
import { privacy } from './decider.js'
import { accessGranted, GRANT, GRANTEE, grant, revoke, revoked } from './record.fixture.js'

describe('a role is granted', () => {
  test('by somebody else: nobody grants it to themselves', () => {
    for (const by of [GRANTEE, GRANTEE.toLowerCase()]) {
      given(privacy, [])
        .when(grant(august(3), null, by))
        .thenRefused('not-authorised', { actorId: by })
    }
    given(privacy, [])
      .when(grant(august(3), null, 'PTG-091'))
      .thenEvents([accessGranted(august(3))])
  })

  test('that there is', () => {
    const { codec } = privacy.commands.GrantAccess
    const { evidence: _, ...asked } = grant(august(3))
    for (const role of ROLES) expect(codec.decode({ ...asked, role })).toEqual(E.right({ ...asked, role }))
    expect(E.mapLeft(faults)(codec.decode({ ...asked, role: 'owner' }))).toEqual(
      E.left([{ path: 'role', expected: 'role' }]),
    )
  })

  test('to the same day at least', () => {
    given(privacy, [])
      .when(grant(august(3), august(3)))
      .thenEvents([accessGranted(august(3), august(3))])
    given(privacy, [])
      .when(grant(august(3), august(2)))
      .thenRefused('invalid-date', { from: august(3), to: august(2) })
  })

  test('once under an id', () => {
    given(privacy, [accessGranted(august(3))])
      .when(grant(august(4)))
      .thenRefused('duplicate-id', { grantId: GRANT })
  })
})

describe('a grant is revoked', () => {
  test('from its own day on', () => {
    given(privacy, [accessGranted(august(3))])
      .when(revoke(august(3)))
      .thenEvents([revoked(august(3))])
    given(privacy, [accessGranted(august(3))])
      .when(revoke(august(2)))
      .thenRefused('unknown-grant', { grantId: GRANT, day: august(2), from: august(3) })
    given(privacy, [])
      .when(revoke(august(2)))
      .thenRefused('unknown-grant', { grantId: GRANT, day: august(2), from: null })
  })

  test('once', () => {
    given(privacy, [accessGranted(august(3)), revoked(august(5))])
      .when(revoke(august(4)))
      .thenRefused('grant-revoked', { grantId: GRANT, revokedOn: august(5) })
  })

  test('in the record of the year in which it was given', () => {
    expect(privacy.commands.RevokeAccess.stream({ ...revoke(august(3)), year: 2019 })).toBe('kediri.2019')
    expect(privacy.commands.GrantAccess.stream(grant(august(3)))).toBe('kediri.2020')
  })
})
