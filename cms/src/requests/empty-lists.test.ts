import { randomUUID } from 'node:crypto'
import type { LexicalRichTextAdapter } from '@payloadcms/richtext-lexical'
import { type FlattenedField, flattenAllFields } from 'payload'
import { richText } from 'shared-types/test/rich-text'
import { sampleGlobal } from 'shared-types/test/sample-documents'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { isList } from '../../test/odd-requests'
import {
  bareDocuments,
  publishSamples,
  type SampleIds,
  sampleOf,
  sampleSlugs,
} from '../../test/sample-documents'

let cms: TestCms
let admin: TestUser
let ids: SampleIds

beforeAll(async () => {
  cms = await startCms()
  admin = await cms.user('admin')
  ids = (await publishSamples(cms)).ids
})
afterAll(() => cms.stop())

type Json = Record<string, unknown>
/** A list, and a document in which nothing is set but this list, to null. */
interface NullList {
  path: (string | number)[]
  data: Json
}

const within = (path: NullList['path'], lists: NullList[], wrap: (data: Json) => Json): NullList[] =>
  lists.map((list) => ({ path: [...path, ...list.path], data: wrap(list.data) }))

/** Each list in these fields, also in groups, rows, blocks and the blocks of rich text. */
function nullLists(fields: readonly FlattenedField[]): NullList[] {
  return fields.flatMap((field) => {
    const { name } = field
    const own = isList(field) ? [{ path: [name], data: { [name]: null } }] : []
    switch (field.type) {
      case 'group':
      case 'tab':
        return within([name], nullLists(field.flattenedFields), (data) => ({ [name]: data }))
      case 'array':
        return [...own, ...within([name, 0], nullLists(field.flattenedFields), (row) => ({ [name]: [row] }))]
      case 'blocks':
        return [
          ...own,
          ...field.blocks.flatMap(({ slug, flattenedFields }) =>
            within([name, 0], nullLists(flattenedFields), (row) => ({
              [name]: [{ blockType: slug, ...row }],
            })),
          ),
        ]
      case 'richText':
        return blocksOf(field.editor as LexicalRichTextAdapter).flatMap(({ slug, fields: inBlock }) =>
          within(
            [name, 'root', 'children', 0, 'fields'],
            nullLists(flattenAllFields({ fields: inBlock })),
            (row) => ({
              [name]: richText({ type: 'block', version: 2, fields: { blockType: slug, ...row } }),
            }),
          ),
        )
      default:
        return own
    }
  })
}

function blocksOf({ editorConfig }: LexicalRichTextAdapter) {
  const { sanitizedServerFeatureProps } = editorConfig.resolvedFeatureMap.get('blocks') ?? {}
  return (
    (sanitizedServerFeatureProps as { blocks: { slug: string; fields: never[] }[] } | undefined)?.blocks ?? []
  )
}

const valueAt = (path: NullList['path'], document: unknown) =>
  path.reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document)

interface Sent {
  method: string
  path: string
  body: Json
}

/** The checks warn of a course without costs. */
const headers = { 'Override-Warnings': 'incomplete-costs', 'Override-Reason': 'Lists are empty here.' }

/** Sends each list as null in a request of `toSend`; a refusal has to name the list. Returns what went wrong. */
async function problemsOf(lists: NullList[], toSend: (data: Json) => Sent): Promise<string[]> {
  const problems: string[] = []
  for (const { path: inDocument, data } of lists) {
    const { method, path, body } = toSend(data)
    const { status, body: answer } = await cms.request(method, path, { as: admin, body, headers })
    const name = inDocument.join('.')
    const stored = valueAt(inDocument, answer.doc ?? answer.result) ?? []
    const refused: { path: string }[] = answer.errors?.[0]?.data?.errors ?? []
    const isRight =
      status < 300
        ? Array.isArray(stored) && stored.length === 0
        : status === 400 && refused.some((field) => field.path === name)
    if (!isRight) {
      problems.push(`${method} ${path} ${name}: ${status} ${JSON.stringify(answer.errors ?? stored)}`)
    }
  }
  return problems
}

const inDocument = (fields: readonly FlattenedField[]) =>
  nullLists(fields).filter(({ path }) => path.every((key) => typeof key === 'string' && key !== 'root'))

test('a list that is null is an empty one in a draft', async () => {
  const problems: string[] = []
  let count = 0
  for (const { slug, flattenedFields, versions } of cms.payload.config.collections) {
    if (!versions?.drafts) continue
    const lists = nullLists(flattenedFields)
    count += lists.length
    const path = `/api/${slug}?draft=true&depth=0`
    problems.push(...(await problemsOf(lists, (body) => ({ method: 'POST', path, body }))))
  }
  for (const { slug, flattenedFields } of cms.payload.config.globals) {
    const lists = nullLists(flattenedFields)
    count += lists.length
    const path = `/api/globals/${slug}?draft=true&depth=0`
    problems.push(...(await problemsOf(lists, (body) => ({ method: 'POST', path, body }))))
  }
  expect(problems).toEqual([])
  expect(count).toBeGreaterThan(30)
})

test('a list that is null is emptied in what is published, or refused by its name', async () => {
  const problems: string[] = []
  const { configOf } = bareDocuments(cms.payload)
  for (const slug of [...sampleSlugs, 'media', 'users'] as const) {
    const { flattenedFields } = configOf(slug)
    const id = slug === 'users' ? (await cms.user('author')).id : ids[slug]
    const sample = slug === 'media' || slug === 'users' ? {} : sampleOf(slug, ids)
    const path = `/api/${slug}/${id}?depth=0`
    const toSend = (data: Json) => ({ method: 'PATCH', path, body: { ...sample, ...data } })
    problems.push(...(await problemsOf(inDocument(flattenedFields), toSend)))
  }
  for (const { slug, flattenedFields } of cms.payload.config.globals) {
    const { meta: _, ...sample } = sampleGlobal(slug as 'home')
    const path = `/api/globals/${slug}?depth=0`
    const toSend = (data: Json) => ({
      method: 'POST',
      path,
      body: { ...sample, ...data, _status: 'published' },
    })
    problems.push(...(await problemsOf(inDocument(flattenedFields), toSend)))
  }
  expect(problems).toEqual([])
})

test.each([
  ['a bulk change', 'POST', '/bulk', (id: string, data: Json) => ({ action: 'edit', ids: [id], data })],
  ['another draft', 'PATCH', '/:id?draft=true&autosave=true', (_: string, data: Json) => data],
])('a list that is null is emptied by %s', async (_, method, path, toBody) => {
  const body = sampleOf('courses', ids, { slug: randomUUID(), code: randomUUID(), _status: 'draft' })
  const { id } = (await cms.request('POST', '/api/courses?draft=true', { as: admin, body })).body.doc
  for (const name of ['outcomes', 'modules', 'certifications', 'faqs']) {
    const sent = await cms.request(method, `/api/courses${path.replace(':id', id)}`, {
      as: admin,
      body: toBody(id, { [name]: null }),
    })
    expect(sent.status, JSON.stringify(sent.body)).toBe(200)
    const stored = await cms.request('GET', `/api/courses/${id}?draft=true&depth=0`, { as: admin })
    expect(stored.body[name] ?? [], name).toEqual([])
  }
})
