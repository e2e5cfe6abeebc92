import fc from 'fast-check'
import type { StoreCheck } from './check.js'
import { done, equal, holds, idsOf, left, logAfter, within } from './claim.js'
import { follower } from './follower.js'
import { withTwoHandles } from './handles.js'
import { runsOf } from './property.js'
import { newEvent, newEvents, newStream, turn } from './sample.js'

const catchesUp: StoreCheck = {
  promise: 6,
  title: 'a follower gets what is there, is told that it has caught up, then gets what comes',
  run: async ({ store }, { patience }) => {
    const from = await done(store.head())
    await done(store.append(newStream(), 'any', newEvents(5)))
    const following = follower(store, from, patience)
    await following.until(() => following.timesCaughtUp() > 0, 'to be told that it has caught up')
    equal(following.events, await logAfter(store, from), 'what it got before it was told')
    for (let n = 0; n < 3; n++) {
      await done(store.append(newStream(), 'any', newEvents(2)))
      await following.until(() => following.events.length === 5 + 2 * (n + 1), 'what was appended')
    }
    equal(following.events, await logAfter(store, from), 'all it got')
    await following.stop()
  },
}

const fromNull: StoreCheck = {
  promise: 6,
  title: 'a follower from null begins with the first event of the log, and one from a position right after it',
  run: async ({ store }, { patience }) => {
    await done(store.append(newStream(), 'any', newEvents(3)))
    const log = await logAfter(store, null)
    for (const begin of [0, 1, log.length - 1, log.length]) {
      const following = follower(store, log[begin - 1]?.position ?? null, patience)
      await following.until(() => following.timesCaughtUp() > 0, 'to be told that it has caught up')
      equal(idsOf(following.events), idsOf(log.slice(begin)), `what follows the first ${begin} events`)
      await following.stop()
    }
  },
}

const liveEdge: StoreCheck = {
  promise: 6,
  title: 'what is appended while a follower works on its last page is neither missed nor told twice',
  run: async ({ store }, { patience }) => {
    const from = await done(store.head())
    await done(store.append(newStream(), 'any', newEvents(1)))
    let rounds = 0
    const following = follower(store, from, patience, {
      work: async (_, isCaughtUp) => {
        if (!isCaughtUp || rounds === 5) return
        rounds += 1
        await done(store.append(newStream(), 'any', newEvents(rounds % 2 === 0 ? 1 : 3)))
        await turn()
      },
    })
    await following.until(() => following.events.length >= 1 + 3 + 1 + 3 + 1 + 3, 'what was appended meanwhile')
    equal(following.events, await logAfter(store, from), 'all it got')
    await following.stop()
  },
}

/** What happens beside a follower: so many events are appended, or others get a turn. */
const anyHappenings = fc.array(
  fc.oneof(
    fc.record({ append: fc.integer({ min: 1, max: 4 }), awaited: fc.boolean() }),
    fc.record({ turns: fc.integer({ min: 1, max: 4 }) }),
  ),
  { minLength: 1, maxLength: 25 },
)

const anyInterleaving: StoreCheck = {
  promise: 6,
  title: 'whatever the interleaving of appends and reading, a follower misses nothing and repeats nothing',
  run: (fixture, settings) =>
    withTwoHandles(fixture, (one, other) =>
      fc.assert(
        fc.asyncProperty(
          anyHappenings,
          fc.array(fc.nat(3), { minLength: 1, maxLength: 6 }),
          fc.nat(),
          async (happenings, pace, pick) => {
            const from = await done(one.head())
            const work = async (pages: number) => {
              for (let n = pace[pages % pace.length] ?? 0; n > 0; n--) await turn()
            }
            const following = follower(one, from, settings.patience, { work })
            const appends: Promise<unknown>[] = []
            for (const [n, happening] of happenings.entries()) {
              if ('turns' in happening) for (let turns = happening.turns; turns > 0; turns--) await turn()
              else {
                const store = (n + pick) % 3 === 0 ? other : one
                const append = done(store.append(newStream(), 'any', newEvents(happening.append)))
                appends.push(append)
                if (happening.awaited) await append
              }
            }
            await Promise.all(appends)
            const log = await logAfter(one, from)
            await following.until(() => following.events.length >= log.length, 'all that was appended')
            await turn()
            await following.stop()
            equal(idsOf(following.events), idsOf(log), 'what the follower got')
          },
        ),
        runsOf(settings),
      ),
    ),
}

