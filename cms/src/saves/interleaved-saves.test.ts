import { seededRandom } from 'shared-types/test/seeded-random'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { allWords, TestForm } from '../../test/form'

/** `npm run test:faults` does more orders, others each time; SAVE_SEED repeats those of an earlier run. */
const groups = Number(process.env.SAVE_ORDERS ?? 50) / 10
const firstSeed = Number(process.env.SAVE_SEED ?? 3)
const ordersPerGroup = 10
const steps = 12

let cms: TestCms
let users: TestUser[]
beforeAll(async () => {
  cms = await startCms()
  users = await Promise.all([cms.user('admin'), cms.user('publisher'), cms.user('publisher')])
})
afterAll(() => cms.stop())

const names = ['title', 'description'] as const

async function play(random: () => number, order: string): Promise<void> {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!
  const body = { title: 'First', slug: `order-${order}`, description: 'Text', _status: 'published' }
  const { body: created } = await cms.request('POST', '/api/categories', { as: users[0], body })
  const path = `/api/categories/${created.doc.id}`
  const people = users.slice(0, 2 + Math.floor(random() * 2)).map((as) => new TestForm(cms, as, path, names))
  for (const form of people) await form.open()

  const typed: string[] = []
  const type = (form: TestForm) => {
    const word = `w${typed.push(`w${typed.length}`) - 1}`
    form.type(pick(names), word)
  }
  const actions = {
    type: async (form: TestForm) => type(form),
    save: (form: TestForm) => form.save('draft'),
    publish: (form: TestForm) => form.save('published'),
    together: async () => {
      people.forEach(type)
      await Promise.all(people.map((form) => form.save(pick(['draft', 'draft', 'published']))))
    },
    unpublish: (form: TestForm) => cms.request('PATCH', path, { as: form.as, body: { _status: 'draft' } }),
  }
  const played = ['type', 'type', 'type', 'save', 'save', 'publish', 'together', 'unpublish'] as const
  for (let step = 0; step < steps; step++) await actions[pick(played)](pick(people))
  for (const form of people) await form.save('draft')

  const { body: newest } = await cms.request('GET', `${path}?draft=true&depth=0`, { as: users[0] })
  expect(allWords(newest, names).toSorted(), `order ${order}`).toEqual([...typed, 'First', 'Text'].toSorted())
}

test.each(Array.from({ length: groups }, (_, group) => firstSeed + group * ordersPerGroup))(
  'no order of saves loses a word, and none publishes one that its publisher has not seen (SAVE_SEED=%i)',
  async (seed) => {
    for (let order = 0; order < ordersPerGroup; order++)
      await play(seededRandom(seed + order), `${seed + order}`)
  },
)
