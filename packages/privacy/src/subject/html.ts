import type { Json } from '@perca/eventsourcing'
import type { SubjectRecord } from './record.js'

/** The reader's language. */
export type SubjectLanguage = 'id' | 'en'

/** What the page takes from whoever knows how to say it. */
export interface SubjectWords {
  readonly lang: SubjectLanguage
  /** A day as the reader writes it: `12 Agustus 2020`. */
  readonly day: (day: string) => string
  /** Rupiah as the reader writes them: `Rp1.234.567`. */
  readonly rupiah: (amount: number) => string
  /** What happened, in plain words, by the event's type. */
  readonly what: (type: string, data: Json) => string
}

const texts = {
  id: {
    title: 'Data tentang Anda',
    intro:
      'Halaman ini memuat semua yang dicatat program tentang Anda, dan siapa yang membukanya. Anda berhak memintanya, membetulkannya, dan meminta dihapus.',
    contents: 'Isi',
    person: 'Siapa Anda',
    money: 'Uang Anda',
    events: 'Yang dicatat',
    accesses: 'Siapa yang membuka data Anda',
    code: 'Kode',
    credited: 'Hasil karya yang menjadi hak Anda',
    paid: 'Yang sudah dibayarkan',
    moved: 'Dipindahkan dari atau ke berkas lain milik Anda',
    erased: 'Dihapus sejak',
    balance: 'Yang masih menjadi hak Anda',
    date: 'Tanggal',
    what: 'Apa',
    details: 'Isi catatan',
    role: 'Oleh (peran)',
    purpose: 'Untuk',
    class: 'Jenis data',
    withheld: 'dihapus atau tidak dibuka',
    none: 'tidak ada',
    elsewhere: 'dalam catatan yang juga memuat orang lain',
    noAccess: 'Belum ada yang membuka data Anda.',
    fields: {
      name: 'Nama',
      nik: 'NIK',
      bornOn: 'Tanggal lahir',
      sex: 'Jenis kelamin',
      ward: 'Kelurahan',
      phone: 'Telepon',
    },
  },
  en: {
    title: 'Data about you',
    intro:
      'This page holds everything that the programme has recorded about you, and who opened it. You have the right to ask for it, to have it corrected, and to have it erased.',
    contents: 'Contents',
    person: 'Who you are',
    money: 'Your money',
    events: 'What is recorded',
    accesses: 'Who opened your data',
    code: 'Code',
    credited: 'Credited to you for your work',
    paid: 'Paid out to you',
    moved: 'Moved from or to another file of yours',
    erased: 'Erased from',
    balance: 'Still yours',
    date: 'Date',
    what: 'What',
    details: 'What it says',
    role: 'By (role)',
    purpose: 'For',
    class: 'Kind of data',
    withheld: 'erased, or not opened',
    none: 'none',
    elsewhere: 'in a record that tells of others too',
    noAccess: 'Nobody has opened your data yet.',
    fields: { name: 'Name', nik: 'Identity number', bornOn: 'Born on', sex: 'Sex', ward: 'Ward', phone: 'Phone' },
  },
} as const

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

const isWithheld = (value: unknown): boolean => typeof value === 'object' && value !== null && 'withheld' in value

/** A value in words: lists and objects flat, one name a piece. */
const said = (value: Json, t: (typeof texts)[SubjectLanguage]): string => {
  if (value === null) return t.none
  if (isWithheld(value)) return t.withheld
  if (Array.isArray(value)) return value.map((item: Json) => said(item, t)).join(', ')
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, inner]: [string, Json]) => `${name}: ${said(inner, t)}`)
      .join('; ')
  }
  return String(value)
}

const table = (caption: string, headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><caption>${escaped(caption)}</caption><thead><tr>${headings
    .map((heading) => `<th scope="col">${escaped(heading)}</th>`)
    .join('')}</tr></thead><tbody>${rows
    .map(
      (cells) =>
        `<tr>${cells.map((cell, n) => (n === 0 ? `<th scope="row">${escaped(cell)}</th>` : `<td>${escaped(cell)}</td>`)).join('')}</tr>`,
    )
    .join('\n')}</tbody></table>`

const style =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:600}th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}'

/**
 * The record as one readable page, in Indonesian or English: no script, nothing from elsewhere. For the person themselves, who may
 * keep it, print it, or have it read out.
 */
export const subjectHtml = (record: SubjectRecord, { lang, day, rupiah, what }: SubjectWords): string => {
  const t = texts[lang]
  const { person, money, events, erased, accesses, code } = record
  const personRows = isWithheld(person)
    ? [[t.person, t.withheld]]
    : Object.entries(t.fields).map(([name, label]) => {
        // A record is JSON, and so is whatever is in it.
        const value = (Reflect.get(Object(person), name) ?? null) as Json
        const text = name === 'bornOn' && typeof value === 'string' ? day(value) : said(value, t)
        return [label, text]
      })
  const sections = [
    [
      'person',
      t.person,
      table(
        t.person,
        [t.what, ''],
        [[t.code, code], ...personRows, ...erased.map(({ class: of, on }) => [`${t.erased} ${day(on)}`, of])],
      ),
    ],
    [
      'money',
      t.money,
      table(
        t.money,
        [t.what, ''],
        [
          [t.credited, rupiah(money.credited)],
          ...(money.moved === 0 ? [] : [[t.moved, rupiah(money.moved)]]),
          [t.paid, rupiah(money.paid)],
          [t.balance, rupiah(money.balance)],
        ],
      ),
    ],
    [
      'events',
      `${t.events} (${events.length})`,
      table(
        t.events,
        [t.date, t.what, t.details, t.role],
        events.map(({ type, effectiveOn, data, role }) => [
          day(effectiveOn),
          what(type, data),
          data === null ? t.elsewhere : said(data, t),
          role,
        ]),
      ),
    ],
    [
      'accesses',
      t.accesses,
      accesses.length === 0
        ? `<p>${escaped(t.noAccess)}</p>`
        : table(
            t.accesses,
            [t.date, t.role, t.purpose, t.class],
            accesses.map(({ at, role, purpose, class: of }) => [day(at.slice(0, 10)), role, purpose, of]),
          ),
    ],
  ] as const
  return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(t.title)}</title><style>${style}</style></head>
<body>
<h1>${escaped(t.title)}</h1>
<p>${escaped(t.intro)}</p>
<nav aria-label="${escaped(t.contents)}"><ol>${sections.map(([id, heading]) => `<li><a href="#${id}">${escaped(heading)}</a></li>`).join('')}</ol></nav>
${sections.map(([id, heading, body]) => `<section id="${id}"><h2>${escaped(heading)}</h2>${body}</section>`).join('\n')}
</body>
</html>
`
}
