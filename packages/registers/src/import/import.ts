import { policies } from '@perca/core'
import {
  type Application,
  type Day,
  type Envelope,
  type ExecuteError,
  followUp,
  type Happened,
  type PolicyRefused,
  type RecordedEvent,
  settle,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Entry } from '../reading/register.js'
import type { Registers } from '../reading/registers.js'
import { programmeCommands } from './programme.js'
import { programmesOf, standingOf } from './standing.js'
import { type Step, stepsOf } from './steps.js'

/** A row that was not taken: where it stands, under which rule, and what to do. */
export interface RefusedEntry {
  readonly entry: Entry<unknown>
  readonly rule: string
  readonly message: string
}

/** What an import came to. `rows` = `accepted` + `alreadyKnown` + the refused, unless it was interrupted. */
export interface Imported {
  readonly programme: string
  /** Rows read; in attendance registers, marked cells. */
  readonly rows: number
  readonly accepted: number
  /** Rows that an earlier import had taken. */
  readonly alreadyKnown: number
  /** By file, row and column. */
  readonly refused: readonly RefusedEntry[]
  /** Events recorded by this import. */
  readonly events: number
  /** Rows accepted by this import, by file. */
  readonly acceptedByFile: { readonly [file: string]: number }
  /** Commands of policies that the domain refused: for a person to look into. Empty where all is well. */
  readonly unsettled: readonly PolicyRefused[]
  /** True where the import was asked to stop before its end; run again, it goes on. */
  readonly interrupted: boolean
}

/** The import could not begin, or not go on. What was recorded before stays and is whole; run again, it goes on. */
export interface ImportFailed {
  readonly _tag: 'ImportFailed'
  readonly reason: 'programme-missing' | 'programme-refused' | 'store'
  readonly message: string
  readonly cause: ExecuteError | null
}

/** How an import is done; all may be left out. */
export interface ImportOptions {
  /** The programme, where the source has no program.json and the store holds several. */
  readonly programmeId?: string
  /** Told, row by row, how many of how many are done. */
  readonly onProgress?: (done: number, of: number) => void
  /** Asks the import to stop after the row under way. */
  readonly signal?: { readonly aborted: boolean }
}

/** As whom an import acts: the keeper of the registers. */
export const importActor = { id: 'registers', role: 'registrar' }

const stopped = (cause: ExecuteError): ImportFailed => ({
  _tag: 'ImportFailed',
  reason: 'store',
  message: `${cause.message} What was recorded before stays and is whole; run the import again and it goes on.`,
  cause,
})

/** Every entry of every register, in no order that matters. */
const entriesOf = (registers: Registers): readonly Entry<unknown>[] => [
  ...registers.participants,
  ...registers.assessments,
  ...registers.enrolments,
  ...registers.attendance,
  ...registers.products,
  ...registers.agencies,
  ...registers.production,
  ...registers.materials,
  ...registers.orders,
  ...registers.deliveries,
  ...registers.payments,
  ...registers.payouts,
]

const byPlace = (a: RefusedEntry, b: RefusedEntry): number => {
  const [left, right] = [a.entry, b.entry]
  if (left.file !== right.file) return left.file < right.file ? -1 : 1
  if (left.row !== right.row) return left.row - right.row
  if (left.column === right.column) return (left.at ?? 0) - (right.at ?? 0)
  return (left.column ?? '') < (right.column ?? '') ? -1 : 1
}

interface RowRefusal {
  readonly rule: string
  readonly message: string
}

/** A refusal of the row, or undefined where the error is none of the row's. */
const rowRefusal = (error: ExecuteError): RowRefusal | undefined => {
  if (error._tag === 'Refusal') return { rule: error.rule, message: error.message }
  // The registers' reader takes what a command can't hold only in the odd way out: a code too long, a sum past counting.
  if (error._tag !== 'Invalid' && error._tag !== 'TooLarge') return undefined
  const faults = error._tag === 'Invalid' ? error.faults : []
  const number = faults.some(({ path }) => /quantity|unitPrice|amount|price|grams|received|issued|parts/.test(path))
  return {
    rule: number ? 'invalid-number' : 'invalid-code',
    message: 'The value is too long or too large. Shorten it.',
  }
}

