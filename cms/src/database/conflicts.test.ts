import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import type { Faults } from '../../test/database-faults'
import { defaultKind } from '../../test/database'
import { docOf, makeAllDue, scheduleAs, soon } from '../../test/schedule'
import { picture, sendFile } from '../../test/uploads'
import { deliveriesSlug } from '../webhooks/delivery'
import { env } from '../env'

const faults: Faults = { at: 0, left: 0 }
let cms: TestCms
let as: TestUser
beforeAll(async () => {
  cms = await startCms({ PUBLISHER_URL: 'http://127.0.0.1:9' }, undefined, faults)
  as = await cms.user('publisher')
})
beforeEach(() => Object.assign(faults, { at: 0, left: 0 }))
afterAll(() => cms.stop())

const fail = (at: Faults['at'], left = 1) => Object.assign(faults, { at, left })
const bodyOf = (title: string) => ({
  title,
  slug: crypto.randomUUID(),
  description: 'What it is about.',
  _status: 'published',
})
const titleOf = (() => {
  let count = 0
  return () => `Category ${++count}`
})()

async function created(title = titleOf()): Promise<string> {
  const answer = await cms.request('POST', '/api/categories', { as, body: bodyOf(title) })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.doc.id
}

/** What is stored of the categories with that title: rows, versions, and records of changes for the publisher. */
async function stored(title: string) {
  const { docs } = await cms.payload.find({ collection: 'categories', where: { title: { equals: title } } })
  const versions = await cms.payload.countVersions({
    collection: 'categories',
    where: { 'version.title': { equals: title } },
  })
  const where = { title: { equals: title } }
  const { docs: deliveries } = await cms.payload.db.find({ collection: deliveriesSlug, where })
  return { rows: docs.length, versions: versions.totalDocs, deliveries: deliveries.length }
}
const once = { rows: 1, versions: 1, deliveries: 1 }
const never = { rows: 0, versions: 0, deliveries: 0 }

const points = [0, 1, 3, 6, 'commit', 'committed', 'not committed'] as const

describe.each(points)('a conflict at %s of a transaction', (at) => {
  test('is not seen by those who create a document', async () => {
    const title = titleOf()
    fail(at, 3)
    // Space before and after: what hooks make of the text would be tidied up twice.
    const answer = await cms.request('POST', '/api/categories', { as, body: bodyOf(` ${title} `) })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect(faults.left).toBe(0)
    expect(answer.body.doc.title).toBe(title)
    expect(await stored(title)).toEqual(once)
  })

  test('is not seen by those who change one, or several', async () => {
    const [one, two] = [await created(), await created()]
    const title = titleOf()
    fail(at)
    const answer = await cms.request('PATCH', `/api/categories/${one}`, { as, body: { title } })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(faults.left).toBe(0)
    expect(await stored(title)).toEqual(once)

    const address = `/api/categories?where[id][in]=${one},${two}`
    const description = `Of ${title}.`
    fail(at)
    const bulk = await cms.request('PATCH', address, { as, body: { description } })
    expect(bulk.status, JSON.stringify(bulk.body)).toBe(200)
    expect(faults.left).toBe(0)
    const where = { description: { equals: description } }
    expect((await cms.payload.count({ collection: 'categories', where })).totalDocs).toBe(2)
  })
})

test('a conflict that lasts is a 409 in words, and nothing is stored', async () => {
  const title = titleOf()
  fail(2, Infinity)
  const answer = await cms.request('POST', '/api/categories', { as, body: bodyOf(title) })
  faults.left = 0
  expect(answer.status).toBe(409)
  expect(answer.body.errors).toEqual([
    {
      message:
        'Nothing was saved, because others changed the same documents at the same moment, and the CMS tried for 5 s. Wait a moment, then try again.',
    },
  ])
  expect(await stored(title)).toEqual(never)
  await created(title)
})

test('a commit that is never confirmed is a 503 that says so, and not to send it again', async () => {
  const title = titleOf()
  fail('not committed', Infinity)
  const answer = await cms.request('POST', '/api/categories', { as, body: bodyOf(title) })
  faults.left = 0
  expect(answer.status).toBe(503)
  expect(answer.headers.has('retry-after')).toBe(false)
  expect(answer.body.errors[0].message).toContain('It is not known whether this was saved')
  expect(await stored(title)).toEqual(never)
})

