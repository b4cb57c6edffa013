import { randomUUID } from 'node:crypto'
import { type PreviewedClaim, ReportedOverridesSchema } from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { type PreviewPublisher, sampleChanges, startPreviewPublisher } from '../../test/preview-publisher'
import { reportSecrets, secretOf } from '../../test/release-reports'
import type { Edit } from '../saves/Edits'

let cms: TestCms
let site: PreviewPublisher
let publisher: TestUser
beforeAll(async () => {
  site = await startPreviewPublisher()
  cms = await startCms({ ...reportSecrets(), PUBLISHER_URL: site.url })
  publisher = await cms.user('publisher')
})
afterAll(async () => {
  await cms.stop()
  await site.stop()
})
beforeEach(() => {
  site.changes = []
  site.answer = undefined
})

const claim: PreviewedClaim = {
  ...{ rule: 'Jobs', level: 'blocks', sentence: 'A guaranteed job.', words: 'guaranteed job', place: 'text' },
  ...{ reason: 'No school can promise one.', instead: 'We help with your résumé.' },
  ...{ path: '/blog/category/', field: 'description' },
}

/** The publisher finds these claims in what would change. */
const find = (...claims: PreviewedClaim[]) => {
  site.answer = (_, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify({ ...sampleChanges, claims }))
  }
}

async function draft(description = 'About posts.') {
  const slug = `category-${randomUUID()}`
  const body = { title: `Category ${slug.slice(-6)}`, slug, description }
  const answer = await cms.request('POST', '/api/categories?draft=true', { as: publisher, body })
  return String(answer.body.doc.id)
}

const token = async (id: string) =>
  (await cms.request('GET', `/api/categories/${id}/save-state`, { as: publisher })).body.token as number

const publish = async (id: string, more: object = {}, data: { description?: string } = {}) =>
  cms.request('POST', `/api/categories/${id}/save`, {
    as: publisher,
    body: {
      token: await token(id),
      base: data.description ? { description: 'About posts.' } : {},
      data,
      status: 'published',
      ...more,
    },
  })

const isLive = async (id: string) => (await cms.request('GET', `/api/categories/${id}`)).status === 200

async function overridesOf(id: string) {
  const { docs } = await cms.payload.db.find<Edit>({
    collection: 'edits',
    where: { document: { equals: id } },
  })
  return docs.flatMap(({ overrides, token, userName }) =>
    (overrides ?? []).map((one) => ({ ...one, token, userName })),
  )
}

test('a form does not publish what a claim would keep off the site: it learns why, and what may be said instead', async () => {
  find(claim)
  const id = await draft()
  const refused = await publish(id, { override: { rules: ['Jobs'], reason: 'It is true.' } })
  expect(refused.status).toBe(422)
  expect(refused.body.errors[0].message).toBe(
    'Not published, because the publisher would keep it off the site. Category › Description: /blog/category/ would say in its text: “A guaranteed job.” No school can promise one. What may be said instead: We help with your résumé. Change the words, and publish it again.',
  )
  expect(refused.body.errors[0].data).toMatchObject({
    reason: 'warnings',
    warnings: [{ rule: 'Jobs', level: 'blocks', field: 'description', sentence: 'A guaranteed job.' }],
  })
  expect(await isLive(id)).toBe(false)
  find()
  expect((await publish(id, {}, { description: 'We help.' })).status).toBe(200)
  expect(await isLive(id)).toBe(true)
  expect(site.changes.at(-1)?.documents).toMatchObject([
    { slug: 'categories', id, data: { description: 'We help.', _status: 'published' } },
  ])
})

test('a claim that warns goes live with a reason, together with what the checks warn of; the edit keeps who said why', async () => {
  find({ ...claim, level: 'warns' }, { ...claim, rule: 'Words', level: 'advises' })
  const id = await draft('Posts about TK.')
  const asked = await publish(id)
  const rules = asked.body.errors[0].data.warnings.map(({ rule }: { rule: string }) => rule)
  expect([asked.status, rules]).toEqual([422, ['placeholder', 'Jobs']])
  expect((await publish(id, { override: { rules: ['placeholder'], reason: 'Indeed.' } })).status).toBe(422)
  expect((await publish(id, { override: { rules, reason: 'Indeed.' } })).status).toBe(200)
  const stored = { token: await token(id), reason: 'Indeed.', userName: expect.any(String) }
  expect(await overridesOf(id)).toMatchObject([
    { ...stored, rule: 'placeholder' },
    { ...stored, rule: 'Jobs', field: 'description', sentence: claim.sentence },
  ])
})

