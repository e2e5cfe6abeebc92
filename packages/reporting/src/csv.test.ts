import { expect, test } from 'vitest'
import { csvText } from './csv.js'

test('a text that a spreadsheet would take for a formula is kept a text', () => {
  expect(csvText('en', [['=1+1', '+62', '-5', '@x', 'P-001', "'=1", "it's", '7']])).toBe(
    "'=1+1,'+62,'-5,'@x,P-001,''=1,it's,7\r\n",
  )
})

test('what would break a line or a cell is quoted, in both languages', () => {
  expect(csvText('en', [['a,b', 'say "yes"', 'two\r\nlines', 'a;b', '']])).toBe(
    '"a,b","say ""yes""","two\r\nlines",a;b,\r\n',
  )
  expect(csvText('id', [['a,b', 'a;b']])).toBe('\uFEFFa,b;"a;b"\r\n')
})