const throughFilter: StoreCheck = {
  promise: 6,
  title: 'a follower with a filter gets just what meets it, live too',
  run: async ({ store }, { patience }) => {
    const from = await done(store.head())
    const wanted = newEvents(4, { type: 'Wanted' })
    const following = follower(store, from, patience, { filter: { types: ['Wanted'], categories: ['sample'] } })
    for (const event of wanted) {
      await done(store.append(newStream(), 'any', [newEvent(), event, newEvent()]))
      await done(store.append(newStream('other'), 'any', newEvents(1, { type: 'Wanted' })))
      await turn()
    }
    await following.until(() => following.events.length >= wanted.length, 'what meets the filter')
    await following.stop()
    equal(idsOf(following.events), idsOf(wanted), 'what the follower got')
  },
}

const otherHandle: StoreCheck = {
  promise: 6,
  title: 'a follower that has caught up gets what another handle appends',
  needs: ['shared'],
  run: (fixture, { patience }) =>
    withTwoHandles(fixture, async (one, other) => {
      const from = await done(one.head())
      const following = follower(one, from, patience)
      for (let n = 1; n <= 3; n++) {
        await following.until(() => following.timesCaughtUp() > 0, 'to be told that it has caught up')
        await done(other.append(newStream(), 'any', newEvents(2)))
        await following.until(() => following.events.length >= 2 * n, 'what the other handle appended')
      }
      await following.stop()
      equal(idsOf(following.events), idsOf(await logAfter(other, from)), 'what the follower got')
    }),
}

const manyFollowers: StoreCheck = {
  promise: 6,
  title: 'followers do not disturb one another',
  run: async ({ store }, { patience }) => {
    const from = await done(store.head())
    const first = follower(store, from, patience)
    const second = follower(store, from, patience)
    await done(store.append(newStream(), 'any', newEvents(2)))
    await first.until(() => first.events.length >= 2, 'what was appended')
    await first.stop()
    await done(store.append(newStream(), 'any', newEvents(2)))
    await second.until(() => second.events.length >= 4, 'what was appended after the first had stopped')
    await second.stop()
    equal([first.events.length, idsOf(second.events)], [2, idsOf(await logAfter(store, from))], 'what they got')
  },
}

const stops: StoreCheck = {
  promise: 6,
  title: 'a follower ends when its signal is aborted: before it begins, while it reads, while it waits',
  run: async ({ store }, { patience }) => {
    const from = await done(store.head())
    await done(store.append(newStream(), 'any', newEvents(1)))
    const aborted = new AbortController()
    aborted.abort()
    for await (const _ of store.follow(from, undefined, aborted.signal)) holds(false, 'nothing comes after the abort')
    const reading = new AbortController()
    let pages = 0
    for await (const _ of store.follow(from, undefined, reading.signal)) {
      pages += 1
      reading.abort()
    }
    equal(pages, 1, 'pages of a follower that is stopped in its first')
    const waiting = follower(store, from, patience)
    await waiting.until(() => waiting.timesCaughtUp() > 0, 'to be told that it has caught up')
    await turn()
    await waiting.stop()
  },
}

const closes: StoreCheck = {
  promise: 6,
  title: 'a follower of a store that is closed is told so, and ends',
  run: async ({ store }, { patience }) => {
    const items: unknown[] = []
    const reading = async () => {
      for await (const item of store.follow(null, undefined, new AbortController().signal)) {
        items.push(item)
        if (item._tag === 'Right' && item.right.end) await done(store.close())
        if (item._tag === 'Left') left(item, 'Closed')
      }
    }
    await within(patience, reading(), 'the end of a follower of a closed store')
    holds(items.length >= 2, 'it got a page, then the error')
  },
}

/** Promise 6: `follow` misses nothing and repeats nothing. */
export const followChecks: readonly StoreCheck[] = [
  catchesUp,
  fromNull,
  liveEdge,
  anyInterleaving,
  throughFilter,
  otherHandle,
  manyFollowers,
  stops,
  closes,
]
