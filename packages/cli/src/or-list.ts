/** Joins what a word could be: `table, json or csv`. */
export const orList = (words: readonly string[], or = 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${or} ${words[words.length - 1]}`
