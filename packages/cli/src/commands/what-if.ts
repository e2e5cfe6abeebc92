import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Command } from '@commander-js/extra-typings'
import { boundary, policies } from '@perca/core'
import {
  type Decided,
  type Difference,
  derivedId,
  type RuleChange,
  type Rules,
  type Verdict,
  type WhatIf,
  whatIf,
} from '@perca/eventsourcing'
import { csvText, day, eventSentence, number, table, withoutSensitive } from '@perca/reporting'
import { memoryStore } from '@perca/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type Call, drawingOf, jsonText, onStore, type Perform, type Task, toFailure } from '../call.js'
import { aggregates, eventTypesOf } from '../domain.js'
import { exitCodes } from '../exit-code.js'
import { type Failure, failed, wrongCall } from '../failure.js'
import { examples } from '../help.js'
import { near } from '../near.js'
import { readWord } from '../option-values.js'
import { programmeOf } from '../programme.js'
import { progress } from '../progress.js'

interface Asked {
  /** A JSON file with a list of commands. */
  readonly settings: string | undefined
  /** A module that changes the rules. */
  readonly rules: string | undefined
}

const today: Rules = { aggregates, policies, boundary }

/** Of the id space of commands that are only supposed. */
const SUPPOSED = '0198f0c0-0000-7000-8000-000000000000'

const Settings = t.readonlyArray(t.intersection([t.type({ type: t.string }), t.partial({ programmeId: t.string })]))

const rolesOf = (type: string): readonly string[] =>
  aggregates.flatMap(({ commands }) => (Object.hasOwn(commands, type) ? (commands[type]?.roles ?? []) : []))

/** Reads the commands of a settings file. Left: the file, and what is wrong with it. */
const changesIn = async (path: string, programmeId: string): Promise<E.Either<Failure, readonly RuleChange[]>> => {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    return E.left(failed(`${path} can't be read. It should be a JSON file with a list of commands.`))
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return E.left(failed(`${path} is no JSON. It should hold a list of commands: [{"type": "SetProceedsRule", ...}].`))
  }
  const read = Settings.decode(json)
  if (E.isLeft(read)) return E.left(failed(`${path} should hold a list of commands, each with its type.`))
  const known = aggregates.flatMap(({ commands }) => Object.keys(commands))
  const unknown = read.right.find(({ type }) => rolesOf(type).length === 0)
  if (unknown !== undefined) {
    const could = near(unknown.type, known)
    return E.left(
      failed(
        `${path}: no command is called ${unknown.type}. It could be ${could.join(', ') || 'one of `perca catalogue`'}.`,
      ),
    )
  }
  return E.right(
    read.right.map((command, place) => ({
      command,
      envelope: {
        commandId: derivedId(SUPPOSED, String(place)),
        actor: { id: 'what-if', role: rolesOf(command.type)[0] ?? '' },
        programmeId: command.programmeId ?? programmeId,
      },
    })),
  )
}

/** Loads the module that changes the rules: its `change` is given today's and gives others. */
const changedBy = async (path: string): Promise<E.Either<Failure, Rules>> => {
  try {
    const loaded: { readonly change?: unknown } = await import(pathToFileURL(resolve(path)).href)
    if (typeof loaded.change !== 'function') {
      return E.left(failed(`${path} should export a function \`change\`: today's rules in, the changed rules out.`))
    }
    // The module is the caller's own program: what it gives is taken for the rules that it says it gives.
    return E.right(loaded.change(today) as Rules)
  } catch (thrown) {
    return E.left(failed(`${path} can't be loaded: ${thrown instanceof Error ? thrown.message : 'it threw'}`))
  }
}

const decidedView = ({ stream, event }: Decided) => ({
  stream,
  type: event.type,
  effectiveOn: event.effectiveOn,
  data: withoutSensitive(eventTypesOf(event.type), event),
})

/** A verdict for a script. */
const verdictView = (verdict: Verdict) =>
  verdict.is === 'refused'
    ? {
        is: verdict.is,
        rule: verdict.why._tag === 'Refusal' ? verdict.why.rule : verdict.why._tag,
        message: verdict.why.message,
        evidence: verdict.why._tag === 'Refusal' ? verdict.why.evidence : {},
      }
    : { is: verdict.is, events: verdict.events.map(decidedView) }

const differenceView = ({ today: before, changed, ...difference }: Difference) => ({
  ...difference,
  today: verdictView(before),
  changed: verdictView(changed),
})

const sentencesOf = (call: Call, verdict: Verdict, other: Verdict): string => {
  if (verdict.is === 'refused') return verdict.why._tag === 'Refusal' ? verdict.why.rule : verdict.why._tag
  const content = ({ stream, event }: Decided) => JSON.stringify([stream, event])
  const same = new Set(other.is === 'accepted' ? other.events.map(content) : [])
  const own = verdict.events.filter((decided) => !same.has(content(decided)))
  const told = own.slice(0, TOLD).map(({ event }) => eventSentence(call.settings.lang, event))
  return [...told, ...(own.length > TOLD ? [`+${own.length - TOLD}`] : [])].join('; ')
}

