import type { ProgrammeEvent } from './events.js'

const sameValue = (now: unknown, asked: unknown): boolean => {
  const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
  if (!isObject(now) || !isObject(asked)) return now === asked
  const names = Object.keys(asked)
  return (
    names.length === Object.keys(now).length &&
    names.every((name) => sameValue(Reflect.get(now, name), Reflect.get(asked, name)))
  )
}

/** True where these terms stand. Field by field, since a store may give an event's fields back in another order. */
export const same = <Terms extends object>(now: Terms | undefined, asked: Terms): boolean =>
  now !== undefined && sameValue(now, asked)

/** An event, unless what it says is so already. */
export const unlessSo = (soAlready: boolean, event: ProgrammeEvent): readonly ProgrammeEvent[] =>
  soAlready ? [] : [event]
