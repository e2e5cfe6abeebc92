/** The day of a session, which its id names: `kediri.2020-08-18`, `kediri.2020-08-18.2`. */
export const sessionDay = (sessionId: string): string => {
  const begin = sessionId.indexOf('.') + 1
  return sessionId.slice(begin, begin + '2020-08-18'.length)
}
