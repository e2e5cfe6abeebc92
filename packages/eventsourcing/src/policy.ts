import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Command } from './aggregate.js'
import type { Application, ExecuteError } from './application.js'
import type { Event, RecordedEvent } from './event.js'
import { derivedId } from './ids.js'
import type { StoreError } from './store.js'

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
  readonly on: { readonly [eventType: string]: (recorded: RecordedEvent) => readonly PolicyCommand[] }
}

/** Builds a policy: for each event type it reacts to, the commands that follow. */
export const policy = <Ev extends Event>(definition: {
  readonly name: string
  readonly on: {
    readonly [K in Ev['type']]?: (recorded: RecordedEvent<Extract<Ev, { type: K }>>) => readonly PolicyCommand[]
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

/** Where settling ended. */
export interface Settled {
  /** Settle after this position the next time. */
  readonly position: string | null
  /** Events that policies' commands recorded. */
  readonly recorded: number
  readonly refused: readonly PolicyRefused[]
}

/**
 * Runs policies, in log order, until nothing is left to do. The outcome is the same every time, and after a crash: from
 * the beginning of the log (`after` null) what was done already is found done.
 * @param role the role in which policies act; the domain's command tables name it
 * @returns Left: the store's error. What was settled before it stays; settling again goes on.
 */
export const settle =
  (
    app: Application,
    policies: readonly Policy[],
    after: string | null,
    role = 'policy',
  ): TaskEither<StoreError | ExecuteError, Settled> =>
  async () => {
    const types = [...new Set(policies.flatMap(({ on }) => Object.keys(on)))]
    const refused: PolicyRefused[] = []
    let recorded = 0
    let position = after
    for (;;) {
      const page = await app.store.readAll(position, 500, { types })()
      if (E.isLeft(page)) return page
      for (const stored of page.right.events) {
        const cause = app.decode(stored)
        if (E.isLeft(cause)) return cause
        for (const { name, on } of policies) {
          if (!Object.hasOwn(on, stored.type)) continue
          for (const { target, command } of on[stored.type]?.(cause.right) ?? []) {
            const done = await app.execute(command, {
              commandId: derivedId(stored.id, `${name}.${target}`),
              actor: { id: name, role },
              programmeId: cause.right.metadata.programmeId,
              correlationId: cause.right.metadata.correlationId,
              causationId: stored.id,
            })()
            if (E.isRight(done)) recorded += done.right.alreadyKnown ? 0 : done.right.events.length
            else if (done.left._tag === 'Refusal' || done.left._tag === 'Unauthorised' || done.left._tag === 'Invalid') {
              refused.push({ policy: name, cause: stored.id, command: command.type, error: done.left })
            } else return done
          }
        }
      }
      position = page.right.next
      // A page that held nothing for a policy caused nothing; otherwise what it caused stands behind it.
      if (page.right.end && page.right.events.length === 0) return E.right({ position, recorded, refused })
    }
  }
