import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { messageOf, pdf, sendFile } from '../../test/uploads'
import { maxFileSize } from '../media/accepted-file'

let cms: TestCms
let publisher: TestUser

beforeAll(async () => {
  cms = await startCms()
  publisher = await cms.user('publisher')
}, 60_000)
afterAll(() => cms.stop())

const manyKeys = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, i]))
const list = (count: number, entry: unknown = 'x') => Array.from({ length: count }, () => entry)
const nested = (open: string, close: string) => `{"a":${open.repeat(50_000)}${close.repeat(50_000)}}`
const post = (body: object) => ['/api/posts?draft=true', body] as const

/** As JSON, and as the admin sends it. */
function bothForms(json: string): [Blob, FormData] {
  const form = new FormData()
  form.set('_payload', json)
  return [new Blob([json], { type: 'application/json' }), form]
}

describe('a body that holds too much is refused before Payload reads it:', () => {
  test.each([
    [
      'unknown fields of a global',
      ['/api/globals/home', manyKeys(100_000)],
      /its body has more than 200 fields/,
    ],
    ['unknown fields of a group', post({ meta: manyKeys(5_000) }), /“meta” has more than 200 fields/],
    [
      'fields in many unknown objects',
      post({ unknown: list(5_000, manyKeys(100)) }),
      /holds more than 300000 values/,
    ],
    [
      'one id many times',
      post({ relatedCourses: list(3_000) }),
      /“relatedCourses” is a list of 3000. The most is 500/,
    ],
    ['many rows', ['/api/courses', { modules: list(600, {}) }], /“modules” is a list of 600/],
    [
      'many rows in rows',
      ['/api/pages', { layout: list(20, { blockType: 'steps', steps: list(400, {}) }) }],
      /“layout.\d+.steps” is a list of 400.*5000 in all lists/,
    ],
    ['a list without end', post({ unknown: list(20_000) }), /“unknown” is a list of more than 10000/],
    [
      'a long text',
      ['/api/posts', { title: 'x'.repeat(1_000_000) }],
      /“title” is a text of 1000000 characters/,
    ],
  ] as [string, [string, object], RegExp][])('%s', async (_, [path, data], message) => {
    for (const body of bothForms(JSON.stringify(data))) {
      const answer = await cms.request('POST', path, { as: publisher, body })
      expect(answer.status).toBe(413)
      expect(messageOf(answer.body)).toMatch(message)
    }
  })

  test.each([
    ['objects in objects', nested('{"a":', '}').replace(':}', ':1}')],
    ['lists in lists', nested('[', ']')],
  ])('%s', async (_, json) => {
    for (const body of bothForms(json)) {
      const answer = await cms.request('POST', '/api/posts?draft=true', { as: publisher, body })
      expect(answer.status).toBe(400)
      expect(messageOf(answer.body)).toMatch(/nested more than 100 levels deep/)
    }
  })

  test('before the JSON of its fields is parsed, so that its end does not matter', async () => {
    for (const unfinished of [
      `{${Array.from({ length: 300 }, (_, index) => `"key${index}":${index},`).join('')}`,
      `{"title":"\\"{","unknown":${'['.repeat(1_000)}`,
    ]) {
      for (const body of bothForms(unfinished)) {
        const answer = await cms.request('POST', '/api/posts?draft=true', { as: publisher, body })
        expect(messageOf(answer.body)).toMatch(/more than 200 fields|nested more than 100 levels deep/)
      }
    }
  })

  test('bytes', async () => {
    const body = { title: 'x'.repeat(9 * 1024 * 1024) }
    for (const as of [publisher, undefined]) {
      const answer = await cms.request('POST', '/api/posts', { as, body })
      expect(answer.status).toBe(413)
      expect(messageOf(answer.body)).toMatch(as ? /larger than 8192 kB/ : /larger than 64 kB/)
    }
  })

  test('bytes of a form, and of a stream that names no length', async () => {
    const form = new FormData()
    form.set('_payload', JSON.stringify({ title: 'x'.repeat(100_000) }))
    const stream = new Blob([JSON.stringify({ title: 'x'.repeat(100_000) })]).stream()
    for (const body of [form, stream]) {
      const headers: Record<string, string> = body === stream ? { 'Content-Type': 'application/json' } : {}
      const answer = await cms.request('POST', '/api/users/login', { body, headers })
      expect(answer.status).toBe(413)
      expect(messageOf(answer.body)).toMatch(/larger than 64 kB/)
    }
  })

  test.each([
    [
      'conditions',
      JSON.stringify({ where: `${'{"and":['.repeat(5_000)}{}${']}'.repeat(5_000)}` }),
      /“where” is/,
    ],
    ['conditions as objects', `{"where":${'{"and":['.repeat(6_000)}{}${']}'.repeat(6_000)}}`, /“where” is/],
    ['fields', `{"select":${'{"a":'.repeat(10_000)}true${'}'.repeat(10_000)}}`, /“select” is/],
  ])('%s nested in a query', async (_, body, message) => {
    const headers = { 'X-HTTP-Method-Override': 'GET', 'Content-Type': 'application/json' }
    const answer = await cms.request('POST', '/api/posts', { headers, body: new Blob([body]) })
    expect(answer.status).toBe(400)
    expect(messageOf(answer.body)).toMatch(message)
    expect(messageOf(answer.body)).toMatch(/nested more than \d+ levels deep/)
  })

  test('a query in a body, which is not read to its end', async () => {
    const headers = { 'X-HTTP-Method-Override': 'GET', 'Content-Type': 'application/x-www-form-urlencoded' }
    const chunk = new TextEncoder().encode('x'.repeat(50_000))
    let chunks = 0
    const body = new ReadableStream({
      pull: (controller) => (++chunks > 100 ? controller.close() : controller.enqueue(chunk)),
    })
    const named = { ...headers, 'Content-Length': '100000' }
    for (const sent of [
      { headers, body },
      { headers: named, body: new Blob(['x']) },
    ]) {
      const answer = await cms.request('POST', '/api/posts', { as: publisher, ...sent })
      expect(answer.status).toBe(413)
      expect(messageOf(answer.body)).toMatch(/larger than 64 kB/)
    }
    expect(chunks).toBeLessThan(20)
  })
})

