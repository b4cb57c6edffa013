import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DatabaseAdapterObj, getPayload, handleEndpoints, type Payload } from 'payload'
import { type Faults, withFaults } from './database-faults'
import { databaseAdapter, sqlitePath } from '../src/database/adapter'
import type { SqliteClient } from '../src/database/sqlite-client'
import { testDatabaseUrl, withPushedSchema } from './database'
import { type Env, env, readEnv } from '../src/env'
import { logOptions } from '../src/logging'
import configured from '../src/payload.config'
import { acceptRequest } from '../src/requests/accept-request'

/** A user who is signed in. A request without one comes from a visitor. */
export interface TestUser {
  id: string
  email: string
  token: string
}

export interface TestResponse {
  status: number
  /** The parsed JSON, or the text of a response that is not JSON. */
  body: any // eslint-disable-line @typescript-eslint/no-explicit-any -- tests read fields of any response
  headers: Headers
}

interface RequestOptions {
  as?: TestUser
  /** Sent as JSON; a FormData, a stream or a Blob is sent as it is. */
  body?: unknown
  headers?: Record<string, string>
}

export interface TestCms {
  payload: Payload
  /** Answers a request to Payload's REST API, as the server of the CMS does. */
  answer: (request: Request) => Promise<Response>
  /** Sends a request to Payload's REST API: `request('GET', '/api/posts?limit=1', { as: editor })`. */
  request: (method: string, path: string, options?: RequestOptions) => Promise<TestResponse>
  /** Creates a user with these roles and signs them in. */
  user: (...roles: string[]) => Promise<TestUser>
  /** Starts another instance on the same database, as a second server. Its `stop` leaves the database. */
  another: () => Promise<TestCms>
  /** Closes Payload and deletes the database and the uploads. */
  stop: () => Promise<void>
}

/** A SQLite file with the tables of the config and no document. Payload needs seconds to create them, so each database is a copy. */
let emptyDatabase: Buffer | undefined

const isRaw = (body: unknown): body is ReadableStream | Blob =>
  body instanceof ReadableStream || body instanceof Blob

/**
 * Starts the real config on a fresh database, with these settings in addition to the defaults. It answers HTTP requests
 * inside this process. `log` gets what it logs, as JSON; `faults` make its database fail. Only one can run at a time, because test files share the process, and so the config and `env`.
 */
export async function startCms(
  settings: Record<string, string> = {},
  log?: { write: (line: string) => void },
  faults?: Faults,
): Promise<TestCms> {
  const database = await testDatabaseUrl()
  const file = database.kind === 'sqlite' ? sqlitePath(database.url) : undefined
  if (file && emptyDatabase) writeFileSync(file, emptyDatabase)
  const uploads = mkdtempSync(join(tmpdir(), 'cms-uploads-'))
  // Removes settings of an earlier CMS that this one does not have.
  for (const name of Object.keys(env) as (keyof Env)[]) delete (env as Partial<Env>)[name]
  Object.assign(env, readEnv({ DATABASE_URL: database.url, MEDIA_DIR: uploads, ...settings }))
  process.env.PAYLOAD_FORCE_DRIZZLE_PUSH = 'true'
  const adapter = () => databaseAdapter(database.url, { isDurable: false })
  const configuredAdapter = faults ? withFaults(adapter(), faults) : adapter()
  const isCopied = Boolean(emptyDatabase)
  const first = await startInstance(isCopied ? configuredAdapter : withPushedSchema(configuredAdapter), log)
  if (file) emptyDatabase ??= await copyOfDatabase(first.payload, file)

  const another = async (): Promise<TestCms> => {
    const { payload, ...instance } = await startInstance(adapter(), log)
    return { ...instance, payload, another, stop: () => payload.destroy() }
  }
  const stop = async () => {
    await database.remove(first.payload)
    rmSync(uploads, { recursive: true, force: true })
  }
  return { ...first, another, stop }
}

async function startInstance(
  db: DatabaseAdapterObj,
  log?: { write: (line: string) => void },
): Promise<Omit<TestCms, 'another' | 'stop'>> {
  const config = await configured
  Object.assign(config, {
    db,
    logger: {
      destination: log ?? logOptions.destination,
      options: { ...logOptions.options, level: log ? 'info' : (process.env.TEST_LOG ?? 'silent') },
    },
  })
  // Jobs run only when a test runs them.
  config.jobs.autoRun = undefined
  // Otherwise Payload starts another process at each start, which generates the types.
  config.typescript.autoGenerate = false
  const key = randomUUID()
  const payload = await getPayload({ config, key })

  const answer: TestCms['answer'] = acceptRequest((request) =>
    handleEndpoints({ config, payloadInstanceCacheKey: key, request }),
  )

  const request: TestCms['request'] = async (method, path, { as, body: given, headers } = {}) => {
    // As bytes: Node's encoder of forms fails when the receiver stops in the middle.
    const body = given instanceof FormData ? await new Response(given).blob() : given
    const response = await answer(
      new Request(new URL(path, config.serverURL), {
        method,
        headers: {
          ...(body === undefined || isRaw(body) ? {} : { 'Content-Type': 'application/json' }),
          ...(as ? { Authorization: `JWT ${as.token}` } : {}),
          ...headers,
        },
        body: body === undefined || isRaw(body) ? body : JSON.stringify(body),
        ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
      }),
    )
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      body: isJson && text ? JSON.parse(text) : text,
      headers: response.headers,
    }
  }

  const user: TestCms['user'] = async (...roles) => {
    const email = `${roles.join('-')}-${randomUUID()}@example.org`
    const password = randomUUID()
    const { id } = await payload.create({
      collection: 'users',
      data: { name: `A ${roles.join(' and ')}`, email, password, roles },
    })
    const { token } = await payload.login({ collection: 'users', data: { email, password } })
    if (!token) throw new Error(`Could not sign in the test user ${email}: Payload gave no token.`)
    return { id: String(id), email, token }
  }

  return { payload, answer, request, user }
}

/** One address for several instances: each request goes to the next one. */
export function behindOneAddress(instances: readonly TestCms[]): TestCms {
  let requests = 0
  const next = () => instances[requests++ % instances.length]!
  return {
    ...instances[0]!,
    answer: (request) => next().answer(request),
    request: (...args) => next().request(...args),
  }
}

async function copyOfDatabase({ db }: Payload, file: string): Promise<Buffer> {
  const copy = `${file}.copy`
  await (db as unknown as { client: SqliteClient }).client.execute(`VACUUM INTO '${copy}'`)
  return readFileSync(copy)
}
