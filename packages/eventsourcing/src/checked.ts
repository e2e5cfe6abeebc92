import * as t from 'io-ts'
import type { Json } from './json.js'

/** A value with a check of its own, written as it is read; `schema` says the check as JSON Schema does, as far as that can. */
export class CheckedType<A> extends t.Type<A, A, unknown> {
  readonly _tag = 'CheckedType' as const
  constructor(
    name: string,
    is: (value: unknown) => value is A,
    readonly schema: { readonly [keyword: string]: Json },
  ) {
    super(name, is, (value, context) => (is(value) ? t.success(value) : t.failure(value, context)), t.identity)
  }
}

/** The codec of a text with a check of its own. `schema`: what JSON Schema can say of it besides that it is a text. */
export const checkedText = (
  name: string,
  fits: (text: string) => boolean,
  schema: { readonly [keyword: string]: Json } = {},
): CheckedType<string> =>
  new CheckedType(name, (value): value is string => typeof value === 'string' && fits(value), {
    type: 'string',
    ...schema,
  })

/** The codec of a whole number that counts exactly, from `least` on. The name tells the unit. */
export const wholeNumber = (name: string, least: number): CheckedType<number> =>
  new CheckedType(name, (value): value is number => Number.isSafeInteger(value) && Number(value) >= least, {
    type: 'integer',
    minimum: least,
  })
