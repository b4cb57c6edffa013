import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { makeAllDue } from '../../test/schedule'
import type { Edit, Override } from '../saves/Edits'

let cms: TestCms
let publisher: TestUser
beforeAll(async () => {
  cms = await startCms()
  publisher = await cms.user('publisher')
})
afterAll(() => cms.stop())

const placeholder = 'Posts about TK.'
const overrideHeaders = {
  'Override-Warnings': 'past-start, placeholder',
  'Override-Reason': encodeURIComponent('The term is “TK”, indeed.'),
}
const override = { rules: ['placeholder'], reason: 'The term is “TK”, indeed.' }

const dataOf = (description: string) => {
  const slug = `category-${randomUUID()}`
  return { title: `Category ${slug.slice(-6)}`, slug, description }
}

async function draft(description = placeholder) {
  const body = dataOf(description)
  const answer = await cms.request('POST', '/api/categories?draft=true', { as: publisher, body })
  expect(answer.status).toBe(201)
  return answer.body.doc.id as string
}
/** A live document of before there were checks: a script on the server has written it. */
async function liveOfOld(description = placeholder) {
  const data = { ...dataOf(description), _status: 'published' as const }
  return String((await cms.payload.create({ collection: 'categories', data })).id)
}
const publish = (id: string, data: object = {}, headers?: Record<string, string>) =>
  cms.request('PATCH', `/api/categories/${id}`, {
    as: publisher,
    body: { ...data, _status: 'published' },
    headers,
  })
const liveText = async (id: string) => (await cms.request('GET', `/api/categories/${id}`)).body.description
const overridesOf = async (id: string) => {
  const { docs } = await cms.payload.db.find<Edit>({
    collection: 'edits',
    where: { document: { equals: id } },
    sort: 'token',
  })
  return docs
    .filter(({ overrides }) => overrides?.length)
    .map(({ overrides, token }) => ({ overrides, token }))
}
const tokenOf = async (id: string) =>
  (await cms.request('GET', `/api/categories/${id}/save-state`, { as: publisher })).body.token as number

test('a program that publishes what warns gets 422 with the findings, and nothing goes live', async () => {
  const id = await draft()
  const { status, body } = await publish(id)
  expect(status).toBe(422)
  expect(body.errors[0].message).toBe(
    'Not published, because the checks warn. Category › Description: “Posts about TK.” has “TK”, which looks like a placeholder that was left behind. Write what belongs there, or take it out. Correct it, or publish it all the same and say why: a program sends the headers Override-Warnings (placeholder) and Override-Reason.',
  )
  expect(body.errors[0].data).toMatchObject({
    reason: 'warnings',
    warnings: [{ level: 'warns', rule: 'placeholder', field: 'description' }],
  })
  expect(await liveText(id)).toBeUndefined()
  const created = await cms.request('POST', '/api/categories', {
    as: publisher,
    body: { ...dataOf(placeholder), _status: 'published' },
  })
  expect(created.status).toBe(422)
})

test('with the rule and a reason it goes live, and the edit keeps rule, reason and token', async () => {
  const id = await draft()
  const other = { ...overrideHeaders, 'Override-Warnings': 'past-start' }
  expect((await publish(id, {}, other)).status).toBe(422)
  const noReason = { ...overrideHeaders, 'Override-Reason': ' ' }
  expect((await publish(id, {}, noReason)).status).toBe(422)
  expect((await publish(id, {}, overrideHeaders)).status).toBe(200)
  expect(await liveText(id)).toBe(placeholder)
  expect(await overridesOf(id)).toEqual([
    {
      token: await tokenOf(id),
      overrides: [
        { rule: 'placeholder', field: 'description', message: expect.any(String), reason: override.reason },
      ],
    },
  ])
  // It warns no more than what is live.
  expect((await publish(id, { title: 'Another' })).status).toBe(200)
  expect((await publish(id, { description: 'Posts about xxx.' })).status).toBe(422)
})

test('a later version keeps the reason for what stands still, and not for what was mended', async () => {
  const id = await draft()
  expect((await publish(id, { title: 'TK or not TK' }, overrideHeaders)).status).toBe(200)
  const other = await cms.user('admin')
  const body = { title: 'The term', _status: 'published' }
  expect((await cms.request('PATCH', `/api/categories/${id}`, { as: other, body })).status).toBe(200)
  const edits = await overridesOf(id)
  expect(edits.map(({ overrides }) => overrides?.map(({ field }) => field))).toEqual([
    ['title', 'description'],
    ['description'],
  ])
  const [, [kept]] = edits.map(({ overrides }) => overrides ?? []) as [Override[], Override[]]
  expect(kept).toMatchObject({ by: 'A publisher', reason: override.reason, at: expect.any(String) })

  const live = await cms.request('GET', `/api/categories/${id}`)
  const read = await cms.request('GET', `/api/overrides?since=${live.body.updatedAt}`, { as: publisher })
  expect(read.body.overrides).toEqual([
    { slug: 'categories', id, token: await tokenOf(id), updatedAt: live.body.updatedAt, ...kept },
  ])
  expect((await publish(id, { description: 'What it is about.' })).status).toBe(200)
  expect(await overridesOf(id)).toHaveLength(2)
})

