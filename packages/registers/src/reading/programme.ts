import { readFile, stat } from 'node:fs/promises'
import { Day, faults } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as J from 'fp-ts/lib/Json.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { invalidProgramme, type ProgrammeProblem, type RegistersError, reasonOf, unreadable } from './error.js'

/** Under what name a programme's own data stands beside its registers. */
export const programmeFile = 'program.json'

/** Largest program.json read, in bytes: a century of holidays fits. */
const MAX_PROGRAMME_BYTES = 1024 * 1024

/** A codec that changes nothing. Its name ends the sentence "<path> must be ...". */
const named = <A>(name: string, is: (input: unknown) => input is A): t.Type<A, A> =>
  new t.Type<A, A>(name, is, (input, context) => (is(input) ? t.success(input) : t.failure(input, context)), t.identity)

const textThat = (name: string, holds: (text: string) => boolean): t.Type<string> =>
  named(name, (input): input is string => typeof input === 'string' && holds(input))

const wholeFrom = (least: number, name: string): t.Type<number> =>
  named(name, (input): input is number => typeof input === 'number' && Number.isSafeInteger(input) && input >= least)

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const Slug = textThat('a slug: a-z, 0-9 and -, at most 40 characters', (text) => /^[a-z0-9][a-z0-9-]{0,39}$/.test(text))
const Words = textThat('a text that is not blank', (text) => text.trim() !== '')
const Zone = textThat('a time zone such as Asia/Jakarta', isZone)
const Clock = textThat('a time of day such as 09:00', (text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text))
const Calendar = named('a day that exists, such as 2020-12-31', Day.is)
const Positive = wholeFrom(1, 'a whole number above 0')
const BasisPoints = wholeFrom(0, 'a whole number of basis points, 0 to 10000')
const object = <P extends t.Props>(props: P) => t.type(props, 'an object')
const list = <C extends t.Mixed>(item: C) => t.readonlyArray(item, 'a list')

const Programme = object({
  programme: Slug,
  name: Words,
  agency: Words,
  timezone: Zone,
  startedOn: Calendar,
  schedule: object({ rule: Words, startsAt: Clock, duration: Positive, venue: Words, capacity: Positive }),
  holidays: list(object({ date: Calendar, name: Words })),
  crafts: list(object({ craftId: Words, name: Words })),
  proceeds: object({ makersShare: BasisPoints, materialsFund: BasisPoints, programmeFund: BasisPoints }),
})

/**
 * A programme as program.json gives it. `schedule.rule` is an RFC 5545 RRULE, not looked into here; `startsAt` is local
 * time in `timezone`, `duration` minutes, `capacity` people. `proceeds` are basis points and sum to 10000.
 */
export type ProgrammeFile = t.TypeOf<typeof Programme>

const proceedsProblem = ({ proceeds }: ProgrammeFile): readonly ProgrammeProblem[] => {
  const sum = proceeds.makersShare + proceeds.materialsFund + proceeds.programmeFund
  return sum === 10000 ? [] : [{ path: 'proceeds', problem: `must sum to 10000, they sum to ${sum}` }]
}

/** Takes what program.json holds for a programme. Other keys are allowed and left out of account. */
export const programmeOf = (file: string, json: unknown): E.Either<RegistersError, ProgrammeFile> =>
  pipe(
    Programme.decode(json),
    E.mapLeft((errors) => faults(errors).map(({ path, expected }) => ({ path, problem: `must be ${expected}` }))),
    E.filterOrElse(
      (programme) => proceedsProblem(programme).length === 0,
      (programme) => [...proceedsProblem(programme)],
    ),
    E.mapLeft((problems) => invalidProgramme(file, problems)),
  )

const notAsJson = (problem: string) => (): readonly ProgrammeProblem[] => [{ path: '', problem }]

const jsonOf = (bytes: Buffer): E.Either<readonly ProgrammeProblem[], J.Json> =>
  pipe(
    E.tryCatch(
      () => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
      notAsJson('is not UTF-8: save it again as UTF-8'),
    ),
    E.chain((text) =>
      pipe(J.parse(text), E.mapLeft(notAsJson('is no JSON: check commas, quotation marks and brackets'))),
    ),
  )

/**
 * Reads a program.json.
 * @param file the name for messages.
 * @returns undefined where there is none; Left where there is one that is no programme, with every problem located.
 */
export const readProgramme = (path: string, file: string): TE.TaskEither<RegistersError, ProgrammeFile | undefined> =>
  pipe(
    TE.tryCatch(async () => ((await stat(path)).size > MAX_PROGRAMME_BYTES ? undefined : readFile(path)), reasonOf),
    TE.foldW(
      (reason) => (reason === 'ENOENT' ? TE.right(undefined) : TE.left(unreadable(file, reason))),
      (bytes) =>
        TE.fromEither(
          pipe(
            bytes,
            E.fromNullable(notAsJson('is larger than 1 MiB: give the file that describes the programme')()),
            E.chain(jsonOf),
            E.mapLeft((problems) => invalidProgramme(file, problems)),
            E.chain((json) => programmeOf(file, json)),
          ),
        ),
    ),
  )
