import { cpSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newestBundle } from '../render/bundle'
import { TestPublisher } from '../test/publisher'
import { TestSchool } from '../test/school'

let publisher: TestPublisher
beforeAll(async () => {
  const school = new TestSchool({ posts: 1 })
  const [page] = school.collections.pages
  for (let n = 1; n <= 8; n++) {
    // No other page leads to a page that search engines may not list.
    const meta = { ...(page?.meta as object), noindex: true }
    school.add('pages', { ...page, id: `page-${n}`, title: `Page ${n}`, slug: `page-${n}`, meta })
  }
  publisher = await TestPublisher.start({ school })
})
afterAll(() => publisher.close())

/** Installs the same templates without the pages `/page-1/` to `/page-8/`; gives their hash. */
function installWithoutPages(): string {
  const hash = 'aaaaaaaaaaaaaaaa'
  const folder = join(publisher.site, 'bundles', hash)
  cpSync(join(publisher.site, 'bundles', newestBundle(publisher.site) ?? ''), folder, { recursive: true })
  const entry = join(folder, 'server/entry.mjs')
  renameSync(entry, join(folder, 'server/whole.mjs'))
  writeFileSync(
    entry,
    `import { site as whole } from './whole.mjs'
const isThere = ({ path }) => !/^\\/page-\\d\\/$/.test(path)
export const site = { ...whole, pages: (snapshot) => whole.pages(snapshot).filter(isThere) }
`,
  )
  writeFileSync(join(publisher.site, 'bundles/newest'), hash)
  return hash
}

test('templates without some pages are refused, until a publisher allows exactly that', async () => {
  const hash = installWithoutPages()
  const reports = publisher.reports.length
  await publisher.hint()
  const refused = await publisher.reported(({ state }) => state === 'refused', reports)
  expect(refused).toMatchObject({ reason: 'templates', canBeAllowed: true, waiting: [] })
  expect(refused.message).toContain(
    '8 of 9 pages of pages would vanish, such as /page-1/, /page-2/, /page-3/',
  )
  expect(publisher.page('/page-3/')).toBeDefined()

  const allow = (revision: string, bundle?: string) =>
    publisher.command({
      type: 'release.allow',
      data: { revision, bundle, by: 'Dana Reyes', reason: 'They moved.' },
    })
  expect(await allow('another')).toMatchObject({ ok: false })
  expect(await allow(refused.revision, 'other templates')).toMatchObject({ ok: false })
  expect(publisher.page('/page-3/')).toBeDefined()

  // The permission is not for other templates, even if they have the same pages.
  const newest = join(publisher.site, 'bundles/newest')
  const other = 'bbbbbbbbbbbbbbbb'
  cpSync(join(publisher.site, 'bundles', hash), join(publisher.site, 'bundles', other), { recursive: true })
  writeFileSync(newest, other)
  expect(await allow(refused.revision)).toMatchObject({ ok: false })
  expect(publisher.page('/page-3/')).toBeDefined()

  writeFileSync(newest, hash)
  expect(await allow(refused.revision, refused.bundle)).toMatchObject({
    ok: true,
    message: 'It is live now.',
  })
  expect(publisher.page('/page-3/')).toBeUndefined()
  expect(await publisher.health()).toMatchObject({ bundle: hash })
})
