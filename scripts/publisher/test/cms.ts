import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ReleaseReport, ReportedOverride } from 'shared-types'
import { ReleaseReportSchema } from 'shared-types'
import { restAnswer } from 'shared-types/test/rest-api'
import { signWebhook } from 'shared-types/webhook-signature'
import { type TestClock } from './clock'
import { type TestSchool } from './school'

export type Report = ReleaseReport['data']

/** What the CMS does with a request instead of the right answer: another answer, no answer, or it closes the connection. */
export type Fault = { status?: number; body: string } | 'hang' | 'close'

export const testSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

/** Visitors do not get these. */
const claimsPath = '/api/globals/claims'
const overridesPath = '/api/overrides'

/** The stand-in for the CMS: its REST API as visitors, the publisher and builds use it, in front of a school in memory. */
export class TestCms {
  readonly school: TestSchool
  /** The clock of the test; the CMS is `skewMs` ahead of it. */
  readonly clock: TestClock
  skewMs = 0
  /** The path of every request. */
  readonly requests: string[] = []
  /** The reports that it accepted, in order. */
  readonly reports: Report[] = []
  /** Called for every request. */
  fault: (path: string) => Fault | undefined = () => undefined
  secret = testSecret
  /** Names of media files that are missing. */
  readonly lostFiles = new Set<string>()
  overrides: ReportedOverride[] = []
  #server: Server | undefined
  #port = 0

  constructor(school: TestSchool, clock: TestClock) {
    this.school = school
    this.clock = clock
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  now(): number {
    return this.clock.now() + this.skewMs
  }

  /** Listens; after `stop` at the same port again. */
  async start(): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response))
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.#port, '127.0.0.1', resolve)
    })
    this.#server = server
    this.#port = (server.address() as AddressInfo).port
  }

  /** Stops at once, as when it is killed. */
  async stop(): Promise<void> {
    const server = this.#server
    if (!server) return
    this.#server = undefined
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }

  /** Ends the requests that hang. */
  dropConnections(): void {
    this.#server?.closeAllConnections()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/'
    this.requests.push(path)
    const fault = this.fault(path)
    if (fault === 'hang') return
    if (fault === 'close') request.socket.destroy()
    else if (fault) response.writeHead(fault.status ?? 200).end(fault.body)
    else if (path === '/api/release-reports') await this.#takeReport(request, response)
    else if (path.startsWith(claimsPath) && !isSigned(request, claimsPath, this.secret))
      response.writeHead(403).end('{}')
    else if (path.startsWith(overridesPath) && isSigned(request, overridesPath, this.secret))
      response.writeHead(200).end(JSON.stringify({ overrides: this.#overridesSince(path) }))
    else await this.#show(new URL(path, this.url), response)
  }

  #overridesSince(path: string): ReportedOverride[] {
    const since = new URL(path, this.url).searchParams.get('since') ?? ''
    return this.overrides.filter(({ updatedAt }) => updatedAt >= since)
  }

  async #show(url: URL, response: ServerResponse): Promise<void> {
    const [, , first, second, name = ''] = url.pathname.split('/')
    const isFile = first === 'media' && second === 'file' && !this.lostFiles.has(name)
    // The bytes hold the name, so that tests can tell the files apart.
    if (isFile) response.writeHead(200).end(`The bytes of ${name}`)
    else {
      const answer = await restAnswer(this.school, url)
      response.writeHead(answer ? 200 : 404, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(answer ?? { errors: [{ message: 'Not Found' }] }))
    }
  }

  async #takeReport(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const isLate = Math.abs(this.now() / 1000 - Number(request.headers['webhook-timestamp'])) > 300
    if (!isSigned(request, text, this.secret) || isLate) {
      response.writeHead(401).end(JSON.stringify({ message: isLate ? 'The clocks differ.' : 'Not signed.' }))
      return
    }
    this.reports.push(ReleaseReportSchema.parse(JSON.parse(text)).data)
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
  }
}

function isSigned({ headers }: IncomingMessage, text: string, secret: string): boolean {
  const sentAt = new Date(Number(headers['webhook-timestamp']) * 1000)
  const { 'webhook-signature': expected } = signWebhook(secret, text, {
    id: String(headers['webhook-id']),
    sentAt,
  })
  return headers['webhook-signature'] === expected
}
