import type { Language } from '../formats.js'
import { en } from './en.js'
import { id } from './id.js'
import type { ReportTexts } from './texts.js'

const byLanguage: { readonly [L in Language]: ReportTexts } = { id, en }

/** The monthly report's texts in the reader's language. */
export const reportTexts = (lang: Language): ReportTexts => byLanguage[lang]
