import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Addresses, folder and secrets of the test stack: a running CMS, publisher and web server. Written by the global setup, read by every test. */
export interface TestStack {
  folder: string
  cmsPort: number
  sitePort: number
  publisherPort: number
  databaseUrl: string
  cmsUrl: string
  siteUrl: string
  secret: string
  webhookSecret: string
  email: string
  password: string
  /** Of the first user. */
  token: string
  /** A publisher, for tests that run beside those of the first user: a form names its other users. */
  colleague: Account
}

export interface Account {
  email: string
  password: string
}

const variable = 'E2E_TEST_STACK'

export function testStack(): TestStack {
  const value = process.env[variable]
  if (!value) throw new Error('There is no stack: the global setup of Playwright did not run.')
  return JSON.parse(value) as TestStack
}

export function rememberTestStack(value: TestStack): void {
  process.env[variable] = JSON.stringify(value)
}

/**
 * Free ports, a new folder and new secrets; nothing runs there yet. The database is a SQLite file in the folder, or the empty MongoDB
 * database that `E2E_DATABASE_URL` names.
 */
export async function newTestStack(parent = tmpdir()): Promise<TestStack> {
  const [cmsPort, sitePort, publisherPort] = [await freePort(), await freePort(), await freePort()]
  const folder = mkdtempSync(join(parent, 'alliedrx-e2e-'))
  return {
    folder,
    databaseUrl: process.env.E2E_DATABASE_URL ?? `file:${join(folder, 'cms.db')}`,
    cmsPort,
    sitePort,
    publisherPort,
    cmsUrl: `http://localhost:${cmsPort}`,
    siteUrl: `http://localhost:${sitePort}`,
    secret: randomBytes(32).toString('base64url'),
    webhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
    email: '',
    password: '',
    token: '',
    colleague: { email: '', password: '' },
  }
}

/** The publisher's folder, and the folder of the live release, which the web server serves. */
export const siteFolderOf = ({ folder }: TestStack) => join(folder, 'site')
export const webRootOf = (of: TestStack) => join(siteFolderOf(of), 'current', 'site')

/** The settings of the CMS, of the publisher, and of everything that opens the database. */
export const settingsOf = (of: TestStack) => ({
  DATABASE_URL: of.databaseUrl,
  MEDIA_DIR: join(of.folder, 'media'),
  SITE_DIR: siteFolderOf(of),
  PAYLOAD_SECRET: of.secret,
  WEBHOOK_SECRET: of.webhookSecret,
  CMS_URL: of.cmsUrl,
  SITE_URL: of.siteUrl,
  PUBLISHER_URL: `http://127.0.0.1:${of.publisherPort}`,
})

interface NewUser extends Partial<Account> {
  name: string
  role: 'author' | 'editor' | 'publisher' | 'admin'
}

/** Makes a user over REST, as a program does. */
export async function addUser(
  { name, role, ...account }: NewUser,
  { cmsUrl, token }: Pick<TestStack, 'cmsUrl' | 'token'> = testStack(),
): Promise<Account> {
  const { email, password } = { email: `${randomUUID()}@example.org`, password: randomUUID(), ...account }
  const answer = await fetch(`${cmsUrl}/api/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `JWT ${token}` },
    body: JSON.stringify({ email, password, name, roles: [role] }),
  })
  if (!answer.ok) throw new Error(`The CMS answered ${answer.status}: ${await answer.text()}`)
  return { email, password }
}

const timeoutMs = 60_000

/** Waits until the live release has the content revision that the CMS has now. Throws after 60 s. */
export async function everythingIsLive(of: TestStack = testStack()): Promise<void> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${of.cmsPort}/api/content-revision`)
    const { revision } = (await answer.json()) as { revision: string }
    const health = await fetch(`http://127.0.0.1:${of.publisherPort}/health`)
    const shown = (await health.json()) as { revision?: string; problem?: string }
    if (shown.revision === revision) return
    if (Date.now() > deadline) {
      throw new Error(
        `The CMS's content is not live after ${timeoutMs / 1000} s: ${shown.problem ?? 'the publisher reports no problem'}.`,
      )
    }
    await wait(50)
  }
}

/**
 * Waits until the process of the previews runs, which a publish waits for a few seconds and then goes without. It ends after five minutes
 * without a request. Throws after 60 s.
 */
export async function previewsRun({ cmsPort, token }: TestStack = testStack()): Promise<void> {
  const api = `http://127.0.0.1:${cmsPort}/api`
  const headers = { authorization: `JWT ${token}`, 'content-type': 'application/json' }
  const settings = await fetch(`${api}/globals/site-settings?draft=true&depth=0`, { headers })
  const body = JSON.stringify({ global: 'site-settings', values: await settings.json() })
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const answer = await fetch(`${api}/preview/changes`, { method: 'POST', headers, body })
    if (answer.ok) return
    if (Date.now() > deadline) throw new Error(`There are no previews: ${await answer.text()}`)
    await wait(50)
  }
}

/** Waits until the search index is the one of the live release. Throws after 60 s. */
export async function liveCanBeSearched(of: TestStack = testStack()): Promise<void> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${of.publisherPort}/health`)
    const { live, search } = (await answer.json()) as {
      live: number
      search: { release?: number; problem?: string }
    }
    if (live === search.release) return
    if (Date.now() > deadline) {
      throw new Error(
        `The live release has no search index: ${search.problem ?? 'the publisher reports no problem'}.`,
      )
    }
    await wait(50)
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
