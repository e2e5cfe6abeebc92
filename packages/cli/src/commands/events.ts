import { Command, Option } from '@commander-js/extra-typings'
import { type Application, categoryOf, type RecordedEvent } from '@perca/eventsourcing'
import { bold, csvText, printable } from '@perca/reporting'
import * as E from 'fp-ts/lib/Either.js'
import { type Call, type Perform, type Task, toFailure } from '../call.js'
import { eventTypeNames } from '../domain.js'
import { eventHeadings, eventRow, eventView } from '../event-view.js'
import { type ExitCode, exitCodes } from '../exit-code.js'
import { type Failure, interrupted, wrongCall } from '../failure.js'
import { examples } from '../help.js'
import { actorOption, type LookerOptions, purposeOption, reading, roleOption } from '../looker.js'
import { near } from '../near.js'
import { readCount, readWord } from '../option-values.js'
import { readLog, type Wanted, wantedOf } from '../reading-log.js'

interface Asked {
  readonly stream: string | undefined
  readonly type: string | undefined
  readonly after: string | undefined
  readonly limit: number | undefined
  readonly follow: boolean
  readonly showPersonal: boolean
}

/** Prints events as they come: no form needs to know the last one before the first is printed. */
interface Printer {
  readonly begin: () => void
  readonly print: (events: readonly RecordedEvent[]) => void
  readonly end: () => void
}

/** Widths of the columns of the table, which is printed as it comes; the last column has no end. */
const widths = [9, 24, 10, 22]
const line = (cells: readonly string[]): string =>
  cells
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join('  ')
    .trimEnd()

const printerOf = (call: Call, { follow, showPersonal }: Asked): Printer => {
  const { settings, texts, around } = call
  const { lang } = settings
  const write = around.stdout.write
  const view = (recorded: RecordedEvent) => eventView(recorded, showPersonal)
  switch (settings.format) {
    case 'json': {
      if (follow) {
        return {
          begin: () => {},
          print: (events) => write(events.map((event) => `${JSON.stringify(view(event))}\n`).join('')),
          end: () => {},
        }
      }
      let first = true
      return {
        begin: () => write('{"events":['),
        print: (events) => {
          for (const event of events) {
            write(`${first ? '' : ','}\n${JSON.stringify(view(event))}`)
            first = false
          }
        },
        end: () => write('\n]}\n'),
      }
    }
    case 'csv':
      return {
        begin: () => write(csvText(lang, [eventHeadings(texts)])),
        // The mark at the beginning of the file stands before the headings only.
        print: (events) =>
          write(
            csvText(
              lang,
              events.map((event) => eventRow(view(event))),
            ).replace(/^\uFEFF/, ''),
          ),
        end: () => {},
      }
    case 'table': {
      const t = texts.event
      return {
        begin: () => write(`${bold(line([t.position, t.recorded, t.day, t.type, t.stream]), settings)}\n`),
        print: (events) =>
          write(
            events
              .map(({ position, recordedAt, event, stream, metadata }) =>
                line([position, recordedAt, metadata.effectiveOn, event.type, printable(stream)]),
              )
              .map((text) => `${text}\n`)
              .join(''),
          ),
        end: () => {},
      }
    }
  }
}

/** Prints what there is: the newest `limit` events; after a position, the first `limit` ones. */
const printLog = async (
  call: Call,
  app: Application,
  wanted: Wanted,
  { after, limit }: Asked,
  printer: Printer,
): Promise<E.Either<Failure, void>> => {
  const { around, texts } = call
  const isNewest = limit !== undefined && after === undefined
  let kept: RecordedEvent[] = []
  let left = limit ?? Number.POSITIVE_INFINITY
  const read = await readLog(app, wanted, { signal: around.stop, message: texts.interrupted }, async (events) => {
    if (isNewest) {
      kept = [...kept, ...events].slice(-limit)
      return true
    }
    printer.print(events.slice(0, left))
    left -= events.length
    await around.stdout.ready()
    return left > 0 && !around.stdout.gone.aborted
  })
  printer.print(kept)
  return read
}

/** Prints what there is and what is appended, until the person stops it or the reader goes away. */
const followLog = async (
  call: Call,
  app: Application,
  wanted: Wanted,
  { limit }: Asked,
  printer: Printer,
): Promise<E.Either<Failure, void>> => {
  const { around, texts } = call
  let left = limit ?? Number.POSITIVE_INFINITY
  const { gone } = around.stdout
  for await (const page of app.store.follow(wanted.after, wanted.filter, AbortSignal.any([around.stop, gone]))) {
    if (E.isLeft(page)) {
      if (page.left._tag !== 'Unavailable') return E.left(toFailure(page.left))
      around.stderr.write(`${page.left.message}\n`)
      continue
    }
    const events = wantedOf(app, wanted, page.right)
    if (E.isLeft(events)) return events
    printer.print(events.right.slice(0, left))
    left -= events.right.length
    await around.stdout.ready()
    if (left <= 0) return E.right(undefined)
  }
  return gone.aborted ? E.right(undefined) : E.left(interrupted(texts.interrupted))
}

const events =
  (asked: Asked, looker: LookerOptions): Task =>
  (call) => {
    const { settings, texts } = call
    if (asked.type !== undefined && !eventTypeNames.includes(asked.type)) {
      const message = texts.unknownType(asked.type, near(asked.type, eventTypeNames))
      return async () => E.left(wrongCall(message))
    }
    return reading(
      call,
      { ...looker, showPersonal: asked.showPersonal },
      (app) => async (): Promise<E.Either<Failure, ExitCode>> => {
        const wanted: Wanted = {
          after: asked.after ?? null,
          filter: {
            ...(asked.type === undefined ? {} : { types: [asked.type] }),
            ...(asked.stream === undefined ? {} : { categories: [categoryOf(asked.stream)] }),
          },
          horizon: settings.horizon,
          stream: asked.stream,
        }
        const printer = printerOf(call, asked)
        printer.begin()
        const printed = await (asked.follow ? followLog : printLog)(call, app, wanted, asked, printer)
        if (E.isLeft(printed)) return printed
        printer.end()
        return E.right(exitCodes.done)
      },
    )
  }

/** `perca events`: the log itself. */
export const eventsCommand = (perform: Perform) =>
  new Command('events')
    .description('the log, newest last')
    .addOption(new Option('--stream <name>', 'only this stream, like session-kediri.2020-08-18').argParser(readWord))
    .addOption(new Option('--type <event>', 'only this type, like AttendanceRecorded').argParser(readWord))
    .addOption(new Option('--after <position>', 'only what stands after this position').argParser(readWord))
    .addOption(
      new Option('--limit <count>', 'at most so many: the newest, or, with --after, the first ones').argParser(
        readCount,
      ),
    )
    .option('--follow', 'go on with what is recorded from now on; with --format json one event a line')
    .option('--show-personal', 'show personal and health fields too; without it they are left out')
    .addOption(roleOption())
    .addOption(purposeOption())
    .addOption(actorOption())
    .addHelpText(
      'after',
      examples(
        'perca events --limit 20',
        'perca events --type ProceedsShared --format json',
        'perca events --follow --format json',
      ),
    )
    .action(({ stream, type, after, limit, follow, showPersonal, ...looker }) =>
      perform(
        { name: 'events', formats: ['table', 'json', 'csv'], horizon: true },
        events({ stream, type, after, limit, follow: follow ?? false, showPersonal: showPersonal ?? false }, looker),
      ),
    )
