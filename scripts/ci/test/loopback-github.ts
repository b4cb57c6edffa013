import { spawn } from 'node:child_process'
import { type IncomingMessage, type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { inRoot } from '../../bootstrap/root.mjs'
import { type RepositorySettings, commandsOf, rebuildWorkflow } from './workflow'

export interface Run {
  code: number | null
  output: string
}

const DispatchSchema = z.object({
  event_type: z.string().max(100),
  client_payload: z.record(z.string(), z.unknown()),
})

/** Listens on a free port of this computer; gives the server's URL. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Runs what the workflow runs, as GitHub does: these commands, with nothing of ours in the environment but what is set there. */
export async function runWorkflow(
  settings: RepositorySettings,
  more: Record<string, string | undefined>,
): Promise<Run> {
  let output = ''
  for (const { run, env } of commandsOf(settings)) {
    const { PATH, HOME } = process.env
    const child = spawn('/bin/bash', ['-e', '-c', run], {
      cwd: inRoot(),
      env: { PATH, HOME, CI: 'true', ...env, ...more } as unknown as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes: Buffer) => (output += bytes.toString()))
    }
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
    if (code !== 0) return { code, output }
  }
  return { code: 0, output }
}

/** GitHub's endpoint for `repository_dispatch`, of one repository (https://docs.github.com/rest/repos/repos). */
export class LoopbackGitHub {
  url = ''
  readonly repository = 'school/website'
  /** The runs that messages have started. */
  readonly runs: Promise<Run>[] = []
  readonly #server = createServer(async (request, response) => {
    const [status, message] = this.#answer(request, await text(request))
    response.writeHead(status).end(message && JSON.stringify({ message }))
  })

  constructor(
    readonly token: string,
    readonly run: (environment: Record<string, string>) => Promise<Run>,
  ) {}

  async start(): Promise<void> {
    this.url = await listen(this.#server)
  }

  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  /** The environment that GitHub gives to the run with a number. */
  environment = (number: number, event: string): Record<string, string> => ({
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: event,
    GITHUB_REPOSITORY: this.repository,
    GITHUB_RUN_ID: String(9_000_000_000 + number),
    GITHUB_RUN_NUMBER: String(number),
    GITHUB_SERVER_URL: 'https://github.com',
  })

  #answer({ method, url, headers }: IncomingMessage, body: string): [status: number, message?: string] {
    if (!headers['user-agent']) return [403, 'Request forbidden by administrative rules.']
    if (headers.authorization !== `Bearer ${this.token}`) return [401, 'Bad credentials']
    if (method !== 'POST' || url !== `/repos/${this.repository}/dispatches`) return [404, 'Not Found']
    const message = DispatchSchema.safeParse(JSON.parse(body))
    if (!message.success) return [422, 'Invalid request.']
    if (rebuildWorkflow().on.repository_dispatch.types.includes(message.data.event_type)) {
      this.runs.push(this.run(this.environment(this.runs.length + 1, 'repository_dispatch')))
    }
    return [204]
  }
}
