import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms } from '../../test/cms'
import { CategoryList } from '../../test/category-list'
import { inEachDocument } from './each-document'

let cms: TestCms
beforeAll(async () => {
  cms = await startCms()
})
afterAll(() => cms.stop())

test('between two documents other requests are answered', async () => {
  const list = new CategoryList(cms, await cms.user('publisher'))
  for (let number = 0; number < 30; number++) await list.store(`Category ${number}`)
  let turns = 0
  let isOver = false
  const count = () => {
    turns++
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  let documents = 0
  await inEachDocument(cms.payload, async (req, slug, id) => {
    documents++
    if (id) await req.payload.db.findOne({ collection: slug, req, where: { id: { equals: id } } })
  })
  isOver = true
  expect(documents).toBeGreaterThan(30)
  expect(turns).toBeGreaterThan(documents)
})
