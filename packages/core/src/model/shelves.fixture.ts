import type { Asked } from './people.fixture.js'
import { personOf } from './people.fixture.js'
import {
  type Batch,
  type Line,
  laterOf,
  type Makers,
  NOTHING,
  no,
  type Piece,
  SKUS,
  type Verdict,
  type World,
} from './world.fixture.js'

// Where every piece is: rule 6.

const isListed = (sku: string): boolean => SKUS.some((one) => one === sku)

/** Pieces that nobody was promised, free on a day and ever since: of the oldest batch first, then as they became free. */
export const freeOn = ({ pieces }: World, sku: string, day: string): readonly Piece[] =>
  pieces
    .filter(({ batch, where, since }) => where === 'free' && batch.sku === sku && since <= day)
    .sort((a, b) => (a.batch.on < b.batch.on ? -1 : a.batch.on > b.batch.on ? 1 : a.turn - b.turn))

const freeOf = (world: World, batch: Batch, day: string): readonly Piece[] =>
  freeOn(world, batch.sku, day).filter((piece) => piece.batch === batch)

/** A piece that becomes free on a day: any of its batch. */
interface Freed {
  readonly batch: Batch
  readonly since: string
}

/** Who waits longest gets what becomes free, on the day when both the wait and the piece are there. */
const fill = (world: World, sku: string, freed: readonly Freed[]): void => {
  const rest = [...freed].sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
  const waits = world.waits
    .filter(({ line, pieces }) => line.sku === sku && pieces > 0)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  for (const wait of waits) {
    while (wait.pieces > 0) {
      const next = rest.shift()
      if (next === undefined) return
      const on = laterOf(wait.on, next.since)
      const [piece] = freeOf(world, next.batch, on)
      if (piece === undefined) throw new Error('the model promises a piece that is not free')
      piece.where = 'promised'
      wait.line.promised.push({ piece, on })
      wait.pieces -= 1
    }
  }
}

const becomesFree = (world: World, piece: Piece, day: string): Freed => {
  piece.where = 'free'
  piece.since = laterOf(day, piece.batch.on)
  piece.turn = world.turns++
  return { batch: piece.batch, since: piece.since }
}

/** So many pieces more of a batch are there. */
const bringForth = (world: World, batch: Batch, quantity: number, day: string): readonly Freed[] =>
  Array.from({ length: quantity }, () => {
    const piece: Piece = { batch, where: 'free', since: day, turn: 0 }
    world.pieces.push(piece)
    return becomesFree(world, piece, day)
  })

/** An order's line is taken on: it is promised the oldest pieces, and waits for what is short. */
export const reserve = (world: World, line: Line, quantity: number, on: string): void => {
  if (line.released) return
  const atOnce = freeOn(world, line.sku, on).slice(0, quantity)
  for (const piece of atOnce) {
    piece.where = 'promised'
    line.promised.push({ piece, on })
  }
  if (atOnce.length === quantity) return
  // What became free since, where the order was written down late.
  const since = freeOn(world, line.sku, '9999-12-31').filter((piece) => piece.since > on)
  world.waits.push({ line, on, pieces: quantity - atOnce.length })
  fill(world, line.sku, since)
}

/** A line needs no more: what it was promised and has not gone out is free again. */
export const release = (world: World, line: Line, day: string): void => {
  if (line.released) return
  line.released = true
  for (const wait of world.waits) if (wait.line === line) wait.pieces = 0
  const held = line.promised.slice(line.delivered).map(({ piece, on }) => ({ piece, since: laterOf(on, day) }))
  const inTurn = [...held].sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
  for (const { piece, since } of inTurn) becomesFree(world, piece, since)
  fill(
    world,
    line.sku,
    held.map(({ piece, since }) => ({ batch: piece.batch, since })),
  )
}

/** Pieces come back: they are sold again, or are no good any more. */
export const comeBack = (
  world: World,
  sku: string,
  pieces: readonly Piece[],
  condition: 'resaleable' | 'damaged',
  day: string,
): void => {
  if (condition === 'resaleable') {
    fill(
      world,
      sku,
      pieces.map((piece) => becomesFree(world, piece, day)),
    )
  } else for (const piece of pieces) piece.where = 'gone'
}

const makersOf = (world: World, makers: Asked<'RecordProduction'>['makers']): Makers | null => {
  const found = makers.map(({ participantId, parts }) => ({
    person: personOf(world, participantId)?.number ?? 0,
    parts,
  }))
  return found.some(({ person }) => person === 0) ? null : found
}

const newBatch = (
  world: World,
  asked: Asked<'RecordProduction'> | Asked<'ReceiveStock'>,
  made: boolean,
): readonly string[] | (() => void) => {
  const { batchId: id, sku, effectiveOn: on, quantity } = asked
  const { grade } = asked
  const makers = makersOf(world, asked.makers)
  const broken = [
    ...(makers === null ? ['unknown-participant'] : []),
    ...(isListed(sku) ? [] : ['unknown-product']),
    ...(made && makers?.length === 0 ? ['invalid-code'] : []),
  ]
  if (makers === null || broken.length > 0) return broken
  return () => {
    const batch: Batch = { id, sku, on, made, grade, quantity, makers }
    world.batches.push(batch)
    if (grade !== 'reject') fill(world, sku, bringForth(world, batch, quantity, on))
  }
}

export const recordProduction = (world: World, asked: Asked<'RecordProduction'>): Verdict =>
  newBatch(world, asked, true)
export const receiveStock = (world: World, asked: Asked<'ReceiveStock'>): Verdict => newBatch(world, asked, false)

const sameMakers = (a: Makers, b: Makers): boolean => JSON.stringify(a) === JSON.stringify(b)

export const correctProduction = (world: World, asked: Asked<'CorrectProduction'>): Verdict => {
  const { sku, now, effectiveOn: day } = asked
  const makers = makersOf(world, now?.makers ?? [])
  if (makers === null) return no('unknown-participant')
  const batch = world.batches.find(({ id, made, sku: of }) => id === asked.batchId && made && of === sku)
  if (batch === undefined) return no('unknown-batch')
  const broken = [
    ...(day < batch.on ? ['invalid-date'] : []),
    ...(now !== null && makers.length === 0 ? ['invalid-code'] : []),
  ]
  if (broken.length > 0) return broken
  const grade = now?.grade ?? batch.grade
  const quantity = now?.quantity ?? 0
  const others = !sameMakers(makers, batch.makers)
  const was = batch.quantity
  if (now === null ? was === 0 : was === quantity && batch.grade === grade && !others) return NOTHING
  const sold = batch.grade === 'reject' ? 0 : was
  const more = (grade === 'reject' ? 0 : quantity) - sold
  const free = freeOf(world, batch, day)
  if (was > 0 && now !== null && others ? free.length !== sold : free.length < -more) return no('insufficient-stock')
  return () => {
    if (now !== null) Object.assign(batch, { grade, makers })
    batch.quantity = quantity
    for (const piece of free.slice(0, Math.max(0, -more))) piece.where = 'gone'
    if (more > 0) fill(world, sku, bringForth(world, batch, more, day))
  }
}

export const writeOff = (world: World, asked: Asked<'WriteOffStock'>): Verdict => {
  const { sku, batchId, quantity, effectiveOn: day } = asked
  if (!isListed(sku)) return no('unknown-product')
  const free = freeOn(world, sku, day).filter(({ batch }) => batchId === null || batch.id === batchId)
  if (free.length < quantity) return no('insufficient-stock')
  return () => {
    for (const piece of free.slice(0, quantity)) piece.where = 'gone'
  }
}
