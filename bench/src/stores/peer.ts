import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What is called of Emmett, which reads and writes alike on every database. */
export interface Emmett {
  readonly appendToStream: (
    stream: string,
    events: readonly { readonly type: string; readonly data: unknown; readonly metadata: unknown }[],
  ) => Promise<unknown>
  readonly readStream: (stream: string) => Promise<{ readonly events: readonly unknown[] }>
}

/**
 * Loads a peer from `bench/peers/<folder>`, where it is installed by itself: two of them need versions of Emmett that do not
 * go together, and one a driver that is compiled. Null: it is not installed.
 */
export const peerModule = async (folder: string, name: string): Promise<Record<string, unknown> | null> => {
  const manifest = join(process.cwd(), 'peers', folder, 'package.json')
  const entry = join(process.cwd(), 'peers', folder, 'node_modules', name)
  if (!existsSync(entry)) return null
  const { exports: of }: { exports: { '.': { import: { default: string } } } } = createRequire(manifest)(
    join(entry, 'package.json'),
  )
  return import(pathToFileURL(join(entry, of['.'].import.default)).href)
}
