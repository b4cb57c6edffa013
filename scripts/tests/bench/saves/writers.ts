import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { Person, TestForm } from '../../../../cms/test/form'
import type { BenchStack } from '../stack/bench-stack'
import { Editor } from '../publishing/editor'

/** What the CMS answered to the save of a form. */
export interface SaveAnswered {
  status: number
  isPublish: boolean
  ms: number
  /** Of a refusal: `conflicts` or `changed-since`. */
  reason?: string
}

interface SignedIn {
  token: string
  saves: SaveAnswered[]
}

const signedIn = new AsyncLocalStorage<SignedIn>()

/** People who work at the same time over REST. Each has forms with the save engine of the admin. */
export class Writers {
  now = 0
  readonly saves: SaveAnswered[] = []
  readonly #fetch = globalThis.fetch

  private constructor(
    readonly address: string,
    readonly people: Person[],
  ) {
    globalThis.fetch = (url, init) => this.#fetchAs(url, init)
  }

  /** Makes so many publishers. They are the only ones who may use `fetch` until `leave`. */
  static async join(stack: BenchStack, count: number): Promise<Writers> {
    const admin = await Editor.login(stack)
    const people: Person[] = []
    for (let number = 0; number < count; number++) {
      const user = { email: `${randomUUID()}@example.org`, password: randomUUID() }
      const id = await admin.createPublisher(`Writer ${number}`, user)
      const { token } = await Editor.login({ ...stack, ...user })
      people.push({ as: { id, token, email: user.email }, isSignedIn: true, kept: new Map(), confirmed: [] })
    }
    return new Writers(`http://127.0.0.1:${stack.cmsPort}`, people)
  }

  leave(): void {
    globalThis.fetch = this.#fetch
  }

  /** Lets each person work at the same time. */
  async work(work: (person: Person, number: number) => Promise<void>): Promise<void> {
    await Promise.all(
      this.people.map((person, number) =>
        signedIn.run({ token: person.as.token, saves: this.saves }, () => work(person, number)),
      ),
    )
  }

  addressOf(_form: TestForm, path: string): string {
    return this.address + path
  }

  async #fetchAs(url: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Response> {
    const { token, saves } = signedIn.getStore()!
    const headers = { 'Content-Type': 'application/json', Authorization: `JWT ${token}` }
    const began = performance.now()
    const response = await this.#fetch(url, { ...init, headers: { ...headers, ...(init.headers as object) } })
    if (!String(url).endsWith('/save')) return response
    const body = await response.text()
    const { errors: [error] = [] } = JSON.parse(body) as { errors?: { data?: { reason?: string } }[] }
    saves.push({
      status: response.status,
      isPublish: String(init.body).includes('"status":"published"'),
      ms: performance.now() - began,
      reason: error?.data?.reason,
    })
    return new Response(body, response)
  }
}