/** The places of the rows that are one order's. */
const rowsTogether = (steps: readonly Step[]): ReadonlyMap<string, readonly number[]> => {
  const together = new Map<string, number[]>()
  for (const [place, { order }] of steps.entries()) {
    if (order === null) continue
    const places = together.get(order)
    if (places === undefined) together.set(order, [place])
    else places.push(place)
  }
  return together
}

/** Which programme the registers are of, and since when it runs. */
const chosenProgramme =
  (app: Application, registers: Registers, asked: string | undefined): TaskEither<ImportFailed, Programme> =>
  async () => {
    const { programme } = registers
    if (programme !== undefined) return E.right({ programmeId: programme.programme, startedOn: programme.startedOn })
    const found = await programmesOf(app)()
    if (E.isLeft(found)) return E.left(stopped(found.left))
    const [only, another] = found.right.keys()
    const programmeId = asked ?? (another === undefined ? only : undefined)
    const startedOn = programmeId === undefined ? undefined : found.right.get(programmeId)
    if (programmeId !== undefined && startedOn !== undefined) return E.right({ programmeId, startedOn })
    const message =
      found.right.size === 0
        ? 'There is no program.json beside the registers, and the store holds no programme yet. Put a program.json there.'
        : `There is no program.json beside the registers. Name the programme: ${[...found.right.keys()].join(', ')}.`
    return E.left({ _tag: 'ImportFailed', reason: 'programme-missing', message, cause: null })
  }

interface Programme {
  readonly programmeId: string
  readonly startedOn: Day
}

/** What became of a row, and the events it recorded. */
interface Outcome {
  readonly is: 'accepted' | 'known' | RowRefusal
  readonly recorded: readonly Happened[]
  /** True where the row is refused only for what later rows, which came first, brought about. */
  readonly hindered: boolean
}

/**
 * Takes an agency's registers in: each row as the commands it stands for, in the order of the registers' rules, and after
 * each row all that follows from it. A row that the domain refuses is set aside; it holds up no other.
 *
 * The same registers again record nothing: a row is known by its content and by which of its equals it is. A row that is
 * new is judged by what stood at its place in that order, also where later rows are recorded already, and by all that
 * stands now; so an import that was cut off, and run again, ends as if it had not been.
 *
 * @returns Left: it could not begin or go on. Right: what it came to.
 */
