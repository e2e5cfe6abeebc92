import { Argument, Command } from '@commander-js/extra-typings'
import type { RecordedEvent } from '@perca/eventsourcing'
import { csvText, day, eventSentence, number, table } from '@perca/reporting'
import * as E from 'fp-ts/lib/Either.js'
import { type Call, drawingOf, jsonText, type Perform, type Task, toFailure } from '../call.js'
import { participantIdOf } from '../domain.js'
import { eventHeadings, eventRow, eventView } from '../event-view.js'
import { exitCodes } from '../exit-code.js'
import { failed } from '../failure.js'
import { examples } from '../help.js'
import type { CliTexts } from '../lang/texts.js'
import { actorOption, type LookerOptions, purposeOption, reading, roleOption } from '../looker.js'
import { readWord } from '../option-values.js'
import { programmeOf } from '../programme.js'
import { readLog } from '../reading-log.js'

interface Asked {
  readonly code: string
  readonly showPersonal: boolean
}

/** Who looks, where what is sealed is to be shown. */
type Shown = LookerOptions & { readonly showPersonal: boolean }

const roleOf = ({ roles }: CliTexts, role: string): string =>
  Object.entries(roles).find(([name]) => name === role)?.[1] ?? role

const tableOf = (call: Call, { code, showPersonal }: Asked, events: readonly RecordedEvent[]): string => {
  const { settings, texts } = call
  const { lang } = settings
  const t = texts.event
  const rows = events.map((recorded) => [
    day(lang, recorded.event.effectiveOn),
    eventSentence(lang, recorded.event),
    roleOf(texts, recorded.metadata.actor.role),
    ...(showPersonal ? [JSON.stringify(eventView(recorded, true).data)] : []),
  ])
  const headings = [t.day, t.what, t.role, ...(showPersonal ? [t.data] : [])]
  const title = texts.history(code, number(lang, events.length))
  const columns = headings.map((heading) => ({ heading }))
  return `${title}\n${rows.length === 0 ? texts.noEvents : table(columns, rows, drawingOf(call))}\n`
}

const shown = (call: Call, asked: Asked, events: readonly RecordedEvent[]): string => {
  const { format, lang } = call.settings
  if (format === 'table') return tableOf(call, asked, events)
  const views = events.map((recorded) => eventView(recorded, asked.showPersonal))
  return format === 'json'
    ? jsonText({ participant: asked.code, events: views })
    : csvText(lang, [eventHeadings(call.texts), ...views.map(eventRow)])
}

const history =
  (asked: Asked, options: Shown): Task =>
  (call) =>
    reading(call, options, (app, plain) => async () => {
      const { settings, around, texts } = call
      const programmeId = await programmeOf(call, plain)()
      if (E.isLeft(programmeId)) return programmeId
      const participant = await participantIdOf(plain, programmeId.right, asked.code)()
      if (E.isLeft(participant)) return E.left(toFailure(participant.left))
      if (participant.right === undefined) return E.left(failed(texts.unknownParticipant(asked.code)))
      const events: RecordedEvent[] = []
      const read = await readLog(
        app,
        { after: null, filter: { subject: participant.right.id }, horizon: settings.horizon, stream: undefined },
        { signal: around.stop, message: texts.interrupted },
        (page) => {
          events.push(...page)
          return true
        },
      )
      if (E.isLeft(read)) return read
      around.stdout.write(shown(call, { ...asked, code: participant.right.code }, events))
      return E.right(exitCodes.done)
    })

/** `perca history`: everything recorded of one participant. */
export const historyCommand = (perform: Perform) =>
  new Command('history')
    .description('everything recorded of one participant, oldest first')
    .addArgument(new Argument('<participant>', 'the code in the register, like P-001').argParser(readWord))
    .option('--show-personal', 'show personal and health fields too; without it they are left out')
    .addOption(roleOption())
    .addOption(purposeOption())
    .addOption(actorOption())
    .addHelpText(
      'after',
      examples(
        'perca history P-001',
        'perca history P-001 --as-of 2020-06-30 --format json',
        'perca history P-001 --show-personal --role assessor --purpose care',
      ),
    )
    .action((code, { showPersonal = false, ...looker }) =>
      perform(
        { name: 'history', formats: ['table', 'json', 'csv'], horizon: true },
        history({ code, showPersonal }, { showPersonal, ...looker }),
      ),
    )
