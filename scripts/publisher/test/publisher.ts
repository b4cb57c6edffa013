import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { signWebhook } from 'shared-types/webhook-signature'
import {
  type ChangedDocument,
  type CommandResponse,
  type Freeze,
  type PublisherCommand,
  documentKey,
} from 'shared-types'
import { publisherArgs } from '../app/service'
import { projectRoot } from '../project-root'
import { endWithParent } from '../render/astro-build'
import type { SearchHealth } from '../search/search-index'
import { installBundle, testSiteUrl } from './bundle'
import { TestClock } from './clock'
import { type Report, TestCms, testSecret } from './cms'
import { TestSchool } from './school'

/** Ten in the morning at the school. */
export const testMorning = '2027-01-04T15:00:00.000Z'

const timeoutMs = 60_000

/** Calls `ask` until its result is neither undefined nor false; gives that result. Throws after a minute. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
): Promise<Exclude<T, false | undefined>> {
  const began = Date.now()
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer as Exclude<T, false | undefined>
    const elapsedMs = Date.now() - began
    if (elapsedMs > timeoutMs) throw new Error(`After a minute it is not so that ${what}.`)
    // Less often later: asking takes processor time from what is waited for.
    await wait(Math.min(100, 10 + elapsedMs / 10))
  }
}

/** A file of the live site. */
interface LiveFile {
  inode: number
  text: string
}

/** The files of the live site that a change wrote, and those that it removed; all others have the same inodes. */
export interface LiveDifference {
  written: string[]
  removed: string[]
}

export interface Health {
  ok: boolean
  live?: number
  hold?: number
  revision?: string
  bundle: string
  isAtWork: boolean
  problem?: string
  search: SearchHealth
}

interface Message {
  path?: string
  id?: string
  secret?: string
  /** Milliseconds. */
  at?: number
}

interface Options {
  school?: TestSchool
  /** More settings of the publisher. */
  env?: Record<string, string>
  /** Changes the compiled templates in a folder before the publisher starts. */
  changeBundle?: (folder: string) => void
}

/** For tests with templates that loop, which take as long. Other pages of tests take a tenth of that. */
export const shortPageTimeout = { PAGE_TIMEOUT_MS: '1200' }

/** The publisher in a process of its own, with a stand-in CMS in this process; both use one clock. */
export class TestPublisher {
  readonly folder = mkdtempSync(join(tmpdir(), 'publisher-test-'))
  readonly site = join(this.folder, 'site')
  readonly log = join(this.folder, 'publisher.log')
  readonly clock = new TestClock(this.folder, testMorning)
  readonly cms: TestCms
  env: Record<string, string>
  port = 0
  #process: ChildProcess | undefined

  private constructor({ school = new TestSchool(), env = {} }: Options) {
    this.cms = new TestCms(school, this.clock)
    this.env = env
  }

  /** Starts a publisher, and waits until its first release is live. */
  static async start(options: Options = {}): Promise<TestPublisher> {
    const publisher = new TestPublisher(options)
    try {
      const hash = await installBundle(publisher.site)
      options.changeBundle?.(join(publisher.site, 'bundles', hash))
      await publisher.cms.start()
      publisher.port = await freePort()
      await publisher.startProcess()
      await publisher.converged()
      // Tests that count reports start after the report of this release.
      await publisher.reported(({ state }) => state === 'live')
      return publisher
    } catch (error) {
      const [log, health] = [publisher.logText(), await publisher.health()]
      await publisher.close()
      throw new Error(`No first release: ${JSON.stringify(health)}\n${log}`, { cause: error })
    }
  }

  get school(): TestSchool {
    return this.cms.school
  }

  get reports(): Report[] {
    return this.cms.reports
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Resolves when it listens. */
  async startProcess(): Promise<void> {
    const output = openSync(this.log, 'a')
    const child = spawn(process.execPath, ['--import', endWithParent, ...publisherArgs], {
      cwd: projectRoot,
      env: { ...process.env, ...this.settings() },
      // A process group of its own, so that `kill` ends what it has started too.
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
    })
    closeSync(output)
    this.#process = child
    await until('the publisher listens', async () => {
      if (child.exitCode !== null) throw new Error(`The publisher ended:\n${this.logText()}`)
      return (await this.health()) !== undefined
    })
  }

  /** All its settings, so that the .env of this checkout has no effect. */
  settings(): Record<string, string> {
    return {
      ...this.clock.env,
      WEBHOOK_SECRET: testSecret,
      WEBHOOK_SECRET_PREVIOUS: '',
      CMS_URL: this.cms.url,
      CMS_INTERNAL_URL: '',
      CMS_PORT: '',
      SITE_URL: testSiteUrl,
      SITE_PORT: '',
      PUBLISHER_URL: this.url,
      PUBLISHER_HOST: '',
      PUBLISHER_PORT: String(this.port),
      SITE_DIR: this.site,
      // The search index takes both cores, and is no part of a release.
      SEARCH_AFTER_MS: '3600000',
      ...this.env,
    }
  }

  /** As SIGTERM does. */
  async stop(): Promise<void> {
    await this.#end((pid) => process.kill(pid, 'SIGTERM'))
  }

  /** As kill -9 does. */
  async kill(): Promise<void> {
    await this.#end((pid) => process.kill(-pid, 'SIGKILL'))
  }

  async #end(signal: (pid: number) => void): Promise<void> {
    const child = this.#process
    this.#process = undefined
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const closed = once(child, 'close')
    signal(child.pid)
    await closed
  }

