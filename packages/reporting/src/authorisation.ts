import { ROLES } from '@perca/core'
import type { AnyAggregate } from '@perca/eventsourcing'

/** A command, and which roles may send it: every other role is refused. */
export interface AuthorisationRow {
  /** The kind of stream it is for. */
  readonly category: string
  readonly command: string
  /** In the order of `rolesOf`. */
  readonly roles: readonly string[]
}

const onceEach = <A>(list: readonly A[]): readonly A[] => [...new Set(list)]

/** The roles of a domain: Perca's in their own order, then those that only its commands name, as they come. */
export const rolesOf = (aggregates: readonly AnyAggregate[]): readonly string[] =>
  onceEach([...ROLES, ...aggregates.flatMap(({ commands }) => Object.values(commands).flatMap(({ roles }) => roles))])

/** Every command of a domain with the roles that may send it, read off the tables that decide. */
export const authorisationOf = (aggregates: readonly AnyAggregate[]): readonly AuthorisationRow[] => {
  const all = rolesOf(aggregates)
  return aggregates.flatMap(({ category, commands }) =>
    Object.entries(commands).map(([command, { roles }]) => ({
      category,
      command,
      roles: all.filter((role) => roles.includes(role)),
    })),
  )
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** Which role may send which command, as one Markdown page: a table, and the same by role. */
export const authorisationPage = (aggregates: readonly AnyAggregate[]): string => {
  const rows = authorisationOf(aggregates)
  const roles = rolesOf(aggregates)
  const commandsOf = (role: string): readonly string[] =>
    rows.filter((entry) => entry.roles.includes(role)).map(({ command }) => `\`${command}\``)
  return [
    '# Authorisation',
    '',
    'Generated from the code (`npm run generate`): change the tables in `decider.ts`, not this page. A role that is not marked',
    'is refused as `Unauthorised`, and a role counts in the programme for which it was given and in no other. Some commands',
    'also ask who acts, and are refused as `not-authorised`: nobody settles what concerns themselves.',
    '',
    row(['stream', 'command', ...roles]),
    row(['---', '---', ...roles.map(() => ':-:')]),
    ...rows.map((entry) =>
      row([entry.category, `\`${entry.command}\``, ...roles.map((role) => (entry.roles.includes(role) ? '●' : ' '))]),
    ),
    '',
    '## By role',
    '',
    ...roles.map((role) => `- **${role}**: ${commandsOf(role).join(', ') || 'none'}.`),
    '',
  ].join('\n')
}
