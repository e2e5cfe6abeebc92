// What stands between the two marks is the README's snippet, to the letter: embedding.test.ts holds them together.
// #region readme
import { randomUUID } from 'node:crypto'
import { type ParticipantRow, participants, perca } from '@perca/core'
import type { EventStore, ExecuteError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'

/** Opens one participant's file, then reads who is in the programme. On any store. */
export const referOne = async (store: EventStore): Promise<E.Either<ExecuteError, readonly ParticipantRow[]>> => {
  const sender = { actor: { id: 'desk-1', role: 'registrar' }, programmeId: 'kediri' }
  const desk = perca({ store, clock: () => new Date(), newId: randomUUID, sender })

  // A wrong field does not compile; whatever is sent is checked all the same: types, then the role, then the rules.
  // Sent again under the same id after a lost answer, nothing is recorded twice.
  const commandId = randomUUID()
  const command = {
    type: 'ReferParticipant',
    participantId: randomUUID(),
    programmeId: 'kediri',
    code: 'P-001',
    source: 'puskesmas',
    person: { name: null, nik: null, bornOn: null, sex: 'female', ward: null, phone: null },
    reference: null,
    effectiveOn: '2020-01-09',
  } as const
  const done = await desk.execute(command, commandId)()
  if (E.isLeft(done)) return done

  // What the policies make of it: an accepted order reserves stock, for instance. Here nothing follows.
  const settled = await desk.settle()()
  if (E.isLeft(settled)) return settled

  const rows = await desk.rows(participants)()
  return E.isLeft(rows) ? rows : E.right([...rows.right.values()])
}
// #endregion readme
