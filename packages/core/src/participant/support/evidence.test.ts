import { application } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import type { Sent } from '@perca/testing'
import { left, right } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { aggregates } from '../../domain.js'
import { august, day } from '../../testing/day.fixture.js'
import { established, referral, send, sendAll } from '../../testing/programme.fixture.js'
import { PARTICIPANT } from '../person.fixture.js'
import { judge, judged, measure, measured } from './support.fixture.js'

const sent = (command: { readonly type: string }, role = 'assessor', programmeId = 'kediri'): Sent => ({
  command: { ...command, programmeId, evidence: undefined },
  role,
  programmeId,
})

const licence = { holder: 'who', terms: 'public-domain', documentRef: null }
const adopts = (id: string, version: string, on: string) => {
  const adopted = { type: 'AdoptInstrument', id, version, licence, effectiveOn: day(on) }
  return sent(adopted, 'coordinator')
}
const introduces = (skills: readonly string[]) => {
  const craft = { type: 'IntroduceCraft', craftId: 'jahit', name: 'Jahit', skills, effectiveOn: august(1) }
  return sent(craft, 'coordinator')
}

const opened = async (...more: readonly Sent[]) => {
  const app = application({ store: memoryStore(), aggregates })
  await sendAll(app, [...established, referral(PARTICIPANT, 'P-001'), ...more])
  return app
}

const answers = [5, 4, 3, 2, 0] as const
const recorded = (event: unknown) => right(expect.objectContaining({ events: [expect.objectContaining({ event })] }))
const refused = (rule: string, evidence: object) => left(expect.objectContaining({ _tag: 'Refusal', rule, evidence }))

describe('a skill is one of a craft that the programme introduced', () => {
  test('and is judged then', async () => {
    const app = await opened(introduces(['pola', 'jahit-lurus']))
    expect(await send(app, sent(judge(august(5), 2)), 99)).toEqual(recorded(judged(august(5), 2)))
  })

  test.each([
    ['the craft has no such skill', [introduces(['pola'])], {}],
    ['there is no such craft', [], {}],
    ['the craft is named as what every object has', [], { craftId: '__proto__' }],
  ])('and is refused where %s', async (_, more, asked) => {
    const app = await opened(...more)
    const evidence = { craftId: 'jahit', skillId: 'jahit-lurus', ...asked }
    expect(await send(app, sent({ ...judge(august(5), 2), ...asked }), 99)).toEqual(refused('unknown-skill', evidence))
  })

  test('and is no matter of another programme', async () => {
    const app = await opened(introduces(['jahit-lurus']))
    expect(await send(app, sent(judge(august(5), 2), 'assessor', 'blitar'), 99)).toEqual(
      refused('unknown-skill', { craftId: 'jahit', skillId: 'jahit-lurus' }),
    )
  })
})

describe('an instrument is one that the programme has adopted', () => {
  const adopted = [adopts('who-5', 'id-2010', '2020-08-02'), adopts('who-5', 'id-2019', '2020-08-05')]

  test.each([
    [2, 'id-2010'],
    [4, 'id-2010'],
    [5, 'id-2019'],
  ])('on the %ith in the version in force', async (date, instrumentVersion) => {
    const app = await opened(...adopted)
    const event = measured(august(date), answers, 56)
    expect(await send(app, sent(measure(august(date), answers)), 99)).toEqual(
      recorded({ ...event, data: { ...event.data, instrumentVersion } }),
    )
  })

  test.each([
    ['before the day of its adoption', 1, 'who-5'],
    ['which another one is not', 5, 'whodas-12'],
  ] as const)('%s is refused', async (_, date, instrument) => {
    const app = await opened(...adopted)
    expect(await send(app, sent(measure(august(date), answers, { instrument })), 99)).toEqual(
      refused('instrument-not-adopted', { instrument, day: august(date) }),
    )
  })
})

test.each([judge(august(5), 2), measure(august(5), answers)])(
  '$type of somebody unknown is refused as that, whatever the programme teaches and asks',
  async (command) => {
    const app = application({ store: memoryStore(), aggregates })
    await sendAll(app, established)
    expect(await send(app, sent(command), 99)).toEqual(refused('unknown-participant', {}))
  },
)