  /** Ends the publisher and the CMS, and removes their folder. */
  async close(): Promise<void> {
    await this.kill()
    await this.cms.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  pid(): number {
    return this.#process?.pid ?? 0
  }

  logText(): string {
    return existsSync(this.log) ? readFileSync(this.log, 'utf8') : ''
  }

  async health(): Promise<Health | undefined> {
    try {
      const response = await fetch(`${this.url}/health`, { signal: AbortSignal.timeout(5_000) })
      return (await response.json()) as Health
    } catch {
      return undefined // not listening
    }
  }

  headers(text: string, { id = randomUUID(), secret = testSecret, at = this.clock.now() }: Message = {}) {
    return signWebhook(secret, text, { id, sentAt: new Date(at) })
  }

  /** Posts a signed message; again while the process of the previews starts, as a form of the CMS does. */
  async post(message: unknown, { path = '/webhook', ...about }: Message = {}): Promise<Response> {
    const text = JSON.stringify(message)
    const headers = this.headers(text, about)
    const response = await fetch(`${this.url}${path}`, { method: 'POST', body: text, headers })
    if (response.status !== 503 || !(await response.clone().text()).includes('reads the whole site first'))
      return response
    return await this.post(message, { path, ...about })
  }

  /** Sends a hint that documents have changed, as the CMS does. */
  async hint(documents: readonly ChangedDocument[] = []): Promise<void> {
    const response = await this.post(hintOf(documents, this.clock.now()))
    if (response.status !== 202) throw new Error(`The hint was refused: ${await response.text()}`)
  }

  async command(command: PublisherCommand): Promise<CommandResponse & { hold?: Freeze }> {
    const response = await this.post(command, { path: '/command' })
    return (await response.json()) as CommandResponse
  }

  /** Waits until the live release was made from the content that the CMS has now. */
  async converged(): Promise<void> {
    await until('the site shows the content of the CMS', async () => {
      const health = await this.health()
      return health?.revision === (await this.school.revision()) && health.problem === undefined
    })
  }

  /** Waits until the publisher has no task. */
  async settled(): Promise<void> {
    await until('the publisher has no task', async () => (await this.health())?.isAtWork === false)
  }

  /** Waits until the site shows the content of the CMS, the CMS has the report of that, and the publisher has no task. */
  async atRest(): Promise<void> {
    await this.converged()
    await this.settled()
    const live = (await this.health())?.live
    await this.reported(({ state, number }) => state === 'live' && number === live)
  }

  /** Waits for a report that is not among the first `after`. */
  async reported(isWanted: (report: Report) => boolean, after = 0): Promise<Report> {
    return until('the CMS has the report', () => this.reports.slice(after).find(isWanted))
  }

  /** Edits the content, sends the hint, and waits for the report of the release. */
  async publish(
    edit: (school: TestSchool) => void,
    state: Report['state'] = 'live',
  ): Promise<LiveDifference & { report: Report }> {
    const before = this.liveFiles()
    const reports = this.reports.length
    const known = new Map(this.school.versions().map((version) => [documentKey(version), version.updatedAt]))
    edit(this.school)
    const revision = await this.school.revision()
    const now = new Map(this.school.versions().map((version) => [documentKey(version), version]))
    const changed = [...now.values()].filter(
      (version) => known.get(documentKey(version)) !== version.updatedAt,
    )
    const gone = [...known.keys()].filter((key) => !now.has(key))
    await this.hint([
      ...changed.map(({ slug, id }) => ({ slug, id })),
      ...gone.map((key) => {
        const [slug = '', id = ''] = key.split('/')
        return { slug, id }
      }),
    ])
    const report = await this.reported((one) => one.state === state && one.revision === revision, reports)
    return { ...difference(before, this.liveFiles()), report }
  }

  /** Every file of the live site that is no symlink, by its name. */
  liveFiles(): Map<string, LiveFile> {
    const root = join(this.site, 'current/site')
    const entries = readdirSync(root, { recursive: true, withFileTypes: true })
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    return new Map(
      paths.sort().map((path) => {
        return [relative(root, path), { inode: statSync(path).ino, text: readFileSync(path, 'utf8') }]
      }),
    )
  }

  /** The text of a page of the live site, by its path; undefined when there is none. */
  page(path: string): string | undefined {
    const file = path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1)
    return this.liveFiles().get(file)?.text
  }
}

/** Compares the files of two releases. Throws when a file with the same text has another inode. */
export function difference(
  before: ReadonlyMap<string, LiveFile>,
  after: ReadonlyMap<string, LiveFile>,
): LiveDifference {
  const written: string[] = []
  for (const [file, { inode, text }] of after) {
    const old = before.get(file)
    if (old?.text !== text) written.push(file)
    else if (old.inode !== inode) throw new Error(`${file} was written again with the same text.`)
  }
  return { written, removed: [...before.keys()].filter((file) => !after.has(file)) }
}

export const hintOf = (documents: readonly ChangedDocument[], at: number) => ({
  type: 'content.changed',
  timestamp: new Date(at).toISOString(),
  data: { action: 'change', documents },
})

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
