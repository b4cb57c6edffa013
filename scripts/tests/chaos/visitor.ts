import { Agent, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** Asks for pages at a steady rate, and notes whatever is not a whole page of one moment. */
export class Visitor {
  requests = 0
  readonly problems: string[] = []
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 20 })
  readonly #pending = new Set<Promise<void>>()
  #timer: NodeJS.Timeout | undefined
  /** While the server itself is started again, nobody can be answered. */
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

  /** Waits until the server answers again; from then on it must. */
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
      if (flaw) this.#note(`${path} ${flaw}`)
    } catch (error) {
      if (!this.#mayRefuse) this.#note(`${path} was not answered: ${(error as Error).message}`)
    }
  }

  #note(problem: string): void {
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

/** A post shows its title as its heading, and again in its structured data: both of one release. */
function flawOf(status: number, text: string): string | undefined {
  if (status !== 200) return `answered ${status}`
  if (!/<\/html>\s*$/.test(text)) return 'ends in the middle'
  const heading = /<h1[^>]*>([^<]*)</.exec(text)?.[1]?.trim()
  const headline = /"headline":"([^"]*)"/.exec(text)?.[1]
  if (heading?.startsWith('Round ') && headline !== heading) return `mixes “${heading}” and “${headline}”`
  return undefined
}
