import { categoryOf } from '@perca/eventsourcing'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'

/** Texts that are stored once and numbered. A committed number is never given anew, so it can be remembered. */
export interface Names {
  readonly numberOf: (name: string) => number | undefined
  readonly nameOf: (number: number) => string | undefined
  /** The number of a name, which is written where it is new. Only inside a transaction. */
  readonly intern: (name: string) => number
  /** After a rollback: a number may come again with another name. */
  readonly forget: () => void
}

/** How many names of a table are remembered; the oldest goes first, and is read again where it is needed. */
const remembered = 20_000

const remember = <Key, Value>(known: Map<Key, Value>, key: Key, value: Value): void => {
  if (known.size >= remembered) {
    const [oldest] = known.keys()
    if (oldest !== undefined) known.delete(oldest)
  }
  known.set(key, value)
}

const names = (db: DatabaseSyncInstance, table: string, insert: (name: string) => number | bigint): Names => {
  const selectNumber = db.prepare(`SELECT id FROM ${table} WHERE name = ?`)
  const selectName = db.prepare(`SELECT name FROM ${table} WHERE id = ?`)
  const numbers = new Map<string, number>()
  const texts = new Map<number, string>()

  const numberOf = (name: string): number | undefined => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    const row: readonly [number] | undefined = selectNumber.get(name)
    if (row !== undefined) remember(numbers, name, row[0])
    return row?.[0]
  }
  return {
    numberOf,
    nameOf: (number) => {
      const known = texts.get(number)
      if (known !== undefined) return known
      const row: readonly [string] | undefined = selectName.get(number)
      if (row !== undefined) remember(texts, number, row[0])
      return row?.[0]
    },
    intern: (name) => {
      const known = numberOf(name)
      if (known !== undefined) return known
      const number = Number(insert(name))
      remember(numbers, name, number)
      return number
    },
    forget: () => {
      numbers.clear()
      texts.clear()
    },
  }
}

/** The three tables of names that an event points to. */
export interface AllNames {
  readonly streams: Names
  readonly types: Names
  readonly subjects: Names
  readonly forget: () => void
}

export const allNames = (db: DatabaseSyncInstance): AllNames => {
  const insertStream = db.prepare('INSERT INTO stream (name, category) VALUES (?, ?)')
  const insertType = db.prepare('INSERT INTO type (name) VALUES (?)')
  const insertSubject = db.prepare('INSERT INTO subject (name) VALUES (?)')
  const streams = names(db, 'stream', (name) => insertStream.run(name, categoryOf(name)).lastInsertRowid)
  const types = names(db, 'type', (name) => insertType.run(name).lastInsertRowid)
  const subjects = names(db, 'subject', (name) => insertSubject.run(name).lastInsertRowid)
  return {
    streams,
    types,
    subjects,
    forget: () => {
      for (const each of [streams, types, subjects]) each.forget()
    },
  }
}
