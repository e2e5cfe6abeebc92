import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Argument, Command, Option } from '@commander-js/extra-typings'
import type { PercaEvent } from '@perca/core'
import { Day, type Json } from '@perca/eventsourcing'
import {
  endErasures,
  erase,
  type Looker,
  percaMarks,
  placesOf,
  type SubjectWords,
  subjectFhir,
  subjectHtml,
  subjectJson,
  subjectRecord,
} from '@perca/privacy'
import { day, eventSentence, rupiah, table } from '@perca/reporting'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import {
  type Call,
  drawingOf,
  jsonText,
  type Opened,
  onOpenedStore,
  type Perform,
  type Task,
  toFailure,
} from '../call.js'
import { type KnownParticipant, participantIdOf } from '../domain.js'
import { type ExitCode, exitCodes } from '../exit-code.js'
import { type Failure, failed, wrongCall } from '../failure.js'
import { examples } from '../help.js'
import { actorOption, type LookerOptions, lookerOf, purposeOption, roleOption } from '../looker.js'
import { readDay, readWord } from '../option-values.js'
import { programmeOf } from '../programme.js'

/** The person whom a command is about, with what it works on. */
interface About extends Opened {
  readonly person: KnownParticipant
  readonly programmeId: string
  readonly looker: Looker
}

/** Finds who has the code, on a store that is opened for somebody who may see. */
const onPerson = (
  call: Call,
  code: string,
  purpose: 'read' | 'write',
  options: LookerOptions,
  use: (about: About) => TaskEither<Failure, ExitCode>,
): TaskEither<Failure, ExitCode> => {
  const looker = lookerOf(call, options)
  if (E.isLeft(looker)) return async () => looker
  return onOpenedStore(call, purpose, looker.right, (opened) => async () => {
    const programmeId = await programmeOf(call, opened.plain)()
    if (E.isLeft(programmeId)) return programmeId
    const person = await participantIdOf(opened.plain, programmeId.right, code)()
    if (E.isLeft(person)) return E.left(toFailure(person.left))
    if (person.right === undefined) return E.left(failed(call.texts.unknownParticipant(code)))
    return use({ ...opened, person: person.right, programmeId: programmeId.right, looker: looker.right })()
  })
}

/** How the page says days, rupiah and events. */
const wordsOf = (lang: 'id' | 'en'): SubjectWords => ({
  lang,
  day: (text) => (Day.is(text) ? day(lang, text) : text),
  rupiah: (amount) => rupiah(lang, amount),
  // The application reads the domain's events only, so the type is one of them; a sentence needs no sealed field.
  what: (type, data: Json) => (data === null ? type : eventSentence(lang, { type, data } as unknown as PercaEvent)),
})

const exported =
  (code: string, to: string, options: LookerOptions): Task =>
  (call) =>
    onPerson(call, code, 'read', options, ({ app, person, accesses }) => async () => {
      const { around, settings, texts } = call
      const gathered = await subjectRecord({ app, participantId: person.id, accesses: [] })()
      if (E.isLeft(gathered)) return E.left(toFailure(gathered.left))
      // Behind the opening, which is an access itself.
      const looks = await accesses.of(person.id)()
      if (E.isLeft(looks)) return E.left(toFailure(looks.left))
      const record = { ...gathered.right, accesses: looks.right }
      const files = {
        'data.json': subjectJson(record),
        'data.id.html': subjectHtml(record, wordsOf('id')),
        'data.en.html': subjectHtml(record, wordsOf('en')),
        'data.fhir.json': jsonText(subjectFhir(record, around.now().toISOString())),
      }
      try {
        mkdirSync(to, { recursive: true, mode: 0o700 })
        for (const [name, text] of Object.entries(files)) writeFileSync(join(to, name), text, { mode: 0o600 })
      } catch (thrown) {
        const reason: unknown = thrown instanceof Error ? Reflect.get(thrown, 'code') : undefined
        if (typeof reason !== 'string') throw thrown
        return E.left(failed(texts.subject.cannotWrite(to, reason)))
      }
      const written = Object.keys(files).map((name) => join(to, name))
      around.stdout.write(
        settings.format === 'json'
          ? jsonText({ participant: person.code, events: record.events.length, files: written })
          : `${texts.subject.exported(person.code, written)}\n`,
      )
      return E.right(exitCodes.done)
    })

const accessesTo =
  (code: string, options: LookerOptions): Task =>
  (call) =>
    onPerson(call, code, 'read', options, ({ person, accesses }) => async () => {
      const { around, settings, texts } = call
      const verdict = await accesses.verify()()
      if (E.isLeft(verdict)) return E.left(toFailure(verdict.left))
      const entries = await accesses.of(person.id)()
      if (E.isLeft(entries)) return E.left(toFailure(entries.left))
      const isWhole = verdict.right._tag === 'Whole'
      if (settings.format === 'json') {
        around.stdout.write(jsonText({ participant: person.code, chain: verdict.right, accesses: entries.right }))
      } else {
        const t = texts.subject
        const rows = entries.right.map(({ at, actor, role, purpose, class: of }) => [
          `${at.slice(0, 16).replace('T', ' ')} UTC`,
          actor,
          role,
          purpose,
          of,
        ])
        const headings = [t.when, t.actor, t.role, t.purpose, t.class].map((heading) => ({ heading }))
        around.stdout.write(`${table(headings, rows, drawingOf(call))}\n`)
      }
      return verdict.right._tag === 'Broken'
        ? E.left({ ...failed(texts.subject.brokenChain(verdict.right.number)), exitCode: exitCodes.failed })
        : E.right(isWhole ? exitCodes.done : exitCodes.failed)
    })

