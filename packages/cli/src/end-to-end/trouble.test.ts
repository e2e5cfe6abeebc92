import { spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { generateRegisters } from '@perca/example-registers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventsOf, newPlace, placeOfTest } from './perca.fixture.js'

const whole = generateRegisters(3, { participants: 6, months: 4, faultRate: 0 })
/** The same registers before anything was made, ordered or paid. */
const part = Object.fromEntries(
  Object.entries(whole).filter(([file]) => !/^(produksi|pesanan|pengiriman|pembayaran|pembayaran-hasil)\./.test(file)),
)

/** Whether a command does what it is asked for here: not everywhere may a test mount a disk or give rights up. */
const works = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args).status === 0

const importInto = (file: string, folder: string): string =>
  `$PERCA import ${folder} --store sqlite:${file} --format json`

/** What a shell script printed under each of its headings, `== name`. */
const parts = (out: string): { readonly [name: string]: string } =>
  Object.fromEntries(
    out
      .split(/^== /m)
      .slice(1)
      .map((part) => {
        const [name = '', ...lines] = part.split('\n')
        return [name, lines.join('\n').trim()]
      }),
  )

describe('a full disk', () => {
  /** A disk of its own for one shell: it is gone with it, and nobody else sees it. */
  const namespace = process.getuid?.() === 0 ? 'unshare --mount' : 'unshare --map-root-user --mount'
  const mounts = works('sh', '-c', `${namespace} sh -c 'mount -t tmpfs -o size=64k tmpfs /mnt'`)

  /**
   * Less room, in bytes, than the pages of a whole log need. How much an import writes at most depends on how often it
   * commits, and so on how quick the machine is; the least is every page once.
   */
  const tooLittleFor = (file: string): number => Math.floor(statSync(file).size * 0.75)

  test.runIf(mounts)(
    'ends an import with 1, says so and what to do; with more room the same import goes on',
    async () => {
      const place = placeOfTest()
      place.registers('registers', whole)
      await place.perca('import', 'registers', '--store', 'sqlite:other.db')
      mkdirSync(place.path('disk'))
      const script = `
      mount -t tmpfs -o size=${tooLittleFor(place.path('other.db'))} tmpfs disk
      echo '== full'; ${importInto('disk/perca.db', 'registers')}; echo "exit $?"
      echo '== part'; $PERCA store info --store sqlite:disk/perca.db --format json
      mount -o remount,size=64m disk
      echo '== whole'; ${importInto('disk/perca.db', 'registers')} > /dev/null; echo "exit $?"
      cp disk/perca.db kept.db`
      const { out, err } = await place.shell(`${namespace} sh -c '${script.replaceAll("'", `'"'"'`)}'`)

      const told = parts(out)
      expect(told).toMatchObject({ full: 'exit 1', whole: 'exit 0' })
      // Whichever of the two files meets it first.
      expect(err).toMatch(/The disk of disk\/perca(-keys)?\.db is full/)
      expect(err).toContain('Make room')
      const kept = await eventsOf(place.path('kept.db'))
      expect(kept).toEqual(await eventsOf(place.path('other.db')))
      expect(JSON.parse(told['part'] ?? '').events).toBeLessThan(kept.size)
    },
  )

  test.runIf(mounts)('on which nothing could be recorded leaves the store as it was', async () => {
    const place = placeOfTest()
    place.registers('part', part)
    place.registers('whole', whole)
    mkdirSync(place.path('disk'))
    const info = '$PERCA store info --store sqlite:disk/perca.db --format json'
    const script = `
      mount -t tmpfs -o size=4m tmpfs disk
      ${importInto('disk/perca.db', 'part')} > /dev/null
      echo '== before'; ${info}
      dd if=/dev/zero of=disk/filler bs=4k 2> /dev/null
      echo '== full'; ${importInto('disk/perca.db', 'whole')}; echo "exit $?"
      rm disk/filler
      echo '== after'; ${info}`
    const { out, err } = await place.shell(`${namespace} sh -c '${script.replaceAll("'", `'"'"'`)}'`)

    const { before, full, after } = parts(out)
    expect(full).toBe('exit 1')
    // Whichever of the two files meets it first.
    expect(err).toMatch(/The disk of disk\/perca(-keys)?\.db is full/)
    expect(JSON.parse(before ?? '').events).toBeGreaterThan(0)
    expect(after).toEqual(before)
  })

  test('or a quota that is used up: the import ends with 1 and names the file, and goes on where there is room', async () => {
    const place = placeOfTest()
    place.registers('registers', whole)
    await place.perca('import', 'registers', '--store', 'sqlite:other.db')
    // In blocks of 512 bytes.
    const quota = Math.floor(tooLittleFor(place.path('other.db')) / 512)
    const { out, err } = await place.shell(`
      echo '== full'; (ulimit -f ${quota}; ${importInto('perca.db', 'registers')}; echo "exit $?")
      echo '== whole'; ${importInto('perca.db', 'registers')} > /dev/null; echo "exit $?"`)

    expect(parts(out)).toEqual({ full: 'exit 1', whole: 'exit 0' })
    expect(err).toMatch(/The disk of perca(-keys)?\.db is full, or its quota used up/)
    expect(await eventsOf(place.path('perca.db'))).toEqual(await eventsOf(place.path('other.db')))
  })
})

describe('a store that may not be written', () => {
  /** Runs as somebody whom the file's mode binds: root has to give up the right to pass over it. */
  const bound = process.getuid?.() === 0 ? 'setpriv --bounding-set=-dac_override --inh-caps=-dac_override' : 'env'
  const binds = works('sh', '-c', `${bound} true`)

  test.runIf(binds)(
    'ends an import with 1, says what to do, and stays as it was; its reports are told all the same',
    async () => {
      const place = placeOfTest()
      place.registers('part', part)
      place.registers('whole', whole)
      await place.perca('import', 'part')
      chmodSync(place.path('perca.db'), 0o444)
      const info = `${bound} $PERCA store info --format json`
      const { out, err } = await place.shell(`
      echo '== before'; ${info}
      echo '== written'; ${bound} $PERCA import whole --format json; echo "exit $?"
      echo '== after'; ${info}`)

      const { before, written, after } = parts(out)
      expect(written).toBe('exit 1')
      expect(err).toContain("perca.db can't be written")
      expect(err).toContain('Nothing was written')
      expect(JSON.parse(before ?? '').events).toBeGreaterThan(0)
      expect(after).toEqual(before)
    },
  )

  test.runIf(binds)('because its folder may not be written is not made, and the error says so', async () => {
    const place = placeOfTest()
    place.registers('part', part)
    mkdirSync(place.path('closed'))
    chmodSync(place.path('closed'), 0o555)
    const { out, err } = await place.shell(`
      ${bound} $PERCA import part --store sqlite:closed/perca.db --format json; echo "exit $?"`)
    chmodSync(place.path('closed'), 0o755)
    expect(out.trim()).toBe('exit 1')
    expect(err).toContain(
      "closed/perca.db can't be opened: the process may not write it, or its folder. Ask for that right, or name another file.",
    )
  })
})

test('a store that another program keeps for itself ends an import with 1, after a wait, and stays as it was', async () => {
  const place = placeOfTest()
  place.registers('part', part)
  place.registers('whole', whole)
  await place.perca('import', 'part')
  const before = await eventsOf(place.path('perca.db'))
  const driver = createRequire(new URL('../../../store-sqlite/package.json', import.meta.url)).resolve(
    '@photostructure/sqlite',
  )
  writeFileSync(
    place.path('keep.cjs'),
    `const { DatabaseSync } = require(${JSON.stringify(driver)})
     const db = new DatabaseSync('perca.db')
     db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
     console.error('kept')
     setInterval(() => {}, 1_000)`,
  )
  const keeper = place.run(process.execPath, ['keep.cjs'])
  await keeper.says('kept')
  const { code, out, err } = await place.perca('import', 'whole', '--format', 'json')
  keeper.child.kill('SIGKILL')
  await keeper.ended

  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain('Another process is writing perca.db and did not finish in time. Try again.')
  expect(await eventsOf(place.path('perca.db'))).toEqual(before)
  expect((await place.perca('import', 'whole', '--format', 'json')).code).toBe(0)
})

describe('registers that cannot be read as a whole end an import with 1, name the file, and record nothing', () => {
  const place = newPlace()
  afterAll(place.leave)
  let before: ReadonlyMap<string, unknown>
  beforeAll(async () => {
    place.registers('registers', part)
    expect((await place.perca('import', 'registers')).code).toBe(0)
    before = await eventsOf(place.path('perca.db'))
  })
  const heading = 'Tanggal;Kode Produk;Pembuat;Jumlah;Mutu\r\n'

  const faults: readonly (readonly [string, (path: (file: string) => string) => void, readonly string[]])[] = [
    [
      'a file in another encoding',
      (path) =>
        writeFileSync(path('produk.csv'), Buffer.from('Kode Produk;Nama;Kerajinan;Harga\nA;caf\xe9;;1\n', 'latin1')),
      ['produk.csv, row 2 is not UTF-8', 'save it as CSV UTF-8'],
    ],
    [
      'a line that does not end',
      (path) => writeFileSync(path('produksi.csv'), heading + 'x'.repeat(3_000_000)),
      ['produksi.csv, row 2 is longer than 1048576 characters', 'check that it is a register'],
    ],
    [
      'a sparse file of nothing but zeros after its first line',
      (path) => {
        writeFileSync(path('produksi.csv'), heading)
        truncateSync(path('produksi.csv'), 100 * 1024 * 1024)
      },
      ['produksi.csv, row 2 is not UTF-8', 'save it as CSV UTF-8'],
    ],
    [
      'a file that is larger than any register',
      (path) => truncateSync(path('asesmen.csv'), 600 * 1024 * 1024),
      ['asesmen.csv has 600 MiB', 'split it'],
    ],
    [
      'a quote that is left open',
      (path) => appendFileSync(path('produk.csv'), 'TAS;"Tas;jahit;1.000\r\n'),
      ['produk.csv, row', 'quotation mark'],
    ],
    [
      'a column that is missing',
      (path) => writeFileSync(path('produksi.csv'), 'Tanggal;Kode Produk;Jumlah;Mutu\r\n01/01/2020;TAS;1;A\r\n'),
      ['produksi.csv has no column Pembuat', 'add what is missing'],
    ],
    [
      'a program.json that is no programme',
      (path) => writeFileSync(path('program.json'), '{"programme":"Kediri"}'),
      ['program.json: programme must be a slug'],
    ],
  ]

  test.each(faults)('%s', async (_, spoil, words) => {
    const spoilt = place.registers('spoilt', part)
    spoil((file) => join(spoilt, file))
    const { code, out, err } = await place.perca('import', 'spoilt', '--format', 'json')
    rmSync(spoilt, { recursive: true })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    for (const word of words) expect(err).toContain(word)
    expect(await eventsOf(place.path('perca.db'))).toEqual(before)
  })

  test('a folder without registers, and none at all: no store is made', async () => {
    const place = placeOfTest()
    mkdirSync(place.path('empty'))
    const empty = await place.perca('import', 'empty')
    expect(empty).toMatchObject({ code: 1, out: '', err: expect.stringContaining('empty holds no register.') })
    expect(empty.err).toContain('peserta.csv')
    const nowhere = await place.perca('import', 'nowhere')
    expect(nowhere).toMatchObject({ code: 1, out: '', err: expect.stringContaining('nowhere cannot be read') })
    expect(await place.perca('store', 'info')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no store'),
    })
  })
})

test('a wrong call ends with 2, says which word is wrong and what it could be, and records nothing', async () => {
  const place = placeOfTest()
  place.registers('part', part)
  const calls: readonly (readonly [readonly string[], string])[] = [
    [['import'], 'source'],
    [['imprt', 'part'], 'import'],
    [['import', 'part', '--stor', 'sqlite:x.db'], '--store'],
    [['import', 'part', '--store', 'mysql:x'], 'sqlite:perca.db'],
    [['import', 'part', '--format', 'csv'], 'table or json'],
    [['import', 'part', '--programme', 'blitar'], 'contoh-3'],
    [['import', 'part', '--refused-to', 'part'], 'part-refused'],
    [['report', 'monthly', '--month', '2020-13'], '2020-08'],
  ]
  const ended = await Promise.all(calls.map(async ([args, word]) => ({ args, word, ...(await place.perca(...args)) })))
  for (const { args, word, code, out, err } of ended) {
    expect({ args, code, out }).toEqual({ args, code: 2, out: '' })
    expect(err).toContain(word)
  }
  expect((await place.perca('store', 'info')).code).toBe(1)
})
