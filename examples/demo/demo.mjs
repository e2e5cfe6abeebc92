// What `npm run demo` shows: an agency's spreadsheets become events, a report and a person's history.
import { mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { exitCodes, languageOf, processSurroundings, run } from '@perca/cli'
import { texts } from './texts.mjs'

// The store's name below is one that works in the commands that a person tries next, from the repository's root.
process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
const work = 'examples/demo/work'
const store = `sqlite:${work}/perca.db`
const registers = 'examples/registers/kediri-2020'
const refusedTo = `${work}/kediri-2020-refused`
const participant = 'P-001'

const around = processSurroundings('demo')
const say = texts[languageOf(around.env)]
/** @param {string} text */
const print = (text) => around.stdout.write(`${text}\n`)

/** Ends the demo where a command did not do what it should. @param {number} code @param {readonly number[]} good */
const expectCode = (code, good) => {
  if (good.includes(code)) return
  around.stderr.write(`${say.failed}\n`)
  process.exit(code)
}

/** A long history from its beginning and its end. @param {string} history */
const inShort = (history) => {
  const lines = history.trimEnd().split('\n')
  // The title, the frame, the headings and the line under them; then the first events.
  const from = 4 + 10
  const to = lines.length - 6
  return to <= from ? lines : [...lines.slice(0, from), say.more(to - from), ...lines.slice(to)]
}

print(`${say.title}\n${say.what}\n`)
rmSync(work, { recursive: true, force: true })
mkdirSync(work, { recursive: true })

print(`${say.importing(registers)}\n`)
const imported = await run(['import', registers, '--store', store, '--refused-to', refusedTo], around)
// Some rows of these registers are at fault, as in any agency's.
expectCode(imported, [exitCodes.done, exitCodes.someRefused])

print(`\n${say.reporting}\n`)
expectCode(await run(['report', 'monthly', '--month', '2020-08', '--store', store], around), [exitCodes.done])

print(`\n${say.telling(participant)}\n`)
let history = ''
/** @param {string} text */
const write = (text) => {
  history += text
}
const told = await run(['history', participant, '--store', store], { ...around, stdout: { ...around.stdout, write } })
expectCode(told, [exitCodes.done])
print(inShort(history).join('\n'))

const commands = [
  `npx perca report monthly --month 2020-12 --store ${store}`,
  `npx perca history P-007 --store ${store}`,
  `npx perca import ${refusedTo} --store ${store}`,
]
print(`\n${say.next}\n`)
for (const [index, command] of commands.entries()) print(`  ${command}\n      ${say.commands[index]}`)
print(`\n${say.kept(`${work}/perca.db`)}`)
print(say.sealed(`${work}/perca-keys.master`))
