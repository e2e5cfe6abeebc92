import { Argument, Command, Option } from '@commander-js/extra-typings'
import { bold, number, table } from '@perca/reporting'
import * as E from 'fp-ts/lib/Either.js'
import { type Call, onStore, type Perform, printJson, printText, type Task } from '../call.js'
import { exitCodes } from '../exit-code.js'
import { interrupted } from '../failure.js'
import { examples } from '../help.js'
import { type Asked, importSource, type Report } from '../importing.js'
import { type CliTexts, type Rule, rules } from '../lang/texts.js'
import { readWord } from '../option-values.js'
import { progress } from '../progress.js'

const isRule = (name: string): name is Rule => rules.some((rule) => rule === name)

const adviceOf = (texts: CliTexts, rule: string): string => (isRule(rule) ? texts.rules[rule] : texts.otherRule)

/** How often each rule refused, the most frequent first. */
const byRule = (refused: Report['imported']['refused']): readonly (readonly [rule: string, count: number])[] => {
  const counts = new Map<string, number>()
  for (const { rule } of refused) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
}

const printTable = (call: Call, { imported, registers, refusedTo }: Report): void => {
  const { settings, texts, around } = call
  const t = texts.import
  const drawing = { colour: settings.colour, width: around.stdout.columns }
  const count = (value: number): string => number(settings.lang, value)
  printText(call, bold(t.title(imported.programme), drawing))
  printText(
    call,
    table(
      [
        { heading: t.register },
        { heading: t.rows, align: 'right' },
        { heading: t.accepted, align: 'right' },
        { heading: t.known, align: 'right' },
        { heading: t.refused, align: 'right' },
      ],
      registers.map(({ file, rows, accepted, alreadyKnown, refused }) => [
        file,
        ...[rows, accepted, alreadyKnown, refused].map(count),
      ]),
      drawing,
      [t.total, ...[imported.rows, imported.accepted, imported.alreadyKnown, imported.refused.length].map(count)],
    ),
  )
  printText(call, imported.events === 0 ? t.nothingNew : t.events(count(imported.events)))
  if (refusedTo === null) return printText(call, t.noneRefused)
  printText(call, `\n${bold(t.refusedTitle, drawing)}`)
  printText(
    call,
    table(
      [{ heading: t.rule }, { heading: t.count, align: 'right' }, { heading: t.advice }],
      byRule(imported.refused).map(([rule, times]) => [rule, count(times), adviceOf(texts, rule)]),
      drawing,
    ),
  )
  printText(call, t.refusedTo(refusedTo))
}

const print = (call: Call, report: Report): void => {
  if (call.settings.format === 'table') return printTable(call, report)
  const { programme, rows, accepted, alreadyKnown, refused, events } = report.imported
  printJson(call, {
    programme,
    rows,
    accepted,
    alreadyKnown,
    refused: refused.map(({ entry, rule, message }) => ({
      file: entry.file,
      row: entry.row,
      column: entry.column,
      rule,
      message,
    })),
    events,
    refusedTo: report.refusedTo,
  })
}

/** What the source holds that no rule refuses, and a person should look at all the same. */
const warn = ({ around, texts }: Call, { source, imported }: Report): void => {
  const t = texts.import
  const warnings = [
    ...(source.ignored.length === 0 ? [] : [t.ignored(source.ignored)]),
    ...source.totals.map(({ file, row }) => t.totalRow(file, row)),
    ...source.doubts.map(({ doubt, file, heading, rows }) => t.doubts[doubt](file, heading, rows)),
    ...imported.unsettled.map(({ policy, error }) => t.unsettled(policy, error.message)),
  ]
  for (const warning of warnings) around.stderr.write(`${warning}\n`)
}

const importFrom =
  (asked: Pick<Asked, 'source' | 'refusedTo'>): Task =>
  (call) =>
    onStore(call, 'write', (app) => async () => {
      const { settings, around, texts } = call
      const shown = progress(around, settings, texts.import.working)
      const report = await importSource(app, {
        ...asked,
        programmeId: settings.programme,
        stop: around.stop,
        onProgress: shown.at,
      })()
      shown.end()
      if (E.isLeft(report)) return report
      if (report.right.imported.interrupted) return E.left(interrupted(texts.interrupted))
      warn(call, report.right)
      print(call, report.right)
      return E.right(report.right.refusedTo === null ? exitCodes.done : exitCodes.someRefused)
    })

/** `perca import`: an agency's registers become events. */
export const importCommand = (perform: Perform) =>
  new Command('import')
    .description("an agency's registers: a folder of CSV files, or one workbook")
    .addArgument(new Argument('<source>', 'the folder, or the .xlsx workbook').argParser(readWord))
    .addOption(
      new Option(
        '--refused-to <folder>',
        'where refused rows go (default: the source with -refused after it)',
      ).argParser(readWord),
    )
    .addHelpText(
      'after',
      `${examples(
        'perca import examples/registers/kediri-2020',
        'perca import registers.xlsx --store sqlite:kediri.db --format json',
        'perca import kediri-2020-refused        (after mending the refused rows there)',
      )}

The same source imported again changes nothing. Exit code 3: done, and some rows were refused.`,
    )
    .action((source, { refusedTo }) =>
      perform({ name: 'import', formats: ['table', 'json'], horizon: false }, importFrom({ source, refusedTo })),
    )