describe('a query that is too large for one statement of the database is refused, and a smaller one is answered:', () => {
  const query = (count: number, parameter: (index: number) => string) =>
    list(count, '')
      .map((_, index) => parameter(index))
      .join('&')
  const words = (count: number) => list(count, 'ab').join('+')
  test.each<[string, (count: number) => string, number, RegExp]>([
    ['and', (count) => query(count, (i) => `where[and][${i}][title][equals]=1`), 200, /conditions and words/],
    ['or', (count) => query(count, (i) => `where[or][${i}][title][contains]=1`), 200, /conditions and words/],
    ['words', (count) => `where[title][like]=${words(count)}`, 200, /conditions and words/],
    ['sort', (count) => `sort=${list(count, 'title').join(',')}`, 200, /conditions and words/],
    [
      'names of authors',
      (count) => query(count, (i) => `where[or][${i}][authors.name][equals]=1`),
      8,
      /more than 16 times/,
    ],
    [
      'authors',
      (count) => query(count, (i) => `where[and][${i}][authors][equals]=${i}`),
      16,
      /more than 16 times/,
    ],
    [
      'names to sort by',
      (count) => `sort=${list(count, 'reviewedBy.name').join(',')}`,
      16,
      /more than 16 times/,
    ],
    [
      'posts of posts',
      (count) => `where[${list(count, 'relatedPosts').join('.')}.title][equals]=1`,
      16,
      /more than 16 times/,
    ],
    [
      'topics',
      (count) => query(count, (i) => `where[or][${i}][relatedCourses.modules.topics][like]=1`),
      8,
      /more than 16 times/,
    ],
  ])('%s', async (_, toQuery, most, message) => {
    const answered = await cms.request('GET', `/api/posts?${toQuery(most)}`, { as: publisher })
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
    const refused = await cms.request('GET', `/api/posts?${toQuery(most * 3)}`, { as: publisher })
    expect(refused.status).toBe(400)
    expect(messageOf(refused.body)).toMatch(message)
  })
})

test('ten levels of conditions are answered', async () => {
  const where = `${'{"and":['.repeat(10)}{"title":{"in":["a"]}}${']}'.repeat(10)}`
  const answer = await cms.request('GET', `/api/posts?where=${encodeURIComponent(where)}`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
})

test('a post of 10,000 nodes is saved, as JSON and as the form of the admin sends it', async () => {
  const text = (words: string) => ({
    type: 'text',
    version: 1,
    text: words,
    format: 0,
    detail: 0,
    mode: 'normal',
    style: '',
  })
  const paragraph = {
    type: 'paragraph',
    version: 1,
    format: '',
    indent: 0,
    direction: 'ltr',
    textFormat: 0,
    textStyle: '',
  }
  const words = 'Draw the tubes in the order that the laboratory asks for. '.repeat(4)
  const children = list(5_000, { ...paragraph, children: [text(words)] })
  const data = {
    title: 'A long post',
    body: { root: { type: 'root', version: 1, format: '', indent: 0, direction: 'ltr', children } },
  }
  for (const body of bothForms(JSON.stringify(data))) {
    const saved = await cms.request('POST', '/api/posts?draft=true&depth=0', { as: publisher, body })
    expect(saved.status, JSON.stringify(saved.body).slice(0, 500)).toBe(201)
    expect(saved.body.doc.body.root.children).toHaveLength(5_000)
  }
})

test('a file of exactly the largest size is taken, and one byte more is not', async () => {
  const whole = (size: number) => {
    const bytes = pdf()
    return Buffer.concat([bytes.subarray(0, 9), Buffer.alloc(size - bytes.length, '%'), bytes.subarray(9)])
  }
  const send = (size: number) =>
    sendFile(cms, {
      bytes: whole(size),
      name: 'a.pdf',
      type: 'application/pdf',
      data: { alt: 'A form' },
      as: publisher,
    })
  const taken = await send(maxFileSize)
  expect(taken.status, JSON.stringify(taken.body)).toBe(201)
  expect(taken.body.doc.filesize).toBe(maxFileSize)
  const refused = await send(maxFileSize + 1)
  expect(refused.status).toBeGreaterThanOrEqual(400)
  expect(messageOf(refused.body)).toMatch(/larger than 15 MB/)
})
