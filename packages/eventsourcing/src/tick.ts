import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Command, Reader } from './aggregate.js'
import type { Application } from './application.js'
import type { ExecuteError } from './executed.js'
import { derivedId } from './ids.js'
import { type Followed, isNo, type PolicyRefused } from './policy.js'
import { within } from './projection.js'
import type { StoreError } from './store.js'

/** The instants after `after` up to `now`, that one included; `after` null: the clock is looked at for the first time. */
export interface Span {
  readonly after: string | null
  readonly now: string
}

/** What fell due at an instant, and the command that follows from it. */
export interface Due {
  /** The instant at which it fell due: what fell due earlier is sent earlier. */
  readonly at: string
  /** The id of the event that it follows from. */
  readonly cause: string
  /** Tells it from all else that this policy makes of that event. */
  readonly target: string
  readonly command: Command
  readonly programmeId: string | null
}

/**
 * What follows from time going by. An implementation must judge each instant of the span by what was known at that instant,
 * and never by what other policies or it itself made of it: then who ticks once a week records what who ticks daily does.
 * Where nothing was ticked before, it gives what is due as things stand.
 */
export interface ClockPolicy {
  readonly name: string
  /** The types of the commands that it may send: for the catalogue. */
  readonly sends?: readonly string[]
  /** @param knownAt reads states and rows as they were known at an instant, that instant included */
  readonly due: (span: Span, knownAt: (instant: string) => Reader) => TaskEither<StoreError, readonly Due[]>
}

/** What a look at the clock brought about. */
export interface Ticked extends Followed {
  /** Hand it back as `after` the next time. */
  readonly tickedTo: string
}

/**
 * Looks at the clock: sends all that fell due since the last look, in the order in which it fell due. The ids of commands
 * follow from cause, policy and target, so that a second look sends nothing twice, and catching up after days records the
 * same events as looking daily, but for when they were recorded. Let policies settle afterwards.
 * @param span `after`: what the last look gave as `tickedTo`, or null; `now`: the instant of this look
 * @param role the role in which policies act; the domain's command tables name it
 * @returns Left: the store's error. Look again with the same `after`: what was sent is found sent.
 */
export const tick =
  (app: Application, policies: readonly ClockPolicy[], span: Span, role = 'policy'): TaskEither<ExecuteError, Ticked> =>
  async () => {
    const { after, now } = span
    // A clock that was put back: all up to there was seen to.
    if (after !== null && after >= now) return E.right({ tickedTo: after, recorded: 0, refused: [] })
    const knownAt = (instant: string) => app.readerOf((recorded) => within({ knownAt: instant }, recorded))
    const due: (Due & { readonly policy: string })[] = []
    for (const { name, due: fallsDue } of policies) {
      const found = await fallsDue(span, knownAt)()
      if (E.isLeft(found)) return found
      due.push(...found.right.map((one) => ({ ...one, policy: name })))
    }
    // Stable: of one instant, in the order of the policies.
    due.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    const refused: PolicyRefused[] = []
    let recorded = 0
    for (const { policy, cause, target, command, programmeId } of due) {
      const done = await app.execute(command, {
        commandId: derivedId(cause, `${policy}.${target}`),
        actor: { id: policy, role },
        programmeId,
        causationId: cause,
      })()
      if (E.isRight(done)) {
        if (!done.right.alreadyKnown) recorded += done.right.events.length
      } else if (isNo(done.left)) {
        refused.push({ policy, cause, command: command.type, error: done.left })
      } else return done
    }
    return E.right({ tickedTo: now, recorded, refused })
  }
