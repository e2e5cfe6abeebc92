import type { Event } from '@perca/eventsourcing'
import { day, type Language, number, rupiah } from './formats.js'
import type { EventTexts, Say } from './lang/event-texts.js'
import { eventsInEnglish } from './lang/events-en.js'
import { eventsInIndonesian } from './lang/events-id.js'

const texts: { readonly [L in Language]: EventTexts } = { id: eventsInIndonesian, en: eventsInEnglish }

/**
 * What happened, in one sentence without its day: `Was paid Rp42,000, receipt KW-0007`. Never a personal or health
 * field. An event of another domain is given by its type.
 */
export const eventSentence = (lang: Language, event: Event): string => {
  const say: Say = {
    rupiah: (value) => rupiah(lang, value),
    number: (value) => number(lang, value),
    day: (value) => day(lang, value),
  }
  if (!Object.hasOwn(texts[lang], event.type)) return event.type
  // A sentence is only ever given the data of the type that it stands under, which TypeScript can't see past the look-up.
  const sentence = texts[lang][event.type as keyof EventTexts] as (data: unknown, say: Say) => string
  return sentence(event.data, say)
}
