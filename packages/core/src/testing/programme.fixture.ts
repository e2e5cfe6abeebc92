import type { Application, Executed, ExecuteError } from '@perca/eventsourcing'
import type { Sent } from '@perca/testing'
import type { Either } from 'fp-ts/lib/Either.js'
import { day } from './day.fixture.js'

/** The programme of the tests, as it is established: sessions on Tuesdays and Thursdays of 2020, but for a holiday. */
export const established: readonly Sent[] = [
  { type: 'EstablishProgramme', name: 'Perca', agencyName: 'Dinas Sosial', timezone: 'Asia/Jakarta' },
  {
    type: 'SetSchedule',
    rule: 'FREQ=WEEKLY;BYDAY=TU,TH',
    startsAt: '09:00',
    duration: 180,
    venue: 'Aula',
    capacity: 40,
  },
  { type: 'DeclareHoliday', date: '2020-08-20', name: 'Tahun Baru Islam', decree: null },
].map((command) => ({
  command: { ...command, programmeId: 'kediri', effectiveOn: day('2020-01-01') },
  role: 'registrar',
  programmeId: 'kediri',
}))

/** Opens the file of a person. */
export const referral = (participantId: string, code: string): Sent => {
  const person = { name: null, nik: null, bornOn: null, sex: null, ward: null, phone: null }
  const file = {
    type: 'ReferParticipant',
    participantId,
    programmeId: 'kediri',
    code,
    source: null,
    person,
    reference: null,
  }
  return { command: { ...file, effectiveOn: day('2020-08-01') }, role: 'registrar', programmeId: 'kediri' }
}

/** Sends a command under an id of its own: its number. */
export const send = (
  app: Application,
  { command, role, programmeId }: Sent,
  number: number,
): Promise<Either<ExecuteError, Executed>> =>
  app.execute(command, {
    commandId: `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`,
    actor: { id: 'test', role },
    programmeId,
  })()

/** Sends commands one after the other; each must be accepted. */
export const sendAll = async (app: Application, sent: readonly Sent[], from = 1): Promise<void> => {
  for (const [place, command] of sent.entries()) {
    const done = await send(app, command, from + place)
    if (done._tag === 'Left') throw new Error(`${command.command.type}: ${done.left.message}`)
  }
}
