/** The stream of a programme's record of personal data in a year: `kediri.2020`. */
export const privacyId = (programmeId: string, year: number): string =>
  `${programmeId}.${String(year).padStart(4, '0')}`

/** The programme and the year of such a stream, of its whole name: `privacy-kediri.2020`. */
export const privacyRecordOf = (stream: string): { readonly programmeId: string; readonly year: number } => {
  const joint = stream.lastIndexOf('.')
  return { programmeId: stream.slice('privacy-'.length, joint), year: Number(stream.slice(joint + 1)) }
}

/** The year in which a day lies. */
export const yearOf = (day: string): number => Number(day.slice(0, 4))
