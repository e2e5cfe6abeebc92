import { Argument, Command, Option } from '@commander-js/extra-typings'
import { bold, number, table } from '@perca/reporting'
import * as E from 'fp-ts/lib/Either.js'
import { type Call, drawingOf, jsonText, onStore, type Perform, type Task } from '../call.js'
import { exitCodes } from '../exit-code.js'
import { interrupted } from '../failure.js'
import { examples } from '../help.js'
import { type Asked, type Report, readRegisters, refusedFolderOf, takeIn } from '../importing.js'
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

const countsTable = (call: Call, { imported, registers }: Report): string => {
  const t = call.texts.import
  const counts = (...values: readonly number[]) => values.map((value) => number(call.settings.lang, value))
  const headings = [t.rows, t.accepted, t.known, t.refused]
  return table(
    [{ heading: t.register }, ...headings.map((heading) => ({ heading, align: 'right' as const }))],
    registers.map(({ file, rows, accepted, alreadyKnown, refused }) => [
      file,
      ...counts(rows, accepted, alreadyKnown, refused),
    ]),
    drawingOf(call),
    [t.total, ...counts(imported.rows, imported.accepted, imported.alreadyKnown, imported.refused.length)],
  )
}

const refusalsTable = (call: Call, { imported }: Report): string => {
  const { settings, texts } = call
  const t = texts.import
  return table(
    [{ heading: t.rule }, { heading: t.count, align: 'right' }, { heading: t.advice }],
    byRule(imported.refused).map(([rule, times]) => [rule, number(settings.lang, times), adviceOf(texts, rule)]),
    drawingOf(call),
  )
}

/** A word as a shell takes it. */
const shellWord = (word: string): string => (/^[\w./~:-]+$/.test(word) ? word : JSON.stringify(word))

const nextCall = ({ settings }: Call, folder: string): string =>
  ['perca', 'import', folder, ...settings.again].map(shellWord).join(' ')

const tablesOf = (call: Call, report: Report): string => {
  const { settings, texts } = call
  const t = texts.import
  const { programme, events } = report.imported
  const accepted = [
    bold(t.title(programme), settings),
    countsTable(call, report),
    events === 0 ? t.nothingNew : t.events(number(settings.lang, events)),
  ]
  const refused =
    report.refusedTo === null
      ? [t.noneRefused]
      : [
          '',
          bold(t.refusedTitle, settings),
          refusalsTable(call, report),
          t.refusedTo(report.refusedTo, nextCall(call, report.refusedTo)),
        ]
  return `${[...accepted, ...refused].join('\n')}\n`
}

const summary = ({ imported, refusedTo }: Report): object => {
  const { programme, rows, accepted, alreadyKnown, refused, events } = imported
  const places = refused.map(({ entry, rule, message }) => ({
    file: entry.file,
    row: entry.row,
    column: entry.column,
    rule,
    message,
  }))
  return { programme, rows, accepted, alreadyKnown, refused: places, events, refusedTo }
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
  ({ source, refusedTo }: { readonly source: string; readonly refusedTo: string | undefined }): Task =>
  (call) =>
  async () => {
    const { settings, around, texts } = call
    const bar = progress(around, settings, texts.import.working)
    const asked: Asked = {
      source,
      refusedTo: refusedTo ?? refusedFolderOf(source),
      programmeId: settings.programme,
      stop: around.stop,
      onProgress: bar.at,
    }
    const registers = await readRegisters(asked)()
    if (E.isLeft(registers)) return registers
    const report = await onStore(call, 'write', (app) => takeIn(app, registers.right, asked))()
    bar.end()
    if (E.isLeft(report)) return report
    if (report.right.imported.interrupted) return E.left(interrupted(texts.interrupted))
    warn(call, report.right)
    around.stdout.write(settings.format === 'json' ? jsonText(summary(report.right)) : tablesOf(call, report.right))
    return E.right(report.right.refusedTo === null ? exitCodes.done : exitCodes.someRefused)
  }

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
