import { memoryStore } from '@perca/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { domainOn, importFiles, logOf, read, refusalsOf } from './agency.fixture.js'
import { importRegisters } from './import.js'
import { january2020 } from './small-registers.fixture.js'

/** What tells who somebody is, as it stands in the planted rows, and as a program might write it. */
const secrets = [
  'Nama Rahasia',
  'NAMA RAHASIA',
  'Nama%20Rahasia',
  'NAMA%20RAHASIA',
  '9999991810750001',
  '089999244939',
  'Kampung Rahasia',
  '18/10/1975',
  '1975-10-18',
]

const person = 'Nama Rahasia;9999991810750001;18/10/1975;L;Kampung Rahasia;089999244939'

/** Rows in which who somebody is stands where it belongs, and where a clerk may put it by mistake. */
const planted = january2020({
  peserta: [
    `P-003;${person};Keluarga;06/01/2020;06/01/2020`,
    `P-003;${person};Keluarga;07/01/2020;06/01/2020`,
    `9999991810750001;${person};Keluarga;06/01/2020;06/01/2020`,
    `P-004;${person};Keluarga;31/02/2020;06/01/2020`,
    'P-005;Nama Rahasia;089999244939;9999991810750001;Nama Rahasia;;;;06/01/2020;06/01/2020',
  ],
  asesmen: [
    '06/01/2020;P-003;Stabil;Ya;30/06/2020;;',
    '06/01/2020;Nama Rahasia;Stabil;Ya;30/06/2020;;',
    '06/01/2020;9999991810750001;Stabil;Ya;30/06/2020;;',
    '06/01/2020;P-003;Nama Rahasia;Ya;30/06/2020;;',
  ],
  pendaftaran: [
    '07/01/2020;P-003;Daftar;Nama Rahasia',
    '08/01/2020;P-003;Daftar;Nama Rahasia',
    '09/01/2020;P-003;Jeda;sakit, telepon 089999244939',
    '10/01/2020;P-003;Lanjut;Nama Rahasia',
    '31/01/2020;P-003;Selesai;pindah ke rumah Nama Rahasia',
  ],
  'daftar-hadir-2020-01': [
    'Kode;Nama;21/01/2020;22/01/2020',
    'P-003;Nama Rahasia;H;H',
    'Nama Rahasia;Nama Rahasia;H;',
    '9999991810750001;Nama Rahasia;H;',
    'P-003;Nama Rahasia;Nama Rahasia;',
  ],
  produksi: [
    '21/01/2020;TAS;Nama Rahasia;1;A',
    '21/01/2020;TAS;NamaRahasia+P-003;1;A',
    '21/01/2020;Nama Rahasia;P-003;1;A',
    '21/01/2020;TAS;9999991810750001;1;A',
    '21/01/2020;TAS;P-003;1;Nama Rahasia',
  ],
  pesanan: ['PSN-3;21/01/2020;Nama Rahasia;TAS;1;1.000', 'PSN-1;09/01/2020;KEL-02;TAS;1;1.000'],
  pengiriman: ['Nama Rahasia;;21/01/2020;TAS;1', 'PSN-1;;21/01/2020;TAS;9'],
  pembayaran: ['Nama Rahasia;21/01/2020;1.000;', 'PSN-1;21/01/2020;089999244939;'],
  'pembayaran-hasil': ['Nama Rahasia;21/01/2020;1.000;KW-9', 'P-003;21/01/2020;1.000;KW-9'],
})

const found = (text: string): readonly string[] => secrets.filter((secret) => text.includes(secret))

test('the planted rows reach the refusals of most registers', async () => {
  const { refused } = await importFiles(domainOn(), planted)
  expect(new Set(refused.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(14)
  expect(new Set(refused.map(({ entry }) => entry.file)).size).toBe(9)
})

test('no refusal of a row names who somebody is: not its message, and not its place', async () => {
  const imported = await importFiles(domainOn(), planted)
  const told = [...imported.refused.map(({ message }) => message), JSON.stringify(refusalsOf(imported))]
  expect(told.flatMap(found)).toEqual([])
})

test('of the whole log only the data of a referral tells who somebody is: no stream, no id, no metadata', async () => {
  const store = memoryStore()
  await importFiles(domainOn(store), planted)
  const log = await logOf(store)

  const referral = log.find(
    ({ type, data }) => type === 'ParticipantReferred' && found(JSON.stringify(data)).length > 0,
  )
  expect(referral?.data).toMatchObject({ code: 'P-003', person: { name: 'Nama Rahasia', nik: '9999991810750001' } })
  for (const event of log) {
    const { data, ...rest } = event
    expect(found(JSON.stringify(event.type === 'ParticipantReferred' ? rest : event))).toEqual([])
  }
})

test('ids follow from codes, never from who somebody is: other names and numbers make the same ids', async () => {
  const idsOf = async (nameWas: string, nameIs: string) => {
    const store = memoryStore()
    const files = Object.entries(planted).map(([file, text]) => [file, text.replaceAll(nameWas, nameIs)] as const)
    await importFiles(domainOn(store), Object.fromEntries(files))
    return (await logOf(store)).map(({ id, stream }) => [id, stream])
  }
  const as = await idsOf('Nama Satu;9999990101900001;01/01/1990', 'Nama Satu;9999990101900001;01/01/1990')
  expect(await idsOf('Nama Satu;9999990101900001;01/01/1990', 'Nama Lain;9999990202910009;02/02/1991')).toEqual(as)
})

test('an import that fails tells nobody who somebody is, whatever the store says', async () => {
  const registers = await read(planted)
  for (let appends = 0; appends < 40; appends += 3) {
    const store = memoryStore()
    let left = appends
    const failing = {
      ...store,
      append: (...asked: Parameters<typeof store.append>) =>
        left-- > 0
          ? store.append(...asked)
          : async () => E.left({ _tag: 'Unavailable' as const, outcomeUnknown: false, message: 'No answer.' }),
    }
    const failed = await importRegisters(domainOn(failing), registers)()
    expect(failed).toMatchObject(E.left({ _tag: 'ImportFailed', reason: 'store' }))
    expect(found(JSON.stringify(failed))).toEqual([])
  }
})
