import { aggregates, ROLES } from '@perca/core'
import type { AnyAggregate } from '@perca/eventsourcing'
import { expect, test } from 'vitest'
import { authorisationOf, authorisationPage, rolesOf } from './authorisation.js'

const kind = (category: string, roles: { readonly [command: string]: readonly string[] }): AnyAggregate => ({
  category,
  events: {},
  initialState: null,
  evolve: (state) => state,
  subjects: () => [],
  commands: Object.fromEntries(
    Object.entries(roles).map(([command, allowed]) => {
      const never = () => {
        throw new Error(`${command} is only listed`)
      }
      // Only its roles are read; a codec that is never called stands for any.
      const entry = { roles: allowed, stream: never, lookUp: never, decide: never }
      return [command, entry as unknown as AnyAggregate['commands'][string]]
    }),
  ),
})

const small = [
  kind('note', { Write: ['policy', 'coordinator'], Burn: [] }),
  kind('desk', { Tidy: ['guest', 'treasurer'] }),
]

test('every command is a row, with its roles in one order', () => {
  expect(authorisationOf(small)).toEqual([
    { category: 'note', command: 'Write', roles: ['coordinator', 'policy'] },
    { category: 'note', command: 'Burn', roles: [] },
    { category: 'desk', command: 'Tidy', roles: ['treasurer', 'guest'] },
  ])
})

test('roles that only a command names stand after Perca’s own, each once', () => {
  expect(rolesOf(small)).toEqual([...ROLES, 'guest'])
  expect(rolesOf([])).toEqual(ROLES)
})

test('the page marks what a role may send, and lists it by role', () => {
  const lines = authorisationPage(small).split('\n')
  const marks = (command: string) => {
    const cells = lines.find((line) => line.includes(`| \`${command}\` |`))?.split('|') ?? []
    return cells.flatMap((cell, place) => (cell.includes('●') ? [place - 3] : []))
  }
  const roles = rolesOf(small)
  expect(marks('Write').map((place) => roles[place])).toEqual(['coordinator', 'policy'])
  expect(marks('Tidy').map((place) => roles[place])).toEqual(['treasurer', 'guest'])
  expect(marks('Burn')).toEqual([])
  expect(lines).toContain(`| stream | command | ${roles.join(' | ')} |`)
  expect(lines).toContain('- **coordinator**: `Write`.')
  expect(lines).toContain('- **guest**: `Tidy`.')
  expect(lines).toContain('- **surveyor**: none.')
  expect(lines.at(-1)).toBe('')
})

test('every command of the domain may be sent by somebody, in a role that there is', () => {
  for (const { command, roles } of authorisationOf(aggregates)) expect(roles, command).not.toEqual([])
  expect(rolesOf(aggregates)).toEqual(ROLES)
})

test('every role of the domain may send something', () => {
  const sent = new Set(authorisationOf(aggregates).flatMap(({ roles }) => roles))
  expect(ROLES.filter((role) => !sent.has(role))).toEqual([])
})
