import type { TestStack } from '../../e2e/test-stack'

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

  static async login({ cmsPort, email, password }: TestStack): Promise<Editor> {
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
