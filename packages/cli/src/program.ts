import { Command, Option } from '@commander-js/extra-typings'
import { CommanderError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import type { Perform } from './call.js'
import { catalogueCommand } from './commands/catalogue.js'
import { copyCommand } from './commands/copy.js'
import { eventsCommand } from './commands/events.js'
import { historyCommand } from './commands/history.js'
import { importCommand } from './commands/import.js'
import { reportCommand } from './commands/report.js'
import { storeCommand } from './commands/store.js'
import { subjectCommand } from './commands/subject.js'
import { whatIfCommand } from './commands/what-if.js'
import { type ExitCode, exitCodes } from './exit-code.js'
import { examples } from './help.js'
import { cliTexts } from './lang/cli-texts.js'
import { readDay, readFormat, readInstant, readLang, readStoreUrl, readWord } from './option-values.js'
import { settingsOf } from './settings.js'
import type { Surroundings } from './surroundings.js'

const rootOf = ({ version }: Surroundings) =>
  new Command('perca')
    .description('What a supported-work programme did, as its log tells it.')
    .version(version, '--version', "Perca's version")
    .addOption(
      new Option('--store <url>', 'where events are kept (default: PERCA_STORE, or sqlite:perca.db)').argParser(
        readStoreUrl,
      ),
    )
    .addOption(new Option('--programme <id>', 'which programme, where a store holds more than one').argParser(readWord))
    .addOption(new Option('--format <form>', 'table, json or csv (default: table)').argParser(readFormat))
    .addOption(new Option('--lang <language>', "id or en (default: the environment's)").argParser(readLang))
    .addOption(new Option('--as-of <day>', 'only what holds up to this day').argParser(readDay))
    .addOption(new Option('--known-at <moment>', 'only what was recorded up to this moment').argParser(readInstant))
    .option('--quiet', 'no progress')
    .option('--no-color', 'no colours (also NO_COLOR)')
    .addHelpText(
      'after',
      `${examples(
        'perca import examples/registers/kediri-2020',
        'perca report monthly --month 2020-08',
        'perca history P-001 --format json',
      )}

Exit codes: 0 done; 1 could not be done; 2 the call is wrong; 3 done, and some rows were refused; 130 interrupted.`,
    )

/** What commander's own methods of walking need of a command. */
type AnyCommand = ReturnType<typeof rootOf>['commands'][number]

/** What the words after a command could be, for a call that went wrong there. */
interface Choice {
  readonly path: string
  readonly words: readonly string[]
  readonly options: readonly string[]
}

/** Hands the root's settings down; a wrong call tells `at` in which command it went wrong. */
const settle = (command: AnyCommand, path: string, at: (choice: Choice) => void): void => {
  for (const inner of command.commands) {
    inner.copyInheritedSettings(command)
    settle(inner, `${path} ${inner.name()}`, at)
  }
  const choice = {
    path,
    words: command.commands.map((inner) => inner.name()),
    options: command.options.flatMap(({ long }) => long ?? []),
  }
  command.configureOutput({
    outputError: (text, write) => {
      at(choice)
      write(text)
    },
  })
}

/** What a word could have been, where commander does not say so itself. */
const hint = (code: string, { path, words, options }: Choice): string => {
  if (code === 'commander.unknownCommand') return `After \`${path}\` it could be: ${words.join(', ')}.\n`
  if (code === 'commander.invalidArgument') return ''
  const known = code === 'commander.unknownOption' && options.length > 0 ? `Options here: ${options.join(', ')}. ` : ''
  return `${known}See \`${path} --help\`.\n`
}

/** A defect of Perca. Its message may hold what a register held, so only where it arose is told. */
const defect = (thrown: unknown): string => {
  const frames = thrown instanceof Error ? (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
  return `This is a defect of Perca; please report these lines:\n${[thrown instanceof Error ? thrown.name : typeof thrown, ...frames].join('\n')}\n`
}

/**
 * Does one call of `perca`.
 * @param args the words after `perca`
 * @returns the exit code; everything to be read went to the surroundings' stdout and stderr
 */
export const run = async (args: readonly string[], around: Surroundings): Promise<ExitCode> => {
  let exitCode: ExitCode = exitCodes.done
  const root = rootOf(around)

  const perform: Perform = async (abilities, task) => {
    const settings = settingsOf(root.opts(), around, abilities)
    const outcome = E.isLeft(settings)
      ? settings
      : await task({ settings: settings.right, around, texts: cliTexts(settings.right.lang) })()
    if (E.isLeft(outcome)) around.stderr.write(`${outcome.left.message}\n`)
    exitCode = E.isLeft(outcome) ? outcome.left.exitCode : outcome.right
  }

  root
    .addCommand(importCommand(perform))
    .addCommand(reportCommand(perform))
    .addCommand(historyCommand(perform))
    .addCommand(eventsCommand(perform))
    .addCommand(storeCommand(perform))
    .addCommand(copyCommand(perform))
    .addCommand(subjectCommand(perform))
    .addCommand(catalogueCommand(perform))
    .addCommand(whatIfCommand(perform))
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: around.stdout.write,
      writeErr: around.stderr.write,
      getOutHelpWidth: () => around.stdout.columns,
      getErrHelpWidth: () => around.stderr.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
  let wrongAt: Choice | undefined
  settle(root, 'perca', (choice) => {
    wrongAt = choice
  })

  try {
    await root.parseAsync([...args], { from: 'user' })
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      // Help and version that were asked for end with 0; help in place of a missing word does not.
      exitCode = thrown.exitCode === 0 ? exitCodes.done : exitCodes.wrongCall
      if (wrongAt !== undefined) around.stderr.write(hint(thrown.code, wrongAt))
    } else {
      around.stderr.write(defect(thrown))
      exitCode = exitCodes.failed
    }
  }
  return exitCode
}
