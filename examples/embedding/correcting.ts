// What stands between the two marks is the snippet of docs/how-to/embed.md, to the letter: embedding.test.ts holds them together.
// #region embed
import { monthlyProjections, monthlyReport, type Perca } from '@perca/core'
import type { ExecuteError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'

/** How many were present in August: as of its end, as it was known before the correction, and as it is known now. */
export const correctOne = async (
  desk: Perca,
  participantId: string,
): Promise<E.Either<ExecuteError, { readonly knownBefore: number; readonly now: number }>> => {
  const august = async (horizon: { readonly asOf: string; readonly knownAt?: string }) => {
    const rows = await desk.project(monthlyProjections, horizon)()
    return E.isLeft(rows) ? rows : E.right(monthlyReport(rows.right, 'kediri', '2020-08').attendance.present)
  }
  const history = await desk.history(participantId)()
  if (E.isLeft(history)) return history
  const knownAt = history.right.at(-1)?.recordedAt ?? ''

  // Nothing is overwritten: the correction names the mark, what it said and what it says now.
  const corrected = await desk.execute({
    type: 'CorrectAttendance',
    participantId,
    programmeId: 'kediri',
    sessionId: 'kediri.2020-08-04',
    was: 'present',
    now: 'excused',
    minutes: null,
    reason: 'misread',
    effectiveOn: '2020-08-04',
  })()
  if (E.isLeft(corrected)) return corrected

  const [knownBefore, now] = [await august({ asOf: '2020-08-31', knownAt }), await august({ asOf: '2020-08-31' })]
  if (E.isLeft(knownBefore)) return knownBefore
  return E.isLeft(now) ? now : E.right({ knownBefore: knownBefore.right, now: now.right })
}
// #endregion embed
