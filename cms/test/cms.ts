import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getPayload, handleEndpoints, type Payload } from 'payload'
import { databaseAdapter } from '../src/database/adapter'
import { testDatabaseUrl, withPushedSchema } from './database'
import { type Env, env, readEnv } from '../src/env'
import configured from '../src/payload.config'

/** Somebody who is signed in; `undefined` in a request is a visitor. */
export interface TestUser {
  id: string
  email: string
  token: string
}

export interface TestResponse {
  status: number
  /** The parsed JSON, or the text of an answer that is none. */
  body: any // eslint-disable-line @typescript-eslint/no-explicit-any -- a test looks into whatever the CMS answers
  headers: Headers
}

interface RequestOptions {
  as?: TestUser
  /** Sent as JSON; a FormData or a stream is sent as it is. */
  body?: unknown
  headers?: Record<string, string>
}

export interface TestCms {
  payload: Payload
  /** One request through Payload's REST door: `request('GET', '/api/posts?limit=1', { as: editor })`. */
  request: (method: string, path: string, options?: RequestOptions) => Promise<TestResponse>
  /** A new user with these roles, signed in. */
  user: (...roles: string[]) => Promise<TestUser>
  /** Closes Payload and deletes the database and the uploads. */
  stop: () => Promise<void>
}

/**
 * The real config on a fresh database, with these settings beside the defaults, answering HTTP requests inside this process.
 * One at a time: test files share the process, and so the config and `env`.
 */
export async function startCms(settings: Record<string, string> = {}): Promise<TestCms> {
  const database = await testDatabaseUrl()
  const uploads = mkdtempSync(join(tmpdir(), 'cms-uploads-'))
  // What another file's CMS was given and this one is not goes too.
  for (const name of Object.keys(env) as (keyof Env)[]) delete (env as Partial<Env>)[name]
  Object.assign(env, readEnv({ DATABASE_URL: database.url, MEDIA_DIR: uploads, ...settings }))
  process.env.PAYLOAD_FORCE_DRIZZLE_PUSH = 'true'
  const config = await configured
  Object.assign(config, {
    db: withPushedSchema(databaseAdapter(database.url)),
    logger: { options: { level: process.env.TEST_LOG ?? 'silent' } },
  })
  // Nothing runs behind a test's back: jobs run when a test says so.
  config.jobs.autoRun = undefined
  const key = randomUUID()
  const payload = await getPayload({ config, key })

  const request: TestCms['request'] = async (method, path, { as, body, headers } = {}) => {
    const isRaw = body instanceof FormData || body instanceof ReadableStream
    const response = await handleEndpoints({
      config,
      payloadInstanceCacheKey: key,
      request: new Request(new URL(path, config.serverURL), {
        method,
        headers: {
          ...(body === undefined || isRaw ? {} : { 'Content-Type': 'application/json' }),
          ...(as ? { Authorization: `JWT ${as.token}` } : {}),
          ...headers,
        },
        body: body === undefined || isRaw ? body : JSON.stringify(body),
        ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
      }),
    })
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

  const stop = async () => {
    await database.remove(payload)
    rmSync(uploads, { recursive: true, force: true })
  }
  return { payload, request, user, stop }
}
