import { isRight } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** The sealed form of a field: what stands in the log where the reader holds no key. What stands beside it is dropped. */
export const Sealed = t.strict({ sealed: t.string }, 'Sealed')
export type Sealed = t.TypeOf<typeof Sealed>

/** A field that may be in the clear or sealed. No decider may depend on which. */
export type Sensitive<A> = A | Sealed

/** The codec of a sensitive field. `sensitivity` names the keys it is sealed with: `personal`, `health`. */
export class SensitiveType<A, O> extends t.Type<Sensitive<A>, O | Sealed, unknown> {
  readonly _tag = 'SensitiveType' as const
  constructor(
    readonly sensitivity: string,
    readonly codec: t.Type<A, O, unknown>,
  ) {
    super(
      `${sensitivity} ${codec.name}`,
      (value): value is Sensitive<A> => Sealed.is(value) || codec.is(value),
      (value, context) => {
        const sealed = Sealed.decode(value)
        return isRight(sealed) ? sealed : codec.validate(value, context)
      },
      // What is no clear value is a sealed one: `is` says so above.
      (value) => (codec.is(value) ? codec.encode(value) : Sealed.encode(value as Sealed)),
    )
  }
}

/**
 * Marks a field of an event as sensitive: it is sealed on its way into a store, with the keys of `sensitivity`, and
 * its codec takes both forms, so that sealing, opening and losing the key change no codec.
 */
export const sensitive = <A, O>(sensitivity: string, codec: t.Type<A, O, unknown>): SensitiveType<A, O> =>
  new SensitiveType(sensitivity, codec)

/** True where the field is sealed and the reader has no key. */
export const isSealed = (value: unknown): value is Sealed => Sealed.is(value)
