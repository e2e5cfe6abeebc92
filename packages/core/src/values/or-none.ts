import * as t from 'io-ts'

/** A value, or null where it is not known or there is none. */
export const orNone = <A, O>(codec: t.Type<A, O, unknown>) => t.union([codec, t.null])
