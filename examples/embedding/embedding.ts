// What stands between the two marks is the README's snippet, to the letter: embedding.test.ts holds them together.
// #region readme
import { randomUUID } from 'node:crypto'
import { aggregates, type ParticipantRow, participants, policies } from '@perca/core'
import { application, type EventStore, type ExecuteError, followUp, project } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'

/** Opens one participant's file, then reads who is in the programme. On any store. */
export const referOne = async (store: EventStore): Promise<E.Either<ExecuteError, readonly ParticipantRow[]>> => {
  const app = application({ store, aggregates })

  // A command is plain JSON. Whatever is handed in is checked: types, then the role, then the rules.
  const command = {
    type: 'ReferParticipant',
    participantId: randomUUID(),
    programmeId: 'kediri',
    code: 'P-001',
    source: 'puskesmas',
    person: { name: null, nik: null, bornOn: null, sex: 'female', ward: null, phone: null },
    reference: null,
    effectiveOn: '2020-01-09',
  }
  const sender = { id: 'desk-1', role: 'registrar' }
  // Send the same commandId again after a lost answer: nothing is recorded twice.
  const done = await app.execute(command, { commandId: randomUUID(), actor: sender, programmeId: 'kediri' })()
  if (E.isLeft(done)) return done

  // What the policies make of it: an accepted order reserves stock, for instance. Here nothing follows.
  const followed = await followUp(app, policies, done.right.events)()
  if (E.isLeft(followed)) return followed

  const rows = await project(store, app.decode, { participants })()
  return E.isLeft(rows) ? rows : E.right([...rows.right.participants.values()])
}
// #endregion readme