test('the publisher and staff read what was overridden, by whom and why; visitors do not', async () => {
  find({ ...claim, level: 'warns' })
  const id = await draft()
  expect((await publish(id, { override: { rules: ['Jobs'], reason: 'So it is.' } })).status).toBe(200)
  const path = '/api/overrides'
  const read = (options: object) => cms.request('GET', path, options)
  expect((await read({})).status).toBe(403)
  const wrong = signWebhook(secretOf('publisher'), '/api/other')
  expect((await read({ headers: wrong })).status).toBe(403)
  const headers = signWebhook(secretOf('publisher'), path)
  const { overrides } = ReportedOverridesSchema.parse((await read({ headers })).body)
  expect(overrides[0]).toMatchObject({
    ...{ slug: 'categories', id, token: await token(id), by: expect.any(String) },
    ...{ rule: 'Jobs', field: 'description', sentence: claim.sentence, reason: 'So it is.' },
  })
  expect((await read({ as: publisher })).status).toBe(200)
})

test('a new document is asked about, too', async () => {
  find({ ...claim, level: 'warns' })
  const slug = `category-${randomUUID()}`
  const data = { title: `Category ${slug.slice(-6)}`, slug, description: 'New.' }
  const create = (more: object) =>
    cms.request('POST', '/api/categories/save', {
      as: publisher,
      body: { data, status: 'published', ...more },
    })
  expect((await create({})).status).toBe(422)
  const { status, body } = await create({ override: { rules: ['Jobs'], reason: 'Indeed.' } })
  expect(status).toBe(200)
  expect(await overridesOf(String(body.doc.id))).toMatchObject([{ rule: 'Jobs' }])
})

test('without an answer of the publisher it is published, and decided at release', async () => {
  site.answer = (request) => request.socket.destroy()
  const id = await draft()
  expect((await publish(id)).status).toBe(200)
  expect(await isLive(id)).toBe(true)
})

test('what the form asked about a moment before is not asked about again, unless it brings a claim', async () => {
  const id = await draft()
  const description = 'We help with a résumé.'
  const ask = () =>
    cms.request('POST', '/api/preview/changes', {
      as: publisher,
      body: { collection: 'categories', id, values: { description } },
    })
  find({ ...claim, level: 'warns' })
  expect((await ask()).status).toBe(200)
  expect((await publish(id, {}, { description })).status).toBe(422)
  expect(site.changes).toHaveLength(2)
  find({ ...claim, level: 'advises' })
  expect((await ask()).status).toBe(200)
  expect((await publish(id, {}, { description })).status).toBe(200)
  expect(site.changes).toHaveLength(3)
  const other = { base: { description }, data: { description: 'Other words.' } }
  expect((await publish(id, other)).status).toBe(200)
  expect(site.changes).toHaveLength(4)
})

test('a bulk publish is asked about as a whole, and names the documents whose words a rule is about', async () => {
  const ids = [await draft(), await draft('A guaranteed job.'), await draft()]
  const source = { slug: 'categories', id: ids[1]!, field: 'description' }
  find({ ...claim, level: 'warns', field: undefined, source }, { ...claim, rule: 'Pay', field: undefined })
  const bulk = (more: object = {}) =>
    cms.request('POST', '/api/categories/bulk', { as: publisher, body: { action: 'publish', ids, ...more } })
  const refused = await bulk()
  expect(refused.status).toBe(422)
  expect(refused.body.errors).toMatchObject([
    { id: ids[1], warnings: [{ rule: 'Jobs', level: 'warns', field: 'description' }] },
  ])
  expect(site.changes).toHaveLength(1)
  expect(await Promise.all(ids.map(isLive))).toEqual([false, false, false])
  expect((await bulk({ override: { rules: ['Jobs'], reason: 'So it is.' } })).status).toBe(200)
  expect(await Promise.all(ids.map(isLive))).toEqual([true, true, true])
  expect(await overridesOf(ids[1]!)).toMatchObject([{ rule: 'Jobs', reason: 'So it is.' }])
  expect(await overridesOf(ids[0]!)).toEqual([])
})

test('a schedule is asked about when it is made, and what it publishes keeps the reason', async () => {
  find({ ...claim, level: 'warns' })
  const id = await draft()
  const at = new Date(Date.now() + 1_500).toISOString()
  const schedule = (more: object = {}) =>
    cms.request('POST', `/api/scheduled-changes?collection=categories&id=${id}`, {
      as: publisher,
      body: { type: 'publish', at, ...more },
    })
  const refused = await schedule()
  expect([refused.status, refused.body.errors[0].data?.warnings]).toMatchObject([422, [{ rule: 'Jobs' }]])
  expect((await schedule({ override: { rules: ['Jobs'], reason: 'Until then.' } })).status).toBe(201)
  await vi.waitFor(
    async () => {
      await cms.payload.jobs.run()
      expect(await isLive(id)).toBe(true)
    },
    { timeout: 20_000, interval: 200 },
  )
  expect(await overridesOf(id)).toMatchObject([{ rule: 'Jobs', reason: 'Until then.' }])
})

test('drafts are not asked about, and neither is what a program publishes', async () => {
  find(claim)
  const id = await draft()
  expect((await publish(id, { status: 'draft' }, { description: 'Later.' })).status).toBe(200)
  const body = { _status: 'published' }
  expect((await cms.request('PATCH', `/api/categories/${id}`, { as: publisher, body })).status).toBe(200)
  expect(site.changes).toEqual([])
})
