import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/**
 * Writes files into a folder of their own, looks at them, and takes them away again.
 *
 * @param files Text by path.
 */
export const withPlanted = async <Seen>(
  files: Readonly<Record<string, string>>,
  look: (folder: string) => Seen | Promise<Seen>,
): Promise<Seen> => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'perca-planted-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return await look(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
