import { type CollectionSlug, type ContentSlug, globalSchemas } from 'shared-types'
import type { TestStack } from '../../e2e/test-stack'
import { overrideAll } from '../../../../cms/test/override'

export interface LivePost {
  id: string
  slug: string
  title: string
}

/** An admin who works over the REST API, as the admin's forms do. */
export class Editor {
  private constructor(
    readonly address: string,
    readonly token: string,
  ) {}

  static async login({
    cmsPort,
    email,
    password,
  }: Pick<TestStack, 'cmsPort' | 'email' | 'password'>): Promise<Editor> {
    const address = `http://127.0.0.1:${cmsPort}/api`
    const response = await fetch(`${address}/users/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password }),
    })
    const { token } = (await response.json()) as { token?: string }
    if (!token) throw new Error(`${email} could not log in: the CMS answered ${response.status}.`)
    return new Editor(address, token)
  }

  /** Every live post, in order of id. */
  async posts(): Promise<LivePost[]> {
    const select = 'select[slug]=true&select[title]=true'
    const response = await this.#request(`/posts?depth=0&limit=0&sort=id&${select}`)
    const { docs } = (await response.json()) as { docs: LivePost[] }
    return docs
  }

  /** The ids of some published documents of a collection. */
  async someIds(slug: CollectionSlug, limit = 5): Promise<string[]> {
    const query = slug === 'media' || slug === 'redirects' ? '' : '&where[_status][equals]=published'
    const response = await this.#request(`/${slug}?depth=0&limit=${limit}&sort=id${query}`)
    const { docs } = (await response.json()) as { docs: { id: string }[] }
    return docs.map(({ id }) => id)
  }

  /** Publishes a new document, or a new version of a global. False when the CMS refuses it; throws when it fails. */
  async publishNew(slug: ContentSlug, fields: Record<string, unknown>): Promise<boolean> {
    const response = await fetch(
      `${this.address}/${slug in globalSchemas ? 'globals/' : ''}${slug}?depth=0`,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `JWT ${this.token}`,
          ...overrideAll,
        },
        body: JSON.stringify({ ...fields, _status: 'published' }),
      },
    )
    const answer = await response.text()
    if (response.status >= 500)
      throw new Error(
        `A new version of ${slug} was answered with ${response.status}: ${answer.slice(0, 300)}`,
      )
    return response.ok
  }

  /** How many documents the newest reported release keeps out. */
  async countBlocked(): Promise<number> {
    const response = await this.#request('/releases?depth=0&limit=1&sort=-receivedAt')
    const { docs } = (await response.json()) as { docs: { held?: { slug: string; documentId?: string }[] }[] }
    return new Set(docs[0]?.held?.map(({ slug, documentId }) => `${slug}/${documentId}`)).size
  }

  /** The newest version of a document; `path` begins with `/api`. */
  async readDraft(path: string): Promise<unknown> {
    return (await this.#request(`${path.slice('/api'.length)}?draft=true&depth=0`)).json()
  }

  /** Sends the values of a form for a preview; `path` is below `/api`. */
  async ask(path: '/preview' | '/preview/changes', form: object): Promise<unknown> {
    return (await this.#request(path, { method: 'POST', body: JSON.stringify(form) })).json()
  }

  /** The number of live places that lead to a document. */
  async countUses(collection: CollectionSlug, id: string): Promise<number> {
    const response = await this.#request(`/where-used?collection=${collection}&id=${id}`)
    return ((await response.json()) as { live: number }).live
  }

  /** How many lines the dashboard lists as in need of attention. */
  async countAttention(): Promise<number> {
    const response = await this.#request('/attention')
    const { groups } = (await response.json()) as { groups: { count: number }[] }
    return groups.reduce((sum, { count }) => sum + count, 0)
  }

  /** What visitors see of each document, as a page of a list asks for it. */
  async liveStatuses(collection: CollectionSlug, ids: readonly string[]): Promise<void> {
    await this.#request(`/release-status?collection=${collection}&ids=${ids.join(',')}`)
  }

  /** Resolves with the id of the new user. */
  async createPublisher(name: string, user: { email: string; password: string }): Promise<string> {
    const body = JSON.stringify({ ...user, name, roles: ['publisher'] })
    const response = await this.#request('/users?depth=0', { method: 'POST', body })
    return ((await response.json()) as { doc: { id: string } }).doc.id
  }

  async revision(): Promise<string> {
    const response = await this.#request('/content-revision')
    return ((await response.json()) as { revision: string }).revision
  }

  /** Publishes a post with another title; resolves with the moment of the CMS's answer. Throws when the CMS refuses. */
  async publish({ id }: LivePost, title: string): Promise<number> {
    const response = await this.#request(`/posts/${id}?depth=0`, {
      method: 'PATCH',
      body: JSON.stringify({ title, _status: 'published' }),
    })
    await response.text()
    return performance.now()
  }

  async #request(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${this.address}${path}`, {
      ...init,
      headers: { 'Content-Type': 'application/json', Authorization: `JWT ${this.token}` },
    })
    if (response.ok) return response
    const body = (await response.text()).slice(0, 300)
    throw new Error(`${init.method ?? 'GET'} ${path} was answered with ${response.status}: ${body}`)
  }
}