export const importRegisters =
  (app: Application, registers: Registers, options: ImportOptions = {}): TaskEither<ImportFailed, Imported> =>
  async () => {
    const chosen = await chosenProgramme(app, registers, options.programmeId)()
    if (E.isLeft(chosen)) return chosen
    const { programmeId, startedOn } = chosen.right
    const envelope = (commandId: string, correlationId = commandId): Envelope => ({
      commandId,
      correlationId,
      actor: importActor,
      programmeId,
    })

    // What an earlier import left unfinished comes first.
    const begun = await settle(app, policies, null)()
    if (E.isLeft(begun)) return E.left(stopped(begun.left))
    let events = begun.right.recorded
    const unsettled: PolicyRefused[] = [...begun.right.refused]

    const { programme, payments } = registers
    for (const { id, command } of programme === undefined ? [] : programmeCommands(programme, payments)) {
      const done = await app.execute(command, envelope(id))()
      if (E.isLeft(done)) {
        if (rowRefusal(done.left) === undefined) return E.left(stopped(done.left))
        const message = `program.json: ${done.left.message} No row was taken.`
        return E.left({ _tag: 'ImportFailed', reason: 'programme-refused', message, cause: done.left })
      }
      events += done.right.alreadyKnown ? 0 : done.right.events.length
    }

    const steps = stepsOf(registers, programmeId, startedOn)
    const stood = await standingOf(app, steps)()
    if (E.isLeft(stood)) return E.left(stopped(stood.left))
    const { known, latest, placeOf } = stood.right

    /** What a row's turn found standing: all but what this row and those behind it bring about. */
    const before = (place: number) => (recorded: RecordedEvent) => placeOf(recorded) < place

    const carryOut = async (step: Step, place: number, again: boolean): Promise<E.Either<ImportFailed, Outcome>> => {
      const stands = step.judgedBy === null ? -1 : (latest.get(step.judgedBy) ?? -1)
      const late = !known.has(step.id) && (again || stands > place)
      const recorded: Happened[] = []
      for (const { id, command } of step.commands) {
        const sent = envelope(id, step.id)
        const judged = late ? await app.judge(command, sent, before(place))() : E.right([])
        const done = E.isLeft(judged) ? judged : await app.execute(command, sent)()
        if (E.isLeft(done)) {
          const refusal = rowRefusal(done.left)
          const hindered = late && E.isRight(judged)
          return refusal === undefined ? E.left(stopped(done.left)) : E.right({ is: refusal, recorded, hindered })
        }
        if (!done.right.alreadyKnown) recorded.push(...done.right.events)
      }
      return E.right({ is: known.has(step.id) ? 'known' : 'accepted', recorded, hindered: false })
    }

    const entries = entriesOf(registers)
    const refused: RefusedEntry[] = entries.flatMap((entry) =>
      E.isLeft(entry.value) ? [{ entry, rule: entry.value.left.rule, message: entry.value.left.message }] : [],
    )
    const acceptedByFile: Record<string, number> = {}
    let accepted = 0
    let alreadyKnown = 0
    const done = new Set<number>()
    /** Rows that are refused as things stand, by place. */
    const declined = new Map<number, RowRefusal & Pick<Outcome, 'hindered'>>()

    /** Carries one row out and lets what follows from it settle. True where the row stands. */
    const take = async (step: Step, place: number, again = false): Promise<E.Either<ImportFailed, boolean>> => {
      done.add(place)
      const outcome = await carryOut(step, place, again)
      if (E.isLeft(outcome)) return outcome
      const { is, recorded, hindered } = outcome.right
      declined.delete(place)
      events += recorded.length
      const followed = await followUp(app, policies, recorded)()
      if (E.isLeft(followed)) return E.left(stopped(followed.left))
      events += followed.right.recorded
      unsettled.push(...followed.right.refused)
      if (is === 'known') alreadyKnown += 1
      else if (is === 'accepted') {
        accepted += 1
        acceptedByFile[step.entry.file] = (acceptedByFile[step.entry.file] ?? 0) + 1
      } else declined.set(place, { ...is, hindered })
      options.onProgress?.(done.size, steps.length)
      return E.right(is === 'known' || is === 'accepted')
    }

    const together = rowsTogether(steps)
    const aborted = () => options.signal?.aborted === true
    for (const [place, step] of steps.entries()) {
      if (aborted()) break
      if (done.has(place)) continue
      const stands = await take(step, place)
      if (E.isLeft(stands)) return stands
      // The other rows of an order go with its first that stands.
      for (const other of step.order !== null && stands.right ? (together.get(step.order) ?? []) : []) {
        const rest = steps[other]
        if (rest === undefined || done.has(other)) continue
        const taken = await take(rest, other)
        if (E.isLeft(taken)) return taken
      }
    }
    /** Declined rows that may stand now, in order: the hindered, and those behind a place where a row came to stand. */
    const mayStand = (behind: number): readonly number[] =>
      [...declined]
        .flatMap(([place, { hindered }]) => (hindered || place > behind ? [place] : []))
        .sort((a, b) => a - b)
    // Rows behind a hindered one may have made room for it, and what it brings about may be what others behind it lacked.
    // The rest is not tried again: what stood at its place is what it was judged by.
    let interrupted = done.size < steps.length
    for (let places = mayStand(Number.POSITIVE_INFINITY); places.length > 0 && !interrupted; ) {
      let stood = Number.POSITIVE_INFINITY
      for (const place of places) {
        interrupted = aborted()
        const step = steps[place]
        if (interrupted || step === undefined) break
        const stands = await take(step, place, true)
        if (E.isLeft(stands)) return stands
        if (stands.right) stood = Math.min(stood, place)
      }
      places = stood === Number.POSITIVE_INFINITY ? [] : mayStand(stood)
    }
    for (const [place, { rule, message }] of declined) {
      refused.push(...steps.slice(place, place + 1).map(({ entry }) => ({ entry, rule, message })))
    }
    return E.right({
      programme: programmeId,
      rows: entries.length,
      accepted,
      alreadyKnown,
      refused: refused.sort(byPlace),
      events,
      acceptedByFile,
      unsettled,
      interrupted,
    })
  }
