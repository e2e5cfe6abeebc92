import { Command, Option } from '@commander-js/extra-typings'
import type { MonthlyReport } from '@perca/core'
import { monthlyReportCsv, monthlyReportJson, monthlyReportTable, table } from '@perca/reporting'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Call, drawingOf, jsonText, onStore, type Perform, type Task, toFailure } from '../call.js'
import { monthlyReportOf } from '../domain.js'
import { exitCodes } from '../exit-code.js'
import { interrupted, wrongCall } from '../failure.js'
import { examples } from '../help.js'
import { type Month, readMonth } from '../option-values.js'
import { programmeOf } from '../programme.js'
import { progress } from '../progress.js'

const shown = (call: Call, report: MonthlyReport): string => {
  const { format, lang } = call.settings
  switch (format) {
    case 'json':
      return `${monthlyReportJson(report)}\n`
    case 'csv':
      return monthlyReportCsv(report, lang)
    case 'table':
      return `${monthlyReportTable(report, lang, drawingOf(call))}\n`
  }
}

const monthly =
  (month: Month | undefined): Task =>
  (call) => {
    // Looked for here and not by commander, which would complain of it before it complains of a mistyped option.
    if (month === undefined) return TE.left(wrongCall(call.texts.monthMissing))
    return onStore(call, 'read', (app) => async () => {
      const { settings, around, texts } = call
      const programmeId = await programmeOf(call, app)()
      if (E.isLeft(programmeId)) return programmeId
      const bar = progress(around, settings, texts.reading)
      const report = await monthlyReportOf(app, {
        programmeId: programmeId.right,
        month,
        horizon: settings.horizon,
        onEvents: bar.at,
      })()
      bar.end()
      if (around.stop.aborted) return E.left(interrupted(texts.interrupted))
      if (E.isLeft(report)) return E.left(toFailure(report.left))
      around.stdout.write(shown(call, report.right))
      return E.right(exitCodes.done)
    })
  }

const list: Task = (call) => async () => {
  const { settings, texts, around } = call
  const t = texts.reports
  around.stdout.write(
    settings.format === 'json'
      ? jsonText({ reports: ['monthly'] })
      : `${table([{ heading: t.name }, { heading: t.tells }], [['monthly', t.monthly]], drawingOf(call))}\n`,
  )
  return E.right(exitCodes.done)
}

/** `perca report`: reports of a programme. */
export const reportCommand = (perform: Perform) =>
  new Command('report')
    .description("the programme's reports")
    .addCommand(
      new Command('monthly')
        .description('one month of a programme: sessions, participants, attendance, production, orders, money, stock')
        .addOption(new Option('--month <month>', 'which month, like 2020-08').argParser(readMonth))
        .addHelpText(
          'after',
          examples(
            'perca report monthly --month 2020-08',
            'perca report monthly --month 2020-08 --format csv --lang id > laporan.csv',
            'perca report monthly --month 2020-08 --known-at 2020-09-05T17:00:00Z',
          ),
        )
        .action(({ month }) =>
          perform({ name: 'report monthly', formats: ['table', 'json', 'csv'], horizon: true }, monthly(month)),
        ),
    )
    .addCommand(
      new Command('list')
        .description('the reports that there are')
        .addHelpText('after', examples('perca report list'))
        .action(() => perform({ name: 'report list', formats: ['table', 'json'], horizon: false }, list)),
    )
