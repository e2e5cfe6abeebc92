import { Command, Option } from '@commander-js/extra-typings'
import type { MonthlyReport } from '@perca/core'
import { monthlyReportCsv, monthlyReportJson, monthlyReportTable, table } from '@perca/reporting'
import * as E from 'fp-ts/lib/Either.js'
import { type Call, onStore, type Perform, printJson, printText, type Task, toFailure } from '../call.js'
import { monthlyReportOf } from '../domain.js'
import { exitCodes } from '../exit-code.js'
import { interrupted } from '../failure.js'
import { examples } from '../help.js'
import { type Month, readMonth } from '../option-values.js'
import { programmeOf } from '../programme.js'
import { progress } from '../progress.js'

const print = (call: Call, report: MonthlyReport): void => {
  const { settings, around } = call
  const drawing = { colour: settings.colour, width: around.stdout.columns }
  switch (settings.format) {
    case 'json':
      return printText(call, monthlyReportJson(report))
    case 'csv':
      return around.stdout.write(monthlyReportCsv(report, settings.lang))
    case 'table':
      return printText(call, monthlyReportTable(report, settings.lang, drawing))
  }
}

const monthly =
  (month: Month): Task =>
  (call) =>
    onStore(call, 'read', (app) => async () => {
      const { settings, around, texts } = call
      const programmeId = await programmeOf(call, app)()
      if (E.isLeft(programmeId)) return programmeId
      const shown = progress(around, settings, texts.reading)
      const report = await monthlyReportOf(app, {
        programmeId: programmeId.right,
        month,
        horizon: settings.horizon,
        onEvents: shown.at,
      })()
      shown.end()
      if (around.stop.aborted) return E.left(interrupted(texts.interrupted))
      if (E.isLeft(report)) return E.left(toFailure(report.left))
      print(call, report.right)
      return E.right(exitCodes.done)
    })

const list: Task = (call) => async () => {
  const { settings, texts, around } = call
  if (settings.format === 'json') printJson(call, { reports: ['monthly'] })
  else {
    printText(
      call,
      table([{ heading: texts.reports.name }, { heading: texts.reports.tells }], [['monthly', texts.reports.monthly]], {
        colour: settings.colour,
        width: around.stdout.columns,
      }),
    )
  }
  return E.right(exitCodes.done)
}

/** `perca report`: reports of a programme. */
export const reportCommand = (perform: Perform) =>
  new Command('report')
    .description("the programme's reports")
    .addCommand(
      new Command('monthly')
        .description('one month of a programme: sessions, participants, attendance, production, orders, money, stock')
        .addOption(
          new Option('--month <month>', 'which month, like 2020-08').argParser(readMonth).makeOptionMandatory(),
        )
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
