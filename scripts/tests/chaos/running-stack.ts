import { type ChildProcess, spawn } from 'node:child_process'
import { openSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type TestStack, newTestStack, settingsOf } from '../e2e/test-stack'
import { inRoot, projectEnv } from '../../bootstrap/root.mjs'

/** The three programs of `npm start`, each with a part of its command line. */
export const programs = {
  CMS: 'next-server',
  publisher: 'scripts/publisher/app/main.ts',
  server: 'scripts/publisher/web-server/main.ts',
} as const
export type Program = keyof typeof programs

const startTimeoutMs = 8 * 60_000
const headers = { 'content-type': 'application/json' }

/** A test stack that `npm start` runs, and a user who is logged in. */
export class RunningStack {
  #token = ''

  private constructor(
    readonly stack: TestStack,
    readonly starter: ChildProcess,
  ) {}

  static async start(): Promise<RunningStack> {
    const stack = await newTestStack()
    const log = join(stack.folder, 'start.log')
    const output = openSync(log, 'w')
    const { CMS_URL, SITE_URL, PUBLISHER_URL, ...settings } = settingsOf(stack)
    const starter = spawn(process.execPath, ['--import', 'tsx', inRoot('scripts/dev/start.ts')], {
      cwd: inRoot(),
      env: projectEnv({ ...settings, CMS_URL, SITE_URL, PUBLISHER_URL, LOG_DIR: stack.folder }),
      stdio: ['ignore', output, output],
    })
    const deadline = Date.now() + startTimeoutMs
    for (;;) {
      const text = readFileSync(log, 'utf8')
      const [, email = '', password = ''] = /Log in +(\S+)\s+password (\S+)/.exec(text) ?? []
      if (email) return new RunningStack({ ...stack, email, password }, starter)
      if (starter.exitCode !== null || Date.now() > deadline)
        throw new Error(`npm start did not come up:\n${text}`)
      await wait(200)
    }
  }

  async stop(): Promise<void> {
    const over = new Promise((resolve) => this.starter.once('close', resolve))
    this.starter.kill('SIGTERM')
    await over
    rmSync(this.stack.folder, { recursive: true, force: true })
  }

  /** The process id of a program; undefined while it is being restarted. */
  pidOf(program: Program): number | undefined {
    return descendants(this.starter.pid ?? 0).find((pid) => commandLine(pid).includes(programs[program]))
  }

  /** Kills a program with SIGKILL. False when it does not run at the moment. */
  kill(program: Program): boolean {
    const pid = this.pidOf(program)
    if (pid === undefined) return false
    process.kill(pid, 'SIGKILL')
    return true
  }

  /** One request to the CMS as the first user. Throws when the CMS does not answer. */
  async request(method: string, path: string, body?: unknown): Promise<Response> {
    const { cmsUrl, email, password } = this.stack
    const signal = () => AbortSignal.timeout(20_000)
    if (!this.#token) {
      const login = { method: 'POST', headers, body: JSON.stringify({ email, password }), signal: signal() }
      const answer = await fetch(`${cmsUrl}/api/users/login`, login)
      this.#token = ((await answer.json()) as { token: string }).token
    }
    return fetch(`${cmsUrl}${path}`, {
      method,
      headers: { ...headers, authorization: `JWT ${this.#token}` },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal(),
    })
  }

  async page(path: string): Promise<Response> {
    return fetch(`${this.stack.siteUrl}${path}`, { signal: AbortSignal.timeout(20_000) })
  }

  /** The content revisions of the CMS and of the live release; undefined for a service that does not answer. */
  async revisions(): Promise<{ cms?: string; live?: string }> {
    const read = async (url: string) => {
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(5_000) })
        return ((await response.json()) as { revision?: string }).revision
      } catch {
        return undefined // being started again
      }
    }
    const { cmsUrl, publisherPort } = this.stack
    return {
      cms: await read(`${cmsUrl}/api/content-revision`),
      live: await read(`http://127.0.0.1:${publisherPort}/health`),
    }
  }
}

/** All processes below one, from /proc, which only Linux has. */
function descendants(pid: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = parentOf(name)
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const found: number[] = []
  for (const waiting = [pid]; waiting.length > 0;) {
    const below = children.get(waiting.pop() ?? 0) ?? []
    found.push(...below)
    waiting.push(...below)
  }
  return found
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return undefined // it has just ended
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return '' // it has just ended
  }
}
