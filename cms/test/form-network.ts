import { vi } from 'vitest'
import type { FormRequest, Values } from '../src/admin/saving/save-request'
import type { TestCms } from './cms'
import type { TestForm } from './form'

/** What becomes of a save on its way. `late`: it is lost for the form, and arrives when `deliverLate` is called. */
export type Fate =
  | 'arrives'
  | 'arrives twice'
  | 'request lost'
  | 'answer lost'
  | 'late'
  | 'held before'
  | 'held after'
  | 'refused with 500'
  | 'answered with 500'
  | 'session ended'

/** A save that the CMS has carried out. */
export interface CarriedOut {
  form: TestForm
  request: FormRequest
  token: number
  doc: Values
  /** How many edits of colleagues the person had confirmed when the form sent it. */
  confirmed: number
}

const lost = () => new TypeError('fetch failed, as a test wants it')
const serverError = () => Response.json({ errors: [{ message: 'Made by a test.' }] }, { status: 500 })

/** The network between forms and the CMS, and the clock of the forms. In place of `fetch` until `stop`. */
export class Network {
  /** ms */
  now = 0
  fateOf: () => Fate = () => 'arrives'
  readonly carriedOut: CarriedOut[] = []
  /** Answers that no request may get. */
  readonly faults: string[] = []
  readonly #forms = new Map<string, TestForm>()
  readonly #late: (() => unknown)[] = []

  constructor(readonly cms: TestCms) {
    const fetchElsewhere = globalThis.fetch
    vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
      const form = this.#forms.get(new URL(url).host)
      return form ? this.#fetch(form, new URL(url), init) : fetchElsewhere(url, init)
    })
  }

  stop(): void {
    vi.unstubAllGlobals()
  }

  addressOf(form: TestForm, path: string): string {
    const known = [...this.#forms].find(([, each]) => each === form)
    const host = known?.[0] ?? `form-${this.#forms.size}.test`
    this.#forms.set(host, form)
    return `http://${host}${path}`
  }

  deliverLater(deliver: () => unknown): void {
    this.#late.push(deliver)
  }

  async deliverLate(): Promise<void> {
    await this.#late.shift()?.()
  }

  async #fetch(form: TestForm, url: URL, init: RequestInit): Promise<Response> {
    const { person } = form
    const deliver = () => this.#deliver(form, url, init, person.confirmed.length)
    if (!url.pathname.endsWith('/save')) return deliver()
    const fate = this.fateOf()
    switch (fate) {
      case 'arrives':
        return deliver()
      case 'arrives twice':
        return (await Promise.all([deliver(), deliver()]))[1]
      case 'request lost':
        throw lost()
      case 'answer lost':
        await deliver()
        throw lost()
      case 'late':
        this.deliverLater(deliver)
        throw lost()
      case 'held before':
        await form.hold()
        return deliver()
      case 'held after': {
        const answer = await deliver()
        await form.hold()
        return answer
      }
      case 'refused with 500':
        return serverError()
      case 'answered with 500':
        await deliver()
        return serverError()
      case 'session ended':
        person.isSignedIn = false
        return deliver()
    }
  }

  async #deliver(form: TestForm, { pathname, search }: URL, init: RequestInit, confirmed: number) {
    const { as, isSignedIn } = form.person
    const headers = new Headers(init.headers)
    if (isSignedIn) headers.set('Authorization', `JWT ${as.token}`)
    const { method, body } = init
    const address = new URL(pathname + search, this.cms.payload.config.serverURL)
    const response = await this.cms.answer(new Request(address, { method, body, headers }))
    const answer = (await response.clone().json()) as { token: number; doc: Values }
    if (response.status >= 500) this.faults.push(`${pathname}: ${JSON.stringify(answer)}`)
    if (response.ok && pathname.endsWith('/save'))
      this.carriedOut.push({ form, request: JSON.parse(String(body)) as FormRequest, confirmed, ...answer })
    return response
  }
}
