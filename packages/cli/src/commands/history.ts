import { Argument, Command } from '@commander-js/extra-typings'
import type { RecordedEvent } from '@perca/eventsourcing'
import { csvText, day, eventSentence, number, table } from '@perca/reporting'
import * as E from 'fp-ts/lib/Either.js'
import { type Call, onStore, type Perform, printJson, printText, type Task, toFailure } from '../call.js'
import { participantIdOf } from '../domain.js'
import { eventHeadings, eventRow, eventView } from '../event-view.js'
import { exitCodes } from '../exit-code.js'
import { failed } from '../failure.js'
import { examples } from '../help.js'
import { readWord } from '../option-values.js'
import { programmeOf } from '../programme.js'
import { readLog } from '../reading-log.js'

interface Asked {
  readonly code: string
  readonly showPersonal: boolean
}

const print = (call: Call, { code, showPersonal }: Asked, events: readonly RecordedEvent[]): void => {
  const { settings, texts, around } = call
  const { lang } = settings
  const views = () => events.map((recorded) => eventView(recorded, showPersonal))
  switch (settings.format) {
    case 'json':
      return printJson(call, { participant: code, events: views() })
    case 'csv':
      return around.stdout.write(csvText(lang, [eventHeadings(texts), ...views().map(eventRow)]))
    case 'table': {
      const columns = [{ heading: texts.event.day }, { heading: texts.event.what }, { heading: texts.event.role }]
      const rows = events.map(({ event, metadata }) => [
        day(lang, event.effectiveOn),
        eventSentence(lang, event),
        metadata.actor.role,
      ])
      const drawing = { colour: settings.colour, width: around.stdout.columns }
      printText(call, texts.history(code, number(lang, events.length)))
      printText(call, rows.length === 0 ? texts.noEvents : table(columns, rows, drawing))
      if (showPersonal) for (const view of views()) printText(call, `${view.position} ${JSON.stringify(view.data)}`)
    }
  }
}

const history =
  (asked: Asked): Task =>
  (call) =>
    onStore(call, 'read', (app) => async () => {
      const { settings, around, texts } = call
      const programmeId = await programmeOf(call, app)()
      if (E.isLeft(programmeId)) return programmeId
      const participant = await participantIdOf(app, programmeId.right, asked.code)()
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
      print(call, { ...asked, code: participant.right.code }, events)
      return E.right(exitCodes.done)
    })

/** `perca history`: everything recorded of one participant. */
export const historyCommand = (perform: Perform) =>
  new Command('history')
    .description('everything recorded of one participant, oldest first')
    .addArgument(new Argument('<participant>', 'the code in the register, like P-001').argParser(readWord))
    .option('--show-personal', 'show personal and health fields too; without it they are left out')
    .addHelpText(
      'after',
      examples(
        'perca history P-001',
        'perca history P-001 --as-of 2020-06-30 --format json',
        'perca history P-001 --show-personal   (only where the law and your duty ask for it)',
      ),
    )
    .action((code, { showPersonal }) =>
      perform(
        { name: 'history', formats: ['table', 'json', 'csv'], horizon: true },
        history({ code, showPersonal: showPersonal ?? false }),
      ),
    )
