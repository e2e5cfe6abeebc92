import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { programmeOf, readProgramme } from './programme.js'

const programme = {
  programme: 'kediri',
  name: 'Pelatihan',
  agency: 'Dinas Sosial',
  timezone: 'Asia/Jakarta',
  startedOn: '2020-01-01',
  schedule: { rule: 'FREQ=WEEKLY;BYDAY=TU,TH', startsAt: '09:00', duration: 180, venue: 'Aula', capacity: 40 },
  holidays: [{ date: '2020-08-17', name: 'Hari Kemerdekaan' }],
  crafts: [{ craftId: 'jahit', name: 'Jahit perca' }],
  proceeds: { makersShare: 7000, materialsFund: 2000, programmeFund: 1000 },
}

const problems = (json: unknown) => {
  const read = programmeOf('program.json', json)
  return E.isLeft(read) && read.left._tag === 'invalid-programme' ? read.left.problems : read
}

const messageOf = (change: object) => {
  const read = programmeOf('program.json', { ...programme, ...change })
  return E.isLeft(read) ? read.left.message : read
}

describe('program.json', () => {
  test('is a programme, and may say more', () => {
    const withMore = { ...programme, note: 'x' }
    expect(programmeOf('program.json', withMore)).toEqual(E.right(withMore))
  })

  test.each([
    [{ programme: 'Kediri Kota' }, 'programme', 'must be a slug: a-z, 0-9 and -, at most 40 characters'],
    [{ programme: 'a'.repeat(41) }, 'programme', 'must be a slug: a-z, 0-9 and -, at most 40 characters'],
    [{ name: ' ' }, 'name', 'must be a text that is not blank'],
    [{ timezone: 'Asia/Kediri' }, 'timezone', 'must be a time zone such as Asia/Jakarta'],
    [{ startedOn: '2020-02-30' }, 'startedOn', 'must be a day that exists, such as 2020-12-31'],
    [
      { schedule: { ...programme.schedule, startsAt: '24:00' } },
      'schedule.startsAt',
      'must be a time of day such as 09:00',
    ],
    [{ schedule: { ...programme.schedule, duration: 0 } }, 'schedule.duration', 'must be a whole number above 0'],
    [{ schedule: { ...programme.schedule, capacity: 1.5 } }, 'schedule.capacity', 'must be a whole number above 0'],
    [{ schedule: undefined }, 'schedule', 'must be an object'],
    [
      {
        holidays: [
          { date: '2020-08-17', name: 'a' },
          { date: '17/08/2020', name: 'a' },
        ],
      },
      'holidays[1].date',
      'must be a day that exists, such as 2020-12-31',
    ],
    [{ crafts: {} }, 'crafts', 'must be a list'],
    [
      { proceeds: { ...programme.proceeds, makersShare: -1 } },
      'proceeds.makersShare',
      'must be a whole number of basis points, 0 to 10000',
    ],
    [{ proceeds: { ...programme.proceeds, makersShare: 6900 } }, 'proceeds', 'must sum to 10000, they sum to 9900'],
  ])('%j is refused at %s', (change, path, problem) => {
    expect(problems({ ...programme, ...change })).toEqual([{ path, problem }])
  })

  test('has every problem told, the first of them in the message', () => {
    expect(messageOf({ programme: '', name: '', agency: '', timezone: '' })).toBe(
      'program.json: programme must be a slug: a-z, 0-9 and -, at most 40 characters; name must be a text that is not blank; ' +
        'agency must be a text that is not blank; and 1 more',
    )
    expect(messageOf({ proceeds: { ...programme.proceeds, makersShare: 6900 } })).toBe(
      'program.json: proceeds must sum to 10000, they sum to 9900',
    )
  })

  test('that is no object is refused as a whole', () => {
    expect(problems('kediri')).toEqual([{ path: '', problem: 'must be an object' }])
  })
})

describe('the file', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'programme-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const read = async (content: string | Buffer) => {
    const path = join(folder, 'program.json')
    await writeFile(path, content)
    return readProgramme(path, 'program.json')()
  }
  const refused = (problem: string) => E.left(expect.objectContaining({ problems: [{ path: '', problem }] }))

  test('may bear a byte-order mark', async () => {
    expect(await read(`\uFEFF${JSON.stringify(programme)}`)).toEqual(E.right(programme))
  })

  test('may be missing', async () => {
    expect(await readProgramme(join(folder, 'none.json'), 'none.json')()).toEqual(E.right(undefined))
  })

  test('must be JSON in UTF-8, and of a reasonable size', async () => {
    expect(await read('{')).toEqual(refused('is no JSON: check commas, quotation marks and brackets'))
    expect(await read(Buffer.from([0x22, 0xe9, 0x22]))).toEqual(refused('is not UTF-8: save it again as UTF-8'))
    expect(await read(' '.repeat(1024 * 1024 + 1))).toEqual(
      refused('is larger than 1 MiB: give the file that describes the programme'),
    )
  })
})
