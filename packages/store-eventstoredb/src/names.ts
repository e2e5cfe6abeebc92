/** The names that a log's streams have on the server. */
export interface Names {
  readonly prefix: string
  readonly onServer: (stream: string) => string
  /** The stream's name in the log; null: it belongs to another log, or to another program. */
  readonly inLog: (name: string) => string | null
}

const prefixForm = /^[A-Za-z][A-Za-z0-9_.]{0,40}\.$/

/** Whether a log's names may begin so: letters, digits, `_` and dots, with a dot at the end. */
export const isPrefix = (prefix: string): boolean => prefixForm.test(prefix)

/** Names under a prefix. A category has no dot, so a longer prefix is another log. */
export const namesUnder = (prefix: string): Names => ({
  prefix,
  onServer: (stream) => prefix + stream,
  inLog: (name) => {
    const stream = name.slice(prefix.length)
    return name.startsWith(prefix) && /^[a-z][a-zA-Z0-9]*-\S/.test(stream) ? stream : null
  },
})