const places =
  (code: string, options: LookerOptions): Task =>
  (call) =>
    onPerson(call, code, 'read', options, ({ plain, keyring, person }) => async () => {
      const { around, settings, texts } = call
      const found = await placesOf(plain.store, keyring.keys, percaMarks, person.id)()
      if (E.isLeft(found)) return E.left(toFailure(found.left))
      if (settings.format === 'json') around.stdout.write(jsonText({ participant: person.code, places: found.right }))
      else {
        const t = texts.subject
        const rows = found.right.map(({ stream, revision, type, path, class: of, state }) => [
          `${stream} ${revision}`,
          type,
          path,
          of,
          t.states[state],
        ])
        const headings = [t.place, t.event, t.field, t.class, t.state].map((heading) => ({ heading }))
        around.stdout.write(`${table(headings, rows, drawingOf(call))}\n${t.byHand}\n`)
      }
      return E.right(exitCodes.done)
    })

interface ErasureAsked {
  readonly classes: readonly string[]
  readonly basis: string
  readonly on: string | undefined
  readonly isSure: boolean
}

const erasing =
  (code: string, { classes, basis, on, isSure }: ErasureAsked, options: LookerOptions): Task =>
  (call) => {
    if (!isSure) return async () => E.left(wrongCall(call.texts.subject.notSure))
    return onPerson(call, code, 'write', options, ({ plain, keyring, person, programmeId, looker }) => async () => {
      const { around, settings, texts } = call
      const work = { app: plain, keys: keyring.keys, journal: keyring.journal }
      // What an earlier call began and could not end comes first.
      const before = await endErasures(work)()
      if (E.isLeft(before)) return E.left(toFailure(before.left))
      const done = await erase(work, {
        id: randomUUID(),
        participantId: person.id,
        classes: [...classes],
        basis,
        effectiveOn: on ?? around.now().toISOString().slice(0, 10),
        actor: { id: looker.actor, role: looker.role },
        programmeId,
      })()
      if (E.isLeft(done)) return E.left(toFailure(done.left))
      const { keys } = done.right
      around.stdout.write(
        settings.format === 'json'
          ? jsonText({ participant: person.code, classes, keys })
          : `${texts.subject.erased(person.code, classes)}\n`,
      )
      return E.right(exitCodes.done)
    })
  }

const person = () => new Argument('<participant>', 'the code in the register, like P-001').argParser(readWord)

/** `perca subject`: what the log holds about one person, who saw it, and its end. */
export const subjectCommand = (perform: Perform) =>
  new Command('subject')
    .description('what is held about one person: export it, see who opened it, erase it')
    .addCommand(
      new Command('export')
        .description('everything about one person: JSON, a readable page in Indonesian and English, FHIR R4')
        .addArgument(person())
        .addOption(new Option('--to <folder>', 'where the files go').argParser(readWord).makeOptionMandatory())
        .addOption(roleOption())
        .addOption(purposeOption())
        .addOption(actorOption())
        .addHelpText(
          'after',
          examples('perca subject export P-001 --to P-001-data --role dataProtection --purpose request'),
        )
        .action((code, { to, ...looker }) =>
          perform({ name: 'subject export', formats: ['table', 'json'], horizon: false }, exported(code, to, looker)),
        ),
    )
    .addCommand(
      new Command('accesses')
        .description("who opened the person's data, when, in which role and for what")
        .addArgument(person())
        .addOption(roleOption())
        .addOption(purposeOption())
        .addOption(actorOption())
        .addHelpText('after', examples('perca subject accesses P-001 --role dataProtection --purpose request'))
        .action((code, looker) =>
          perform({ name: 'subject accesses', formats: ['table', 'json'], horizon: false }, accessesTo(code, looker)),
        ),
    )
    .addCommand(
      new Command('places')
        .description('every place in the log that holds, or held, personal data of the person')
        .addArgument(person())
        .addOption(roleOption())
        .addOption(purposeOption())
        .addOption(actorOption())
        .addHelpText('after', examples('perca subject places P-001 --role dataProtection --purpose request'))
        .action((code, looker) =>
          perform({ name: 'subject places', formats: ['table', 'json'], horizon: false }, places(code, looker)),
        ),
    )
    .addCommand(
      new Command('erase')
        .description("destroys the keys of the person's data, for ever; counts and rupiah stay")
        .addArgument(person())
        .addOption(
          new Option('--class <class...>', 'what goes: health, personal')
            .choices(['health', 'personal'])
            .makeOptionMandatory(),
        )
        .addOption(
          new Option('--basis <basis>', 'why')
            .choices(['request', 'retention', 'consentWithdrawn'])
            .makeOptionMandatory(),
        )
        .addOption(new Option('--on <day>', 'the day from which it holds (default: today)').argParser(readDay))
        .option('--yes', 'yes, for ever')
        .addOption(roleOption())
        .addOption(purposeOption())
        .addOption(actorOption())
        .addHelpText(
          'after',
          examples(
            'perca subject erase P-001 --class health --basis request --role dataProtection --purpose request --yes',
          ),
        )
        .action((code, { class: classes, basis, on, yes, ...looker }) =>
          perform(
            { name: 'subject erase', formats: ['table', 'json'], horizon: false },
            erasing(code, { classes, basis, on, isSure: yes ?? false }, looker),
          ),
        ),
    )
