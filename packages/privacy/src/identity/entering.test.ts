import { memoryStore } from '@perca/store-memory'
import { expect, test } from 'vitest'
import { opened } from '../keys/keys.fixture.js'
import { noKeys } from '../keys/no-keys.js'
import { percaMarks } from '../sealing/perca-marks.js'
import { assessed, budi, done, event, logOf, referred, siti, sitisData } from '../sealing/sealed.fixture.js'
import { sealed } from '../sealing/store.js'
import { enterIdentities } from './entering.js'

const corrected = (subject: string, nik: string | null) =>
  event(
    'PersonDetailsCorrected',
    { fields: ['nik'], person: { ...sitisData, nik }, adultFrom: null, reason: 'mistyped' },
    [subject],
  )

const started = async () => {
  const keys = await opened({ file: ':memory:' })
  const inner = memoryStore()
  return { keys, inner, store: sealed(inner, keys, percaMarks) }
}

test('two files with one identity number are found as they are opened, and no number stands in the log or in the finding', async () => {
  const { keys, inner, store } = await started()
  await done(store.append(`participant-${siti}`, 'noStream', [referred(siti), assessed()]))
  const first = await done(enterIdentities(store, keys.identities, null))
  expect(first.found).toEqual([])
  const twice = referred(budi)
  await done(store.append(`participant-${budi}`, 'noStream', [twice]))
  const second = await done(enterIdentities(store, keys.identities, first.next))
  expect(second.found).toEqual([{ subject: budi, others: [siti], eventId: twice.id }])
  expect(JSON.stringify([await logOf(inner), second])).not.toContain(sitisData.nik)
  expect((await done(enterIdentities(store, keys.identities, second.next))).found).toEqual([])
})

test('a number that was corrected, or turned out to be unknown, finds nobody any more', async () => {
  const { keys, store } = await started()
  await done(store.append(`participant-${siti}`, 'noStream', [referred(siti), corrected(siti, '3571992304740007')]))
  await done(store.append(`participant-${budi}`, 'noStream', [referred(budi), corrected(budi, null)]))
  await done(enterIdentities(store, keys.identities, null))
  expect(await done(keys.identities.find(sitisData.nik))).toEqual([])
  expect(await done(keys.identities.find('3571992304740007'))).toEqual([siti])
})

test('built anew from the log it is the same; who was erased stays out of it, and a reader without keys enters nobody', async () => {
  const { keys, inner, store } = await started()
  await done(store.append(`participant-${siti}`, 'noStream', [referred(siti)]))
  await done(store.append(`participant-${budi}`, 'noStream', [referred(budi)]))
  await done(enterIdentities(store, keys.identities, null))
  expect((await done(enterIdentities(store, keys.identities, null))).found.map(({ subject }) => subject)).toEqual([
    siti,
    budi,
  ])
  await done(keys.destroy({ subject: siti, class: 'personal' }))
  expect((await done(enterIdentities(store, keys.identities, null))).found).toEqual([])
  expect(await done(keys.identities.find(sitisData.nik))).toEqual([budi])
  const blind = await opened({ file: ':memory:' })
  await done(enterIdentities(sealed(inner, noKeys, percaMarks), blind.identities, null))
  expect(await done(blind.identities.find(sitisData.nik))).toEqual([])
})
