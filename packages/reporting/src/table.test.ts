import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printable, table } from './table.js'

const plain = { colour: false, width: 80 }

test('a table has a frame, a line under its headings, and numbers on the right', () => {
  expect(
    table(
      [{ heading: 'Product' }, { heading: 'Pieces', align: 'right' }],
      [
        ['KPR-TAS', '7'],
        ['KPR-KST', '12'],
      ],
      plain,
      ['Total', '19'],
    ),
  ).toBe(
    [
      '┌─────────┬────────┐',
      '│ Product │ Pieces │',
      '├─────────┼────────┤',
      '│ KPR-TAS │      7 │',
      '│ KPR-KST │     12 │',
      '│ Total   │     19 │',
      '└─────────┴────────┘',
    ].join('\n'),
  )
})

test('what is wider than the terminal is wrapped between words', () => {
  expect(
    table(
      [{ heading: 'Figure' }, { heading: 'Number', align: 'right' }],
      [['Enrolled at the end of the month', '19']],
      { colour: false, width: 30 },
    ),
  ).toBe(
    [
      '┌───────────────────┬────────┐',
      '│ Figure            │ Number │',
      '├───────────────────┼────────┤',
      '│ Enrolled at the   │     19 │',
      '│ end of the month  │        │',
      '└───────────────────┴────────┘',
    ].join('\n'),
  )
})

test('headings and the total are bold where colours are allowed, and nothing is coloured otherwise', () => {
  const drawn = table([{ heading: 'Product' }], [['KPR-TAS']], { colour: true, width: 80 }, ['Total'])
  expect(drawn).toContain('\u001b[1mProduct\u001b[22m')
  expect(drawn).toContain('\u001b[1mTotal\u001b[22m')
  expect(drawn).toContain('│ KPR-TAS │')
  expect(table([{ heading: 'Product' }], [['KPR-TAS']], plain, ['Total'])).not.toContain('\u001b')
})

test('a cell cannot move the cursor of the reader', () => {
  expect(printable('a\u001b[2Jb\u202e\r\n')).toBe('a\\u001b[2Jb\\u202e\\u000d\\u000a')
  expect(table([{ heading: 'Code' }], [['\u001b[2J']], plain)).not.toContain('\u001b')
})

test('law: no line is wider than the room, where every column gets its least', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 })), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 24, max: 100 }),
      (rows, width) => {
        const lines = table([{ heading: 'Figure' }, { heading: 'Value' }], rows, { colour: false, width }).split('\n')
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width)
      },
    ),
  )
})