test('an upload is stored once, as it was sent', async () => {
  const data = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#7a2b3f' } })
    .png()
    .toBuffer()
  const filesBefore = existsSync(env.MEDIA_DIR) ? readdirSync(env.MEDIA_DIR).length : 0
  const upload = async () => {
    const form = new FormData()
    form.append('file', new File([new Uint8Array(data)], 'square.png', { type: 'image/png' }))
    form.append('_payload', JSON.stringify({ alt: 'A red square' }))
    const path = '/api/media?uploadEdits[focalPoint][x]=10&uploadEdits[focalPoint][y]=90'
    return cms.request('POST', path, { as, body: form })
  }
  // The file is written after the row, and before the commit.
  fail('commit', 2)
  const answer = await upload()
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  expect(faults.left).toBe(0)
  expect(answer.body.doc).toMatchObject({ alt: 'A red square', focalX: 10, focalY: 90 })
  const where = { alt: { equals: 'A red square' } }
  expect((await cms.payload.count({ collection: 'media', where })).totalDocs).toBe(1)
  expect(readdirSync(env.MEDIA_DIR)).toHaveLength(filesBefore + 1)
  const file = await readFile(`${env.MEDIA_DIR}/${answer.body.doc.filename}`)
  expect(await sharp(file).metadata()).toMatchObject({ width: 64, height: 64 })
})

describe('the files of an upload', () => {
  let seed = 0
  const upload = async (name: string, id?: string) =>
    sendFile(cms, { bytes: await picture(64, 48, ++seed).png().toBuffer(), name, id, as })
  const files = () => readdirSync(env.MEDIA_DIR).sort()

  test('are deleted when it ends in 409', async () => {
    const { body } = await upload('kept.png')
    const before = files()
    fail('commit', Infinity)
    const answers = await Promise.all([upload('lost.png'), upload('lost.png', body.doc.id)])
    faults.left = 0
    expect(answers.map(({ status }) => status)).toEqual([409, 409])
    expect(files()).toEqual(before)
  })

  test('stay when it was stored, and only the confirmation is missing', async () => {
    fail('committed', Infinity)
    await upload('stored.png')
    faults.left = 0
    const where = { filename: { like: 'stored' } }
    const { docs } = await cms.payload.find({ collection: 'media', where })
    expect(files()).toContain(docs[0]?.filename)
  })
})

test('a global is changed', async () => {
  fail(3)
  const message = 'Closed on Friday.'
  const body = { enabled: true, message, _status: 'published' }
  expect((await cms.request('POST', '/api/globals/announcement', { as, body })).status).toBe(200)
  expect(faults.left).toBe(0)
  expect((await cms.request('GET', '/api/globals/announcement')).body).toMatchObject({
    enabled: true,
    message,
  })
})

async function draft(title: string): Promise<string> {
  const data = { ...bodyOf(title), _status: 'draft' as const }
  return String((await cms.payload.create({ collection: 'categories', data })).id)
}

test('a script tries again', async () => {
  const title = titleOf()
  fail(3)
  await draft(title)
  expect(faults.left).toBe(0)
  expect(await stored(title)).toEqual({ ...once, deliveries: 0 })
})

// A conflict at 0 is that of the runner when it takes the job, which Payload does outside of a transaction on MongoDB.
test.each(defaultKind === 'sqlite' ? [0, 6] : [6])(
  'a scheduled change that collides at %i goes live, once',
  async (at) => {
    const title = titleOf()
    const id = await draft(title)
    await scheduleAs(cms.payload, as.id, { type: 'publish', date: soon(), ...docOf(id) })
    await makeAllDue(cms.payload)
    fail(at)
    const run = () => cms.payload.jobs.run({ silent: true })
    if (at === 0) await expect(run()).rejects.toThrow('made by a test')
    await run()
    expect(faults.left).toBe(0)
    expect(await stored(title)).toEqual({ rows: 1, versions: 2, deliveries: 1 })
    expect((await cms.request('GET', `/api/categories/${id}`)).status).toBe(200)
  },
)

test('a commit after a failed operation of its transaction is an error', async () => {
  const title = titleOf()
  const transactionID = (await cms.payload.db.beginTransaction()) ?? ''
  const req = { transactionID }
  await cms.payload.create({ collection: 'categories', data: bodyOf(title) as never, req })
  // A hook that catches this error does not know that Payload has rolled everything back.
  const failing = cms.payload.create({
    collection: 'categories',
    data: { _status: 'published' } as never,
    req,
  })
  await expect(failing).rejects.toThrow()
  await expect(cms.payload.db.commitTransaction(transactionID)).rejects.toThrow('Nothing was saved')
  expect(await stored(title)).toEqual(never)
})