test('a live document that warns stays as it is, and can be changed in other fields, in any way', async () => {
  const id = await liveOfOld()
  expect((await publish(id, { title: 'Renamed' })).status).toBe(200)
  const patch = (body: object) => cms.request('PATCH', `/api/categories/${id}`, { as: publisher, body })
  expect((await patch({ title: 'Once more' })).status).toBe(200)
  expect(await liveText(id)).toBe(placeholder)
  expect((await patch({ _status: 'draft' })).status).toBe(200)
  // It is not live any more: who publishes it is asked.
  expect((await publish(id)).status).toBe(422)
})

test('a draft of a live document may warn, and its live version is not checked with it', async () => {
  const id = await liveOfOld()
  const draft = { description: 'Posts about xxx.' }
  const patched = await cms.request('PATCH', `/api/categories/${id}?draft=true`, {
    as: publisher,
    body: draft,
  })
  expect(patched.status).toBe(200)
  const body = { token: await tokenOf(id), base: draft, data: { description: 'TBD' }, status: 'draft' }
  const saved = await cms.request('POST', `/api/categories/${id}/save`, { as: publisher, body })
  expect([saved.status, saved.body.doc.description]).toEqual([200, 'TBD'])
  expect(await liveText(id)).toBe(placeholder)
})

test('what is not complete is refused before it is asked for a reason', async () => {
  const id = await draft()
  const answer = await publish(id, { title: '' })
  expect(answer.status).toBe(400)
  expect(answer.body.errors[0].data.errors).toMatchObject([{ path: 'title' }])
})

test('the save of a form asks, and takes the reason', async () => {
  const id = await draft()
  const send = async (more: object) => {
    const token = await tokenOf(id)
    const body = { token, base: {}, data: {}, status: 'published', ...more }
    return cms.request('POST', `/api/categories/${id}/save`, { as: publisher, body })
  }
  const asked = await send({})
  expect(asked.status).toBe(422)
  expect(asked.body.errors[0].data.reason).toBe('warnings')
  expect((await send({ override: { ...override, reason: '' } })).status).toBe(400)
  expect((await send({ override })).status).toBe(200)
  expect(await liveText(id)).toBe(placeholder)
  expect(await overridesOf(id)).toHaveLength(1)
})

test('a global asks, too', async () => {
  const body = { enabled: true, message: 'We close at TK.', _status: 'published' }
  const post = (headers?: Record<string, string>) =>
    cms.request('POST', '/api/globals/announcement', { as: publisher, body, headers })
  expect((await post()).status).toBe(422)
  expect((await post(overrideHeaders)).status).toBe(200)
  expect((await post()).status).toBe(200)
})

test('a schedule is asked when it is made, and what it publishes keeps the reason', async () => {
  const id = await draft()
  const schedule = (more: object) =>
    cms.request('POST', `/api/scheduled-changes?collection=categories&id=${id}`, {
      as: publisher,
      body: { at: new Date(Date.now() + 60_000).toISOString(), ...more },
    })
  const refused = await schedule({})
  expect(refused.status).toBe(422)
  expect(refused.body.errors[0].message).toContain('Nothing was scheduled: ')
  expect(refused.body.errors[0].data).toMatchObject({
    reason: 'warnings',
    warnings: [{ rule: 'placeholder' }],
  })
  expect((await schedule({ override })).status).toBe(201)
  await makeAllDue(cms.payload)
  await cms.payload.jobs.run({ silent: true })
  expect(await liveText(id)).toBe(placeholder)
  expect(await overridesOf(id)).toMatchObject([
    { overrides: [{ rule: 'placeholder', reason: override.reason }] },
  ])
})

test('publishing many says which warn, and publishes the others, or all with a reason', async () => {
  const [warns, innocent] = [await draft(), await draft('What it is about.')]
  const bulk = (more: object) =>
    cms.request('POST', '/api/categories/bulk', {
      as: publisher,
      body: { action: 'publish', ids: [warns, innocent], ...more },
    })
  const refused = await bulk({})
  expect(refused.status).toBe(422)
  expect(refused.body).toMatchObject({
    docs: [],
    errors: [{ id: warns, status: 422, warnings: [{ rule: 'placeholder', field: 'description' }] }],
  })
  expect(await liveText(innocent)).toBeUndefined()
  expect((await bulk({ except: [warns] })).status).toBe(200)
  expect([await liveText(warns), await liveText(innocent)]).toEqual([undefined, 'What it is about.'])
  expect((await bulk({ override })).status).toBe(200)
  expect(await liveText(warns)).toBe(placeholder)
  expect(await overridesOf(innocent)).toEqual([])
})

test('a script on the server is not asked, because it has no user who could answer', async () => {
  expect(await liveText(await liveOfOld())).toBe(placeholder)
})
