import type { Application, ExecuteError, StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import type { KeyStore } from '../keys/key-store.js'
import type { Intent, Journal } from './journal.js'

/** Nobody has this id: nothing was destroyed. */
export interface NobodyThere {
  readonly _tag: 'NobodyThere'
  readonly message: string
}

/** What an erasure did. */
export interface Erased {
  readonly participantId: string
  readonly classes: readonly string[]
  /** How many keys went this time; 0 where it was done before. */
  readonly keys: number
}

/** What an erasure works with. */
export interface Erasing {
  /** The domain on the log; it need not be able to open anything. */
  readonly app: Application
  readonly keys: KeyStore
  readonly journal: Journal
}

/** Destroys, then records. Each step may be done again: it does nothing twice. */
const carryOut = async (
  { app, keys, journal }: Erasing,
  intent: Intent,
): Promise<E.Either<StoreError | ExecuteError, Erased>> => {
  const { id, participantId, classes, basis, effectiveOn, actor, programmeId } = intent
  let count = 0
  for (const of of classes) {
    const destroyed = await keys.destroy({ subject: participantId, class: of })()
    if (E.isLeft(destroyed)) return destroyed
    count += destroyed.right.keys
  }
  const recorded = await app.execute(
    { type: 'ErasePersonalData', participantId, basis, classes, effectiveOn },
    { commandId: id, actor, programmeId },
  )()
  if (E.isLeft(recorded)) return recorded
  const ended = await journal.end(id)()
  return E.isLeft(ended) ? ended : E.right({ participantId, classes, keys: count })
}

/**
 * Erases somebody's data of some classes for ever, in steps that a crash can't cut in half: the intent is written down; the keys are
 * destroyed, and that they are is written beside them; `PersonalDataErased` is recorded; the intent is crossed out. Whatever
 * comes in between, `endErasures` ends it. Counts, marks, rupiah and hashes stay.
 *
 * With `personal` go the identity number in the index and, in the same stream, the names of guardian and heir: see to an open
 * balance first. Fields about the person in other streams (an order's contact, an incident) have keys of their own.
 *
 * @returns Left: nobody has this id (`NobodyThere`), or who asks may not (`Unauthorised`): nothing was destroyed then; or the
 * error of store, keys or journal, after which `endErasures`, or the same call, goes on
 */
export const erase =
  (erasing: Erasing, intent: Intent): TaskEither<NobodyThere | StoreError | ExecuteError, Erased> =>
  async () => {
    const { app, journal } = erasing
    const first = await app.store.readStream(`participant-${intent.participantId}`, 0, 1)()
    if (E.isLeft(first)) return first
    if (first.right.length === 0) {
      return E.left({ _tag: 'NobodyThere', message: 'No participant has this id. Nothing was destroyed.' })
    }
    // Whether it may be recorded is asked before anything is destroyed. This writes nothing.
    const { participantId, basis, effectiveOn, actor, programmeId, id } = intent
    const judged = await app.judge(
      { type: 'ErasePersonalData', participantId, basis, classes: intent.classes, effectiveOn },
      { commandId: id, actor, programmeId },
      () => true,
    )()
    if (E.isLeft(judged)) return judged
    const begun = await journal.begin(intent)()
    return E.isLeft(begun) ? begun : carryOut(erasing, intent)
  }

/**
 * Ends every erasure that was begun and not ended. Call it whenever an app that may erase starts.
 * @returns Right: what was ended. Left: the first error; call it again
 */
export const endErasures =
  (erasing: Erasing): TaskEither<StoreError | ExecuteError, readonly Erased[]> =>
  async () => {
    const open = await erasing.journal.open()()
    if (E.isLeft(open)) return open
    const ended: Erased[] = []
    for (const intent of open.right) {
      const erased = await carryOut(erasing, intent)
      if (E.isLeft(erased)) return erased
      ended.push(erased.right)
    }
    return E.right(ended)
  }

const ErasedData = t.type({ classes: t.array(t.string) })

/**
 * Destroys whatever keys of erased people are there again: of a key file that was restored from before, or of another holder of
 * keys for a copied log. The log knows who was erased; coded data have no keys.
 * @returns Right: how many keys went
 */
export const replayErasures =
  ({ app, keys }: Pick<Erasing, 'app' | 'keys'>): TaskEither<StoreError, number> =>
  async () => {
    let [after, isOver, count]: [string | null, boolean, number] = [null, false, 0]
    while (!isOver) {
      const page: E.Either<
        StoreError,
        { events: readonly { stream: string; data: unknown }[]; next: string | null; end: boolean }
      > = await app.store.readAll(after, 1_000, { types: ['PersonalDataErased'] })()
      if (E.isLeft(page)) return page
      for (const { stream, data } of page.right.events) {
        const subject = stream.slice('participant-'.length)
        for (const of of ErasedData.is(data) ? data.classes : []) {
          const destroyed = await keys.destroy({ subject, class: of })()
          if (E.isLeft(destroyed)) return destroyed
          count += destroyed.right.keys
        }
      }
      ;[after, isOver] = [page.right.next, page.right.end]
    }
    return E.right(count)
  }
