import { Agent, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** Requests pages at a steady rate, and records every response that is not one complete page of one release. */
export class Visitor {
  requests = 0
  readonly problems: string[] = []
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 20 })
  readonly #pending = new Set<Promise<void>>()
  #timer: NodeJS.Timeout | undefined
  /** True while the web server is being restarted. */
  #mayRefuse = false

  constructor(
    readonly siteUrl: string,
    readonly paths: readonly string[],
  ) {}

  start(perSecond: number): void {
    this.#timer = setInterval(() => {
      const path = this.paths[this.requests++ % this.paths.length] ?? '/'
      const visit = this.#visit(path).finally(() => this.#pending.delete(visit))
      this.#pending.add(visit)
    }, 1000 / perSecond)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await Promise.all(this.#pending)
    this.#agent.destroy()
  }

  expectRefusals(): void {
    this.#mayRefuse = true
  }

  /** Waits until the server answers again. A refused request after that is a problem. */
  async isServed(): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      try {
        const { status } = await this.#get('/')
        if (status === 200) break
      } catch {
        // not yet
      }
      await wait(100)
    }
    await Promise.all(this.#pending)
    this.#mayRefuse = false
  }

  async #visit(path: string): Promise<void> {
    try {
      const { status, text } = await this.#get(path)
      const flaw = flawOf(status, text)
      if (flaw) this.#record(`${path} ${flaw}`)
    } catch (error) {
      if (!this.#mayRefuse) this.#record(`${path} was not answered: ${(error as Error).message}`)
    }
  }

  #record(problem: string): void {
    if (this.problems.length < 20) this.problems.push(problem)
  }

  #get(path: string): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const request = get(`${this.siteUrl}${path}`, { agent: this.#agent, timeout: 15_000 }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.once('error', reject)
        response.once('aborted', () => reject(new Error('the answer was cut short')))
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        )
      })
      request.once('timeout', () => request.destroy(new Error('no answer within 15 s')))
      request.once('error', reject)
    })
  }
}

/** A post has its title as its heading and in its JSON-LD; both must come from one release. */
function flawOf(status: number, text: string): string | undefined {
  if (status !== 200) return `answered ${status}`
  if (!/<\/html>\s*$/.test(text)) return 'ends in the middle'
  const heading = /<h1[^>]*>([^<]*)</.exec(text)?.[1]?.trim()
  const headline = /"headline":"([^"]*)"/.exec(text)?.[1]
  if (heading?.startsWith('Round ') && headline !== heading) return `mixes “${heading}” and “${headline}”`
  return undefined
}
