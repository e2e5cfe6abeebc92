import { Day } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { orNone } from '../values/or-none.js'

/** Who somebody is. What is not known is null. */
export const Person = t.type(
  {
    name: orNone(t.string),
    /** Identity number, 16 digits; kept as written. */
    nik: orNone(t.string),
    bornOn: orNone(Day),
    sex: orNone(t.keyof({ female: null, male: null })),
    /** Kelurahan. */
    ward: orNone(t.string),
    phone: orNone(t.string),
  },
  'Person',
)
export type Person = t.TypeOf<typeof Person>
