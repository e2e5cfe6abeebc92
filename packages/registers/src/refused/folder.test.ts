import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as E from 'fp-ts/lib/Either.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Entry } from '../reading/register.js'
import type { Registers } from '../reading/registers.js'
import { readSource } from '../reading/source.js'
import { writeRefused } from './folder.js'
import type { Refused } from './row.js'

const kediri = fileURLToPath(new URL('../../../../examples/registers/kediri-2020', import.meta.url))

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refused-'))
})
afterEach(() => rm(folder, { recursive: true }))

const read = async (path: string): Promise<Registers> => {
  const registers = await readSource(path)()
  if (E.isLeft(registers)) throw new Error(registers.left.message)
  return registers.right
}

const refused = (entries: readonly Entry<unknown>[]): readonly Refused[] =>
  entries.map((entry) => ({ entry, rule: 'over-payment', message: 'pay; less' }))

const payments = async (...rows: readonly string[]): Promise<readonly Refused[]> => {
  const source = await mkdtemp(join(folder, 'source-'))
  await writeFile(join(source, 'pembayaran.csv'), ['No Pesanan,Tanggal,Jumlah,Cara', ...rows].join('\n'))
  return refused((await read(source)).payments)
}

describe('a folder of refused rows', () => {
  test('holds CSV as an Indonesian office suite writes it, each cell as it stood', async () => {
    const rows = await payments('PSN-1,6/3/2020,585004,"a; ""b"""', '=PSN-2, 7/3/2020,1,"-5\rc\nd"')
    expect(await writeRefused(join(folder, 'ditolak'), rows)()).toEqual(E.right(['pembayaran.csv']))
    expect(await readFile(join(folder, 'ditolak', 'pembayaran.csv'), 'utf8')).toBe(
      '\uFEFFNo Pesanan;Tanggal;Jumlah;Cara;Alasan\r\n' +
        'PSN-1;6/3/2020;585004;"a; ""b""";"over-payment: pay; less"\r\n' +
        '=PSN-2; 7/3/2020;1;"-5\rc\nd";"over-payment: pay; less"\r\n',
    )
  })

  test('reads as the same rows: every third of kediri-2020', async () => {
    const { participants, attendance, production, materials, orders, payouts } = await read(kediri)
    const entries: readonly Entry<unknown>[] = [participants, attendance, production, materials, orders, payouts]
      .flat()
      .filter((_, index) => index % 3 === 0)
    await writeRefused(join(folder, 'ditolak'), refused(entries))()
    const again = await read(join(folder, 'ditolak'))
    const all = [
      again.participants,
      again.attendance,
      again.production,
      again.materials,
      again.orders,
      again.payouts,
    ].flat()
    const essence = (list: readonly Entry<unknown>[]) =>
      list.map(({ file, key, ordinal, value }) => [file, key, ordinal, value])
    expect(essence(all)).toEqual(essence(entries))
    expect(again.programme).toBeUndefined()
  })

  test('is replaced by the next, and nothing else is left beside it', async () => {
    const target = join(folder, 'ditolak')
    const [first] = await payments('PSN-1,6/3/2020,1,')
    const mark = { ...(first ?? expect.fail()), rule: 'x', message: 'y' }
    await writeRefused(target, [{ ...mark, entry: { ...mark.entry, file: 'bahan.csv' } }])()
    expect(await writeRefused(target, [mark])()).toEqual(E.right(['pembayaran.csv']))
    expect(await readdir(target)).toEqual(['pembayaran.csv'])
    expect((await readdir(folder)).filter((name) => !name.startsWith('source-'))).toEqual(['ditolak'])
  })

  test('may stand in a folder that is not there yet', async () => {
    const rows = await payments('PSN-1,6/3/2020,1,')
    expect(await writeRefused(join(folder, 'a', 'b'), rows)()).toEqual(E.right(['pembayaran.csv']))
    expect(await readdir(join(folder, 'a'))).toEqual(['b'])
  })

  test('is not written where nothing was refused', async () => {
    expect(await writeRefused(join(folder, 'ditolak'), [])()).toEqual(E.right([]))
    expect(await readdir(folder)).toEqual([])
  })
})

describe('something else that stands there is left alone', () => {
  const refusal = async (target: string) => {
    const written = await writeRefused(target, await payments('PSN-1,6/3/2020,1,'))()
    return E.isLeft(written) ? written.left : undefined
  }

  test('a file', async () => {
    const target = join(folder, 'ditolak')
    await writeFile(target, 'x')
    expect(await refusal(target)).toMatchObject({ _tag: 'folder-taken', found: 'it is no folder' })
    expect(await readFile(target, 'utf8')).toBe('x')
  })

  test('a link to a folder', async () => {
    await mkdir(join(folder, 'elsewhere'))
    await symlink(join(folder, 'elsewhere'), join(folder, 'ditolak'))
    expect(await refusal(join(folder, 'ditolak'))).toMatchObject({ _tag: 'folder-taken', found: 'it is no folder' })
  })

  test.each([
    ['catatan.txt', 'x'],
    ['pembayaran.csv', 'No Pesanan;Tanggal;Jumlah;Cara\n'],
    ['pembayaran.csv', ''],
  ])('a folder with %s', async (name, content) => {
    const target = join(folder, 'ditolak')
    await mkdir(target)
    await writeFile(join(target, name), content)
    expect(await refusal(target)).toMatchObject({ _tag: 'folder-taken', found: `it holds ${name}` })
    expect(await readFile(join(target, name), 'utf8')).toBe(content)
    expect(await readdir(folder)).toContain('ditolak')
  })

  test('and a place that cannot be written is told', async () => {
    await writeFile(join(folder, 'file'), '')
    expect(await refusal(join(folder, 'file', 'ditolak'))).toMatchObject({ _tag: 'unwritable', reason: 'ENOTDIR' })
  })
})
