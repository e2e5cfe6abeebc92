import type { Language } from '@perca/reporting'
import { en } from './en.js'
import { id } from './id.js'
import type { CliTexts } from './texts.js'

const byLanguage: { readonly [L in Language]: CliTexts } = { id, en }

/** What `perca` says in the reader's language. */
export const cliTexts = (lang: Language): CliTexts => byLanguage[lang]
