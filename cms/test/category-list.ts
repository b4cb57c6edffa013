import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { TestCms, TestUser } from './cms'
import { type BareDocuments, bareDocuments } from './sample-documents'

interface Options {
  as?: TestUser
  slug?: string
}

let subjects = 0
/** A word that only the documents of one test have. */
export const newSubject = () => `subject${++subjects}x`

/** Categories, and what the admin's list does with many documents: of categories, where no other collection is named. */
export class CategoryList {
  readonly #documents: BareDocuments

  /** The requests are those of `publisher`, where no other user is named. */
  constructor(
    readonly cms: TestCms,
    readonly publisher: TestUser,
  ) {
    this.#documents = bareDocuments(cms.payload)
  }

  async add(title: string, status: 'draft' | 'published' = 'published'): Promise<string> {
    const { body } = await this.cms.request(
      'POST',
      `/api/categories${status === 'draft' ? '?draft=true' : ''}`,
      { as: this.publisher, body: { title, slug: randomUUID(), _status: status } },
    )
    return body.doc.id
  }

  addMany(subject: string, count: number, status?: 'draft' | 'published'): Promise<string[]> {
    return Promise.all(Array.from({ length: count }, (_, at) => this.add(`${subject} ${at}`, status)))
  }

  /** Stores a live category past Payload's operations, which take ten times as long. */
  async store(title: string): Promise<void> {
    const data = { title, slug: randomUUID(), _status: 'published' }
    const now = new Date().toISOString()
    const { id } = await this.cms.payload.db.create({ collection: 'categories', data })
    await this.cms.payload.db.createVersion({
      ...{ collectionSlug: 'categories', parent: id, autosave: false, createdAt: now, updatedAt: now },
      versionData: data,
    } as never)
  }

  rename(id: string, title: string, as: TestUser) {
    return this.cms.request('PATCH', `/api/categories/${id}?draft=true`, { as, body: { title } })
  }

  select(body: unknown, { as = this.publisher, slug = 'categories' }: Options = {}) {
    return this.cms.request('POST', `/api/${slug}/selection`, { as, body })
  }

  bulk(body: unknown, { as = this.publisher, slug = 'categories' }: Options = {}) {
    return this.cms.request('POST', `/api/${slug}/bulk`, { as, body })
  }

  /** A dialog: the list that the server made for it, with what confirming sends. */
  async openDialog(
    action: string,
    where: unknown,
    { isTrash = false, ...options }: Options & { isTrash?: boolean } = {},
  ) {
    const { body, status } = await this.select({ action, where, isTrash }, options)
    expect(status, JSON.stringify(body)).toBe(200)
    const { ids, tokens, signature } = body
    return { action, isTrash, ids, tokens, signature }
  }

  async statusOf(id: string, slug = 'categories') {
    const row = await this.#documents.row(slug, id)
    return row === null ? 'deleted' : row.deletedAt ? 'trashed' : row._status
  }

  statusesOf(ids: string[]) {
    return Promise.all(ids.map((id) => this.statusOf(id)))
  }
}