/** How many events of one verdict a cell tells in words; JSON holds all. */
const TOLD = 3

/** How many differences a table shows; a script gets all. */
const SHOWN = 40

const tableOf = (call: Call, found: WhatIf): string => {
  const { lang } = call.settings
  const texts = call.texts.whatIf
  const rows = found.differences
    .slice(0, SHOWN)
    .map(({ effectiveOn, command, today: before, changed }) => [
      day(lang, effectiveOn),
      command,
      sentencesOf(call, before, changed),
      sentencesOf(call, changed, before),
    ])
  const columns = [texts.day, texts.command, texts.today, texts.changed].map((heading) => ({ heading }))
  return [
    texts.title(number(lang, found.replayed), number(lang, found.differences.length)),
    ...(rows.length === 0 ? [] : [table(columns, rows, drawingOf(call))]),
    ...(found.differences.length > SHOWN ? [texts.more(number(lang, found.differences.length - SHOWN))] : []),
    ...(found.notReplayed.length === 0 ? [] : [texts.notReplayed(number(lang, found.notReplayed.length))]),
    ...(found.unlikeTheLog.length === 0 ? [] : [texts.unlike(number(lang, found.unlikeTheLog.length))]),
    ...found.unsent.map(({ why }) => texts.unsent(why.is === 'refused' ? why.why.message : '')),
    '',
  ].join('\n')
}

const shown = (call: Call, found: WhatIf): string => {
  const { format, lang } = call.settings
  const { whatIf: texts } = call.texts
  if (format === 'table') return tableOf(call, found)
  if (format === 'csv') {
    return csvText(lang, [
      [texts.day, texts.command, call.texts.event.stream, texts.today, texts.changed],
      ...found.differences.map(({ effectiveOn, command, stream, today: before, changed }) => [
        effectiveOn,
        command,
        stream,
        sentencesOf(call, before, changed),
        sentencesOf(call, changed, before),
      ]),
    ])
  }
  return jsonText({
    replayed: found.replayed,
    differences: found.differences.map(differenceView),
    notReplayed: found.notReplayed.map(({ commandId, command, position, message }) => ({
      commandId,
      command,
      position,
      message,
    })),
    unlikeTheLog: found.unlikeTheLog,
    unsent: found.unsent.map(({ why }) => verdictView(why)),
  })
}

const supposed =
  (asked: Asked): Task =>
  (call) =>
    onStore(call, 'read', (app) => async () => {
      const { settings, around, texts } = call
      if (asked.settings === undefined && asked.rules === undefined) return E.left(wrongCall(texts.whatIf.nothing))
      const programmeId = await programmeOf(call, app)()
      if (E.isLeft(programmeId)) return programmeId
      const changes = asked.settings === undefined ? E.right([]) : await changesIn(asked.settings, programmeId.right)
      if (E.isLeft(changes)) return changes
      const changed = asked.rules === undefined ? E.right(today) : await changedBy(asked.rules)
      if (E.isLeft(changed)) return changed
      const told = progress(around, settings, texts.whatIf.working)
      const found = await whatIf({
        log: app.store,
        scratch: [memoryStore(), memoryStore()],
        today,
        changed: changed.right,
        changes: changes.right,
        onProgress: (events) => told.at(events),
      })()
      told.end()
      if (E.isLeft(found)) return E.left(toFailure(found.left))
      around.stdout.write(shown(call, found.right))
      return E.right(exitCodes.done)
    })

/** `perca what-if`: the recorded history under changed rules, and every decision that would differ. */
export const whatIfCommand = (perform: Perform) =>
  new Command('what-if')
    .description('every decision of the recorded history that would differ under changed rules; the log is only read')
    .option(
      '--settings <file>',
      'a JSON list of commands, like a new sharing rule, supposed to have been sent',
      readWord,
    )
    .option('--rules <module>', 'an ES module whose `change` takes today’s rules and gives others', readWord)
    .addHelpText(
      'after',
      `${examples(
        'perca what-if --settings half-for-makers.json',
        'perca what-if --rules ./no-late-marks.mjs --format json',
      )}

A settings file: [{"type": "SetProceedsRule", "programmeId": "kediri", "effectiveOn": "2020-01-09", "makersShare": 5000,
"materialsFund": 3000, "programmeFund": 2000}]. A command takes the place of a recorded one of its type, stream and day.`,
    )
    .action(({ settings, rules }) =>
      perform({ name: 'what-if', formats: ['table', 'json', 'csv'], horizon: false }, supposed({ settings, rules })),
    )
