import type { Language } from '@perca/reporting'

/** The reader's language as the environment says: the first of LC_ALL, LC_MESSAGES and LANG that is set. */
export const languageOf = (env: { readonly [name: string]: string | undefined }): Language => {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '')
  return locale !== undefined && /^id([_.@-]|$)/i.test(locale) ? 'id' : 'en'
}
