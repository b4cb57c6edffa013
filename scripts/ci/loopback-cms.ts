import { type ChildProcess, spawn } from 'node:child_process'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type ContentVersion, type ReleaseReport, ReleaseReportSchema, contentRevision } from 'shared-types'
import { verifyWebhook } from 'shared-types/webhook-signature'
import { inRoot } from '../bootstrap/root.mjs'

export const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** For tests: a CMS that answers from the site's sample school, takes reports, and can be edited or broken. */
export class LoopbackCms {
  url = ''
  /** Reports whose signature was right. */
  reports: ReleaseReport['data'][] = []
  /** Every read of everything, which only a build of the site does. */
  builds = 0
  /** How many builds are disturbed by an edit while they run. */
  edits = 0
  /** The CMS gives no content; it takes reports all the same. */
  isDown = false
  /** What is put in the place of a text of the content. */
  replaced: [string, string] | undefined
  #school: ChildProcess | undefined
  #schoolUrl = ''
  #editedAt: string | undefined
  readonly #server = createServer((request, response) => void this.#answer(request, response))

  constructor(readonly secret: string) {}

  async start(): Promise<void> {
    this.#school = spawn(process.execPath, ['--import', 'tsx', 'site/test/stand-in-cms.ts'], {
      cwd: inRoot(),
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#schoolUrl = await new Promise<string>((resolve, reject) => {
      this.#school?.once('close', () => reject(new Error('The sample school ended.')))
      this.#school?.stdout?.on('data', (bytes: Buffer) => {
        const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(bytes.toString()) ?? []
        if (url) resolve(url)
      })
    })
    this.url = await listen(this.#server)
  }

  stop(): void {
    this.#school?.kill()
    this.#server.close()
    this.#server.closeAllConnections()
  }

  reset(): void {
    this.reports = []
    this.builds = 0
    this.edits = 0
    this.isDown = false
    this.replaced = undefined
  }

  revision = async (): Promise<string> => contentRevision(await this.#versions())

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/'
    const send = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body))
    if (request.method === 'POST' && path === '/api/release-reports') {
      const problem = this.#take(request, await text(request))
      return void send(problem ? 401 : 200, { message: problem ?? 'Noted.' })
    }
    if (this.isDown) return void send(503, { errors: [{ message: 'Down for a moment.' }] })
    if (path === '/api/content-revision') return void send(200, { revision: await this.revision() })
    if (path === '/api/content-versions') return void send(200, { versions: await this.#versions() })
    const answer = await fetch(this.#schoolUrl + path)
    if (path.startsWith('/api/media/')) {
      response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()))
      return
    }
    const [from, to] = this.replaced ?? ['', '']
    const body = this.#edited(JSON.parse((await answer.text()).replaceAll(from, to)))
    send(answer.status, body)
    // The list of all posts is what a build of the site asks for.
    if (!path.startsWith('/api/posts?') || !path.includes('sort=id')) return
    this.builds++
    if (this.edits-- > 0) this.#editedAt = new Date().toISOString()
  }

  #take({ headers }: IncomingMessage, body: string): string | undefined {
    const verified = verifyWebhook({ ci: [this.secret] }, headers, Buffer.from(body))
    if ('problem' in verified) return verified.problem
    this.reports.push(ReleaseReportSchema.parse(JSON.parse(body)).data)
    return undefined
  }

  async #versions(): Promise<ContentVersion[]> {
    const answer = await fetch(`${this.#schoolUrl}/api/content-versions`)
    const { versions } = (await answer.json()) as { versions: ContentVersion[] }
    return versions.map((version) => ({ ...version, ...this.#editOf(version) }))
  }

  #edited(body: { docs?: { id: string }[] }): unknown {
    return body.docs
      ? { ...body, docs: body.docs.map((document) => ({ ...document, ...this.#editOf(document) })) }
      : body
  }

  #editOf = ({ id }: { id: string }) =>
    id === 'post-03' && this.#editedAt ? { updatedAt: this.#editedAt } : {}
}
