import { createHash } from 'node:crypto'
import { Command, Option } from '@commander-js/extra-typings'
import { type CopyReport, copyLog, type EventStore } from '@perca/eventsourcing'
import { number, table } from '@perca/reporting'
import * as E from 'fp-ts/lib/Either.js'
import { type Call, drawingOf, jsonText, openStoreOf, type Perform, type Task } from '../call.js'
import { type ExitCode, exitCodes } from '../exit-code.js'
import { type Failure, failed, interrupted, wrongCall } from '../failure.js'
import { examples } from '../help.js'
import { readStoreUrl, type StoreUrl } from '../option-values.js'
import { progress } from '../progress.js'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

const shown = (call: Call, { events, streams, copied, alreadyThere, digest }: CopyReport): string => {
  const { settings, texts } = call
  if (settings.format === 'json') return jsonText({ events, streams, copied, alreadyThere, digest, equal: true })
  const t = texts.copy
  const rows = [
    [t.events, number(settings.lang, events)],
    [t.streams, number(settings.lang, streams)],
    [t.copied, number(settings.lang, copied)],
    [t.alreadyThere, number(settings.lang, alreadyThere)],
    [t.digest, digest],
  ]
  return `${table([{ heading: t.title }, { heading: '' }], rows, drawingOf(call))}\n${t.equal}\n`
}

const copyBetween = async (call: Call, from: EventStore, to: EventStore): Promise<E.Either<Failure, CopyReport>> => {
  const { around, settings, texts } = call
  const bars = {
    comparing: progress(around, settings, texts.copy.comparing),
    copying: progress(around, settings, texts.copy.copying),
    proving: progress(around, settings, texts.copy.proving),
  }
  const report = await copyLog(from, to, {
    hash,
    signal: around.stop,
    onProgress: (step, events) => bars[step].at(events),
  })()
  for (const bar of Object.values(bars)) bar.end()
  if (E.isRight(report)) return report
  return E.left(report.left._tag === 'CopyStopped' ? interrupted(texts.interrupted) : failed(report.left.message))
}

const copy =
  (fromUrl: StoreUrl, toUrl: StoreUrl): Task =>
  (call) =>
  async (): Promise<E.Either<Failure, ExitCode>> => {
    if (fromUrl === toUrl)
      return E.left(wrongCall('--from and --to name the same store. Name another one to copy into.'))
    // As they are: what is sealed is copied sealed.
    const from = await openStoreOf(call, fromUrl, 'read')()
    if (E.isLeft(from)) return from
    const to = await openStoreOf(call, toUrl, 'write')()
    if (E.isLeft(to)) {
      await from.right.close()()
      return to
    }
    const report = await copyBetween(call, from.right, to.right)
    await from.right.close()()
    const closed = await to.right.close()()
    if (E.isLeft(report)) return report
    if (E.isLeft(closed)) return E.left(failed(closed.left.message))
    call.around.stdout.write(shown(call, report.right))
    return E.right(exitCodes.done)
  }

/** `perca copy`: every event of one store into another. */
export const copyCommand = (perform: Perform) =>
  new Command('copy')
    .description('every event of one store into another, in order, ids and revisions kept')
    .addOption(
      new Option('--from <url>', 'the store that is copied; it is only read')
        .argParser(readStoreUrl)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--to <url>', 'the store that gets the copy; empty, or left by an earlier copy')
        .argParser(readStoreUrl)
        .makeOptionMandatory(),
    )
    .addHelpText(
      'after',
      `${examples(
        'perca copy --from sqlite:perca.db --to postgres://perca@db.example/perca',
        'perca copy --from postgres://perca@db.example/perca --to sqlite:backup.db --format json',
      )}

It can be interrupted, and goes on where it was when it is called again. In the end both stores are read anew, and a digest
over every event shows that they hold the same.`,
    )
    .action(({ from, to }) => perform({ name: 'copy', formats: ['table', 'json'], horizon: false }, copy(from, to)))
