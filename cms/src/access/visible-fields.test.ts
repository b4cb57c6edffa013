import type { FlattenedField, PayloadRequest } from 'payload'
import { collectionSchemas, globalSchemas } from 'shared-types'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startCms, type TestCms } from '../../test/cms'
import { bareDocuments } from '../../test/sample-documents'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let cms: TestCms
beforeAll(async () => {
  cms = await startCms()
})
afterAll(() => cms.stop())

/** Fields that every document shows in addition to those of the contract. */
const always = ['id', 'createdAt', 'updatedAt', '_status', 'deletedAt', 'globalType']
const ofUploads = ['url', 'thumbnailURL']

interface Definition {
  type?: string
  in?: Schema
  innerType?: Schema
  element?: Schema
  shape?: Record<string, Schema>
}
interface Schema {
  _zod: { def: unknown }
}

/** The keys of a schema of the contract; undefined when it is a plain value. */
function keysOf(schema: Schema): Record<string, Schema> | undefined {
  const { in: input, innerType, element, shape } = schema._zod.def as Definition
  const inner = input ?? innerType ?? element
  return shape ?? (inner && keysOf(inner))
}

const visitor = { user: null } as PayloadRequest

async function isVisible(field: FlattenedField): Promise<boolean> {
  if (('hidden' in field && field.hidden) || ('virtual' in field && field.virtual)) return false
  const read = 'access' in field ? field.access?.read : undefined
  return read ? Boolean(await read({ req: visitor, doc: { id: 'a document' } })) : true
}

/**
 * Two lists of paths: those that a visitor may read though the site does not show them, and those that a visitor may
 * not read.
 */
async function compare(fields: FlattenedField[], shown: Record<string, Schema>, path = '') {
  const leaked: string[] = []
  const hidden: string[] = []
  for (const field of fields) {
    const name = path + field.name
    const schema = shown[field.name]
    if (!(await isVisible(field))) {
      if (!schema) hidden.push(name)
    } else if (schema) {
      const keys = keysOf(schema)
      if (keys && (field.type === 'group' || field.type === 'array' || field.type === 'tab')) {
        const below = await compare(field.flattenedFields, keys, `${name}.`)
        leaked.push(...below.leaked)
        hidden.push(...below.hidden)
      }
    } else if (path || !always.includes(field.name)) {
      // Payload adds an id to each row of a list.
      if (!path || field.name !== 'id') leaked.push(name)
    }
  }
  return { leaked, hidden }
}

test.each(Object.entries(collectionSchemas))(
  'a visitor reads of %s only what the site shows',
  async (slug, schema) => {
    const { flattenedFields, upload } = bareDocuments(cms.payload).configOf(slug)
    const { leaked, hidden } = await compare(flattenedFields, keysOf(schema) ?? {})
    expect(leaked.filter((name) => !upload || !ofUploads.includes(name))).toEqual([])
    for (const path of hidden) {
      for (const query of [`where[${path}][exists]=true`, `sort=${path}`]) {
        const answer = await cms.request('GET', `/api/${slug}?${query}`)
        expect([query, answer.status]).toEqual([query, 400])
      }
    }
  },
)

test.each(Object.entries(globalSchemas))(
  'a visitor reads of the global %s only what the site shows',
  async (slug, schema) => {
    const config = cms.payload.globals.config.find((global) => global.slug === slug)
    const { leaked } = await compare(config?.flattenedFields ?? [], keysOf(schema) ?? {})
    expect(leaked).toEqual([])
  },
)

test('visitors see a partner’s name only under a signed agreement that allows it', async () => {
  const documents = bareDocuments(cms.payload)
  const named = { name: 'Riverside Hospital', website: 'https://riverside.example/' }
  const partner = async (data: object) => {
    const id = await documents.live('partners')
    await cms.payload.db.updateOne({ collection: 'partners', id, data: { ...named, ...data } })
    return id
  }
  const allowed = await partner({ mayUseName: true, agreementStatus: 'signed' })
  const refused = [
    await partner({ mayUseName: false, agreementStatus: 'signed' }),
    await partner({ mayUseName: true, agreementStatus: 'none' }),
    await partner({}),
  ]
  const queries = [
    '',
    'select[name]=true&select[website]=true',
    'select[agreementStatus]=false',
    'draft=true',
  ]
  for (const query of queries) {
    for (const id of refused) {
      const { body } = await cms.request('GET', `/api/partners/${id}?${query}`)
      expect(body.id).toBe(id)
      expect(JSON.stringify(body)).not.toMatch(/riverside/i)
    }
  }
  for (const query of queries.slice(0, 2)) {
    const { body } = await cms.request('GET', `/api/partners/${allowed}?${query}`)
    expect(body).toMatchObject(named)
    expect(Object.keys(body)).not.toContain('agreementStatus')
  }
  const everybody = await cms.request('GET', '/api/partners?limit=100')
  expect(JSON.stringify(everybody.body).match(/Riverside/g)).toHaveLength(1)
  for (const query of [
    'where[name][like]=River',
    'where[website][exists]=true',
    'sort=name',
    'sort=-website',
  ]) {
    const answer = await cms.request('GET', `/api/partners?${query}`)
    expect([query, answer.status]).toEqual([query, 400])
  }
})
