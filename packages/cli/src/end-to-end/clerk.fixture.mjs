// A program for tests that need another process: a clerk who sends commands to the domain on a SQLite file. It uses the built
// packages, as an app would. It says when its store is open, is told to begin, and tells what became of each command.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { perca } from '@perca/core'
import { sqliteStore } from '@perca/store-sqlite'

/** @type {{ file: string, sender: import('@perca/eventsourcing').Sender, sent: { id: string, command: unknown }[] }} */
const { file, sender, sent } = JSON.parse(process.argv[2] ?? '')

/** @template A @param {import('fp-ts/lib/Either.js').Either<{ message: string }, A>} result @returns {A} */
const right = (result) => {
  if (result._tag === 'Left') throw new Error(result.left.message)
  return result.right
}

/** @param {unknown} message What the parent has, before this process goes on or ends. */
const tell = (message) => new Promise((resolve) => process.send?.(message, () => resolve(undefined)))

const store = right(await sqliteStore({ file })())
const desk = perca({ store, clock: () => new Date(), newId: randomUUID, sender })
await tell('ready')
await once(process, 'message')

/** @type {{ id: string, outcome: string, events: string[] }[]} */
const outcomes = []
/** @type {unknown[]} */
const refusedPolicies = []
for (const { id, command } of sent) {
  const done = await desk.submit(command, id)()
  outcomes.push(
    done._tag === 'Right'
      ? { id, outcome: 'accepted', events: done.right.events.map((event) => event.id) }
      : { id, outcome: done.left._tag === 'Refusal' ? done.left.rule : done.left.message, events: [] },
  )
  refusedPolicies.push(...right(await desk.settle()()).refused)
}
right(await store.close()())
await tell({ outcomes, refusedPolicies })
process.disconnect()
