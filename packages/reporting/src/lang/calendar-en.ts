import type { EventTexts } from './event-texts.js'

const change = {
  holiday: 'a holiday',
  schedule: 'the schedule',
  venue: 'the venue',
  helpers: 'too few helpers',
  weather: 'the weather',
  illness: 'illness going round',
  unstated: 'reason not stated',
} as const

const extra = {
  replacement: 'instead of another one',
  'rush-order': 'for a rush order',
  event: 'for an event',
  request: 'on request',
  unstated: 'reason not stated',
} as const

const ending = {
  completed: 'its work is done',
  merged: 'merged with another',
  'no-funds': 'no funds',
  unstated: 'reason not stated',
} as const

const kept = { personal: 'Personal data', health: 'Health data', coded: 'Coded data' } as const

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** What happened to sessions, and what a programme decided for itself, in English. */
export const calendarInEnglish = {
  SessionScheduled: ({ startsAt, reason }) =>
    reason === null ? `Session planned at ${startsAt}` : `Extra session planned at ${startsAt}, ${extra[reason]}`,
  SessionOpened: ({ startsAt }) => `Session held at ${startsAt}`,
  SessionMoved: ({ was, now, reason }) =>
    `Session moved from ${was.startsAt}, ${was.venue}, to ${now.startsAt}, ${now.venue}: ${change[reason]}`,
  SessionClosed: ({ attended }, { number }) =>
    attended === null ? 'Session over' : `Session over, ${number(attended)} came`,
  SessionCancelled: ({ reason }) => `Session cancelled: ${change[reason]}`,
  SkillTaught: ({ craftId, skillId }) => `Taught: ${craftId}, ${skillId}`,
  AssessmentRuleSet: ({ validityMonths, professions }) =>
    `Assessments hold up to ${plural(validityMonths, 'month')} from here on, made by: ${professions.join(', ')}`,
  InstrumentAdopted: ({ id, version }) => `Instrument ${id} adopted, version ${version}`,
  RetentionRuleSet: ({ class: of, years, basis }) =>
    `${kept[of]} are kept for ${plural(years, 'year')} after the last enrolment (${basis})`,
  MonthClosed: ({ month }) => `Month ${month} closed`,
  ProgrammeClosed: ({ reason }) => `Programme closed: ${ending[reason]}`,
} satisfies Partial<EventTexts>
