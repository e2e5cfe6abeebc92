import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Command } from './aggregate.js'
import type { Application } from './application.js'
import type { Event, Happened } from './event.js'
import type { ExecuteError } from './executed.js'
import { derivedId } from './ids.js'

/** A command that a policy sends. `target` tells it from the others that the same event causes: a line's or a person's id. */
export interface PolicyCommand {
  readonly target: string
  readonly command: Command
}

/**
 * What follows from an event. The ids of its commands follow from policy, event and target, so that running it twice
 * does nothing twice.
 */
export interface Policy {
  readonly name: string
  readonly on: { readonly [eventType: string]: (happened: Happened) => readonly PolicyCommand[] }
  /** The types of the commands that it may send: for the catalogue. */
  readonly sends?: readonly string[]
}

/** Builds a policy: for each event type it reacts to, the commands that follow. */
export const policy = <Ev extends Event>(definition: {
  readonly name: string
  readonly sends?: readonly string[]
  readonly on: {
    readonly [K in Ev['type']]?: (happened: Happened<Extract<Ev, { type: K }>>) => readonly PolicyCommand[]
  }
}): Policy =>
  // A handler is only ever given events of the type it stands under, which TypeScript can't see past the look-up.
  definition as unknown as Policy

/** A policy's command that the domain refused: a finding for a person, never lost in silence. */
export interface PolicyRefused {
  readonly policy: string
  /** The event that caused it. */
  readonly cause: string
  readonly command: string
  readonly error: ExecuteError
}

/** What followed from some events. */
export interface Followed {
  /** Events that policies' commands recorded. */
  readonly recorded: number
  readonly refused: readonly PolicyRefused[]
}

/** The domain says no: sent again as things stand it would say no again. */
export const isNo = ({ _tag }: ExecuteError): boolean =>
  _tag === 'Refusal' || _tag === 'Unauthorised' || _tag === 'Invalid'

/** What policies made of one event: one step, without what that causes in its turn. */
interface Reaction {
  readonly events: readonly Happened[]
  readonly refused: readonly PolicyRefused[]
}

/** Sends what policies make of one event. Done before, it does nothing, and no event is new. */
const react =
  (app: Application, policies: readonly Policy[], cause: Happened, role: string): TaskEither<ExecuteError, Reaction> =>
  async () => {
    const { event, id, metadata } = cause
    const events: Happened[] = []
    const refused: PolicyRefused[] = []
    for (const { name, on } of policies) {
      if (!Object.hasOwn(on, event.type)) continue
      for (const { target, command } of on[event.type]?.(cause) ?? []) {
        const done = await app.execute(command, {
          commandId: derivedId(id, `${name}.${target}`),
          actor: { id: name, role },
          programmeId: metadata.programmeId,
          correlationId: metadata.correlationId,
          causationId: id,
        })()
        if (E.isRight(done)) {
          if (!done.right.alreadyKnown) events.push(...done.right.events)
        } else if (isNo(done.left)) {
          refused.push({ policy: name, cause: id, command: command.type, error: done.left })
        } else return done
      }
    }
    return E.right({ events, refused })
  }

/**
 * Lets everything follow that policies make of these events, and of what that causes, until nothing is left to do. In the
 * order of the log: what is caused stands behind what stood already.
 * @param role the role in which policies act; the domain's command tables name it
 * @returns Left: the store's error. What was done before stays; `settle` goes on with the rest.
 */
export const followUp =
  (
    app: Application,
    policies: readonly Policy[],
    happened: readonly Happened[],
    role = 'policy',
  ): TaskEither<ExecuteError, Followed> =>
  async () => {
    const refused: PolicyRefused[] = []
    const causes = [...happened]
    // The list grows while it is gone through: an effect is a cause in its turn.
    for (const cause of causes) {
      const reaction = await react(app, policies, cause, role)()
      if (E.isLeft(reaction)) return reaction
      causes.push(...reaction.right.events)
      refused.push(...reaction.right.refused)
    }
    return E.right({ recorded: causes.length - happened.length, refused })
  }

/** Where settling ended. */
export interface Settled extends Followed {
  /** Settle after this position the next time. */
  readonly position: string | null
}

/**
 * Runs policies over the log until nothing is left to do, in the log's order. The outcome is the same every time, and after
 * a crash: from the beginning of the log (`after` null) what was done already is found done.
 * @param role the role in which policies act; the domain's command tables name it
 * @returns Left: the store's error. What was settled before it stays; settling again goes on.
 */
export const settle =
  (
    app: Application,
    policies: readonly Policy[],
    after: string | null,
    role = 'policy',
  ): TaskEither<ExecuteError, Settled> =>
  async () => {
    const types = [...new Set(policies.flatMap(({ on }) => Object.keys(on)))]
    const refused: PolicyRefused[] = []
    let recorded = 0
    let position = after
    for (;;) {
      const page = await app.store.readAll(position, 500, { types })()
      if (E.isLeft(page)) return page
      let caused = 0
      for (const stored of page.right.events) {
        const cause = app.decode(stored)
        if (E.isLeft(cause)) return cause
        // One step only: what it causes stands further on in the log, and is come to there, once.
        const reaction = await react(app, policies, cause.right, role)()
        if (E.isLeft(reaction)) return reaction
        caused += reaction.right.events.length
        refused.push(...reaction.right.refused)
      }
      recorded += caused
      position = page.right.next
      // What a page caused stands behind it; where it caused nothing and was the last, nothing is left to do.
      if (page.right.end && caused === 0) return E.right({ position, recorded, refused })
    }
  }
