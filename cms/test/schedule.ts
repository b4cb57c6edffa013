import type { Payload, ServerFunction } from 'payload'
import { createLocalReq } from 'payload'
import { expect } from 'vitest'
import { schedulePublish } from '../src/schedule/schedule-access'
import type { TestCms, TestUser } from './cms'

/** Lets all that is scheduled run with the next run of the jobs. */
export const makeAllDue = ({ db }: Payload): Promise<unknown> =>
  db.updateJobs({
    data: { waitUntil: new Date(Date.now() - 60_000).toISOString() },
    where: { taskSlug: { equals: 'schedulePublish' } },
    returning: false,
  })

interface ScheduleAnswer {
  error?: string
  errors?: { path: string }[]
  message?: string
}

/** Calls the server function that Payload's admin schedules with, as a user with this id. */
export async function scheduleAs(
  payload: Payload,
  userId: string,
  args: Record<string, unknown>,
): Promise<ScheduleAnswer> {
  const account = await payload.findByID({ collection: 'users', id: userId })
  const req = await createLocalReq({ user: { ...account, collection: 'users' } }, payload)
  return schedulePublish({
    req,
    ...args,
  } as unknown as Parameters<ServerFunction>[0]) as Promise<ScheduleAnswer>
}

/** The id of a category, or a global. */
type Target = string | { global: string }

const queryOf = (of: Target) =>
  typeof of === 'string' ? `collection=categories&id=${of}` : `global=${of.global}`

export const docOf = (id: string) => ({ doc: { relationTo: 'categories', value: id } })

export const soon = () => new Date(Date.now() + 60_000)

interface News {
  id: string
  title: string
  href?: string
}

/** What tests do with schedules, over REST as the form of a document, and with the server function of Payload's hook. */
export function scheduling(started: () => { cms: TestCms; publisher: TestUser }) {
  let count = 0

  async function category(data: Record<string, unknown> = {}, status: 'draft' | 'published' = 'draft') {
    const body = {
      title: `Category ${++count}`,
      slug: `category-${count}`,
      description: 'What it is about.',
      ...data,
      _status: status,
    }
    const address = status === 'draft' ? '/api/categories?draft=true' : '/api/categories'
    const answer = await started().cms.request('POST', address, { as: started().publisher, body })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.doc.id as string
  }

  const asServerFunction = (as: TestUser, args: Record<string, unknown>) =>
    scheduleAs(started().cms.payload, as.id, args)

  const send = (as: TestUser, of: Target, body: object) =>
    started().cms.request('POST', `/api/scheduled-changes?${queryOf(of)}`, { as, body })

  async function schedule(as: TestUser, of: Target, type: 'publish' | 'unpublish' = 'publish', at = soon()) {
    const answer = await send(as, of, { type, at: at.toISOString() })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.id as string
  }

  /** So that it runs with the next `run`. */
  async function scheduleDue(as: TestUser, of: Target, type?: 'publish' | 'unpublish') {
    const id = await schedule(as, of, type)
    await makeDue()
    return id
  }

  const changesOf = async (id: string, as: TestUser | undefined = started().publisher) =>
    started().cms.request('GET', `/api/scheduled-changes?collection=categories&id=${id}`, { as })
  const makeDue = () => makeAllDue(started().cms.payload)
  const isLive = async (id: string) =>
    (await started().cms.request('GET', `/api/categories/${id}`)).status === 200
  const run = () => started().cms.payload.jobs.run({ silent: true })

  /** What the dashboard says of schedules. */
  const newsOf = async (title: string) => {
    const { body, status } = await started().cms.request('GET', '/api/publishing', {
      as: started().publisher,
    })
    expect(status).toBe(200)
    return (body.schedules as News[]).filter((news) => news.title === title)
  }
  const update = (id: string, body: object, query = '?draft=true') =>
    started().cms.request('PATCH', `/api/categories/${id}${query}`, { as: started().publisher, body })

  /** As a rule that was added after the draft was scheduled. */
  async function makeInvalid(id: string) {
    const { docs } = await started().cms.payload.db.findVersions<Record<string, unknown>>({
      collection: 'categories',
      where: { and: [{ parent: { equals: id } }, { latest: { equals: true } }] },
    })
    const { id: version, ...data } = docs[0]!
    const versionData = { ...data, version: { ...data.version, title: '' } }
    await started().cms.payload.db.updateVersion({
      collection: 'categories',
      id: version,
      versionData: versionData as never,
    })
  }

  return {
    category,
    asServerFunction,
    send,
    schedule,
    scheduleDue,
    changesOf,
    makeDue,
    isLive,
    run,
    newsOf,
    update,
    makeInvalid,
  }
}
