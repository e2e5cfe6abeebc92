import type { NewEvent } from '@perca/eventsourcing'
import { spread } from '../measure.js'
import type { Engine } from './engine.js'

/**
 * How long, in milliseconds, from the answer to an append until a follower has the event: negative where the follower has it
 * before the writer has its answer, which is possible as they are two connections.
 */
export const latencies = async (
  engine: Engine,
  count: number,
  next: () => readonly [stream: string, event: NewEvent],
): Promise<readonly number[]> => {
  if (engine.follow === null) return []
  const seen = new Map<string, number>()
  let notify: () => void = () => undefined
  const stop = await engine.follow((id) => {
    seen.set(id, performance.now())
    notify()
  })
  const figures: number[] = []
  for (let n = 0; n < count; n++) {
    const [stream, event] = next()
    await engine.append(stream, [event])
    const answered = performance.now()
    while (!seen.has(event.id)) {
      await new Promise<void>((resolve) => {
        notify = resolve
      })
    }
    figures.push((seen.get(event.id) ?? Number.NaN) - answered)
  }
  await stop()
  return figures
}

/** `median 0.41 ms, 99th 2.10 ms (0.10..5.21)` */
export const latencyText = (figures: readonly number[]): string => {
  const sorted = [...figures].sort((a, b) => a - b)
  const { median, min, max } = spread(figures)
  const last = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN
  return `median ${median.toFixed(2)} ms, 99th ${last.toFixed(2)} ms (${min.toFixed(2)}..${max.toFixed(2)})`
}
