import { dayCell, markCell, numberCell, textCell } from './cell.js'
import type { Person } from './person.js'
import { type Item, type Product, putOnShelf } from './shelf.js'
import type { World } from './world.js'

/** What those present make at a session, what is made at home, and the material it takes. */
export const workOn = (world: World, present: readonly Person[]): void => {
  const { random, people } = world
  for (const person of present) {
    if (random.chance(0.28)) makeItems(world, person, present)
  }
  // At home, and by people nobody has referred yet: a maker is known whatever the date.
  if (random.chance(0.06)) makeItems(world, random.pick(people), people)
  if (random.chance(present.length > 0 ? 0.35 : 0.02)) moveMaterial(world)
}

const makeItems = (world: World, first: Person, others: readonly Person[]): void => {
  const { day, random, products, write } = world
  const product = random.pick(products)
  const helpers = random.chance(0.3) ? random.shuffled(others).slice(0, random.whole(1, 5)) : []
  const makers = [first, ...helpers.filter((helper) => helper !== first)].map((person) => ({
    person,
    parts: random.chance(0.7) ? 1 : random.whole(2, 7),
  }))
  const quantity = random.whole(1, random.chance(0.1) ? 12 : 3)
  const grade = random.pick(['A', 'A', 'A', 'A', 'A', 'A', 'A', 'B', 'B', 'Tolak'])
  const row = [
    dayCell(day),
    textCell(product.sku),
    textCell(makers.map(({ person, parts }) => (parts === 1 ? person.code : `${person.code}*${parts}`)).join('+')),
    numberCell(quantity),
    markCell(grade),
  ]
  // Two equal rows are two rows.
  for (let times = random.chance(0.03) ? 2 : 1; times > 0; times -= 1) {
    write('produksi.csv', row)
    if (grade !== 'Tolak') stack(product, { makers }, quantity)
  }
}

const stack = (product: Product, item: Item, quantity: number): void => {
  for (let made = 0; made < quantity; made += 1) putOnShelf(product, item)
}

const moveMaterial = ({ day, random, rate, write }: World): void => {
  const grams = numberCell(random.whole(1, 9000))
  const nothing = random.pick([numberCell(0), textCell('')])
  const [received, issued] = random.pick([
    [grams, nothing],
    [grams, nothing],
    [nothing, grams],
    [grams, grams],
    random.chance(rate * 3) ? [nothing, nothing] : [nothing, grams],
  ])
  write('bahan.csv', [
    dayCell(day),
    textCell('kain-perca'),
    received ?? nothing,
    issued ?? nothing,
    textCell(random.pick(['Donasi warga', 'Konveksi "Contoh"', 'Penjahit sekitar; pasar'])),
  ])
}
