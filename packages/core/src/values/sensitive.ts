import { sensitive } from '@perca/eventsourcing'
import type * as t from 'io-ts'

/** Marks a field as personal (UU 27/2022): who somebody is and how to reach them. Sealed with the person's own keys. */
export const personal = <A, O>(codec: t.Type<A, O, unknown>) => sensitive('personal', codec)

/** Marks a field as specific data (UU 27/2022 art. 4): health, income. Sealed apart from identity, kept shortest. */
export const health = <A, O>(codec: t.Type<A, O, unknown>) => sensitive('health', codec)
