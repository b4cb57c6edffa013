import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { paths } from 'shared-types'
import type { RawDocument, SiteBundle } from 'site/bundle'
import { lostParts, pixelsBeyond } from './fit'
import { expect, test } from './quiet-page'
import { testStack } from './test-stack'
import { edgeCaseTexts, withCourses, withNothing, withText, withoutDerivatives } from './edge-case-documents'
import { pagesWith, stackBundle, stackDocuments, showPages } from './edge-case-pages'
import { htmlProblems } from './valid-html'

let site: SiteBundle
let documents: RawDocument[]
test.beforeAll(async () => {
  site = await stackBundle()
  documents = await stackDocuments(site)
})

/** No page is wider than a phone's or a desktop's screen, and no text is cut off. */
async function expectToFit(page: Page, pages: ReadonlyMap<string, string>): Promise<void> {
  await showPages(page, pages)
  const lost: string[] = []
  for (const path of pages.keys()) {
    await page.goto(testStack().siteUrl + path)
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      lost.push(...(await lostParts(page)).map((part) => `${path} at ${width} px: ${part}`))
      const beyond = await pixelsBeyond(page)
      if (beyond > 0) lost.push(`${path} at ${width} px: ${beyond} px beyond the screen`)
    }
  }
  expect(lost).toEqual([])
}

async function expectToBeSound(pages: ReadonlyMap<string, string>): Promise<void> {
  const problems: string[] = []
  for (const [path, html] of pages) {
    // Every text is the same here, so two landmarks of the footer have the same name.
    const invalid = await htmlProblems(html, path)
    problems.push(...invalid.filter((problem) => !problem.includes(' unique-landmark: ')))
    const text = html.replace(/<script.*?<\/script>|<[^>]*>/gs, ' ')
    const odd = /\b(undefined|null|NaN|Infinity|Invalid Date)\b|\[object/.exec(text)
    if (odd) problems.push(`${path} says ${odd[0]}`)
  }
  expect(problems).toEqual([])
}

for (const [name, text] of Object.entries(edgeCaseTexts)) {
  const tag = name === 'right-to-left' ? '@long' : []
  test(`${name} text in every slot: pages stay sound, and show it`, { tag }, async ({ page }) => {
    const pages = await pagesWith(site, withText(site, documents, text))
    await expectToBeSound(pages)
    // The other texts take no more room than the sample school's own.
    if (name === 'long' || name === 'right-to-left') await expectToFit(page, pages)
    else await showPages(page, pages)
    await page.goto(testStack().siteUrl + paths.course('phlebotomy'))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(text)
  })
}

test('nothing in every slot that may be empty: no price, no date, no externship, no picture', async ({
  page,
}) => {
  const pages = await pagesWith(site, withNothing(site, documents))
  expect(pages.size).toBeGreaterThan(15)
  await expectToBeSound(pages)
  // Elements that a script fills later are empty on a full page too.
  const whole = await pagesWith(site, documents)
  const empty = /<(h[1-6]|p|ul|ol|dl|table|tbody|section|figure)\b[^>]*>\s*<\/\1>/g
  for (const [path, html] of pages) {
    expect(whole.get(path)?.match(empty) ?? [], path).toEqual(expect.arrayContaining(html.match(empty) ?? []))
  }
  await expectToFit(page, pages)
  await page.goto(testStack().siteUrl + paths.course('phlebotomy'))
  const facts = page.getByRole('complementary', { name: 'The facts' })
  await expect(facts.getByRole('definition').filter({ hasText: 'Ask us' })).toHaveCount(2)
  await expect(page.getByText('The price of the next class is not set yet.')).toBeVisible()
  await expect(page.getByText('No class is planned yet.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Externship' })).toHaveCount(0)
})

test('a picture without derivatives is shown as it is, with its size', async ({ page }) => {
  await showPages(page, await pagesWith(site, withoutDerivatives(documents)))
  for (const path of [paths.home(), paths.course('phlebotomy'), paths.post('order-of-draw')]) {
    await page.goto(testStack().siteUrl + path)
    const pictures = page.getByRole('main').locator('img')
    expect(await pictures.count(), path).toBeGreaterThan(0)
    await expect(page.locator('picture source')).toHaveCount(0)
    for (const picture of await pictures.all()) {
      await expect(picture).toHaveAttribute('width', /^\d+$/)
      await expect(picture).toHaveAttribute('height', /^\d+$/)
      await expect(picture).toHaveAttribute('src', /^\/media\/[\w.-]+$/)
    }
  }
})

test('three hundred courses: their lists stay small, fit, and can be used', async ({ page }) => {
  const pages = await pagesWith(site, withCourses(documents, 300))
  // These two list every course or class, with the data that the finders need.
  const lists: string[] = [paths.courses(), paths.startDates()]
  for (const [path, html] of pages) {
    const limit = lists.includes(path) ? 30_000 : 14_000
    expect(gzipSync(html).length, path).toBeLessThan(limit)
  }
  const changed = [paths.home(), paths.courses(), paths.compare(), paths.startDates(), paths.page('tuition')]
  await expectToFit(page, new Map([...pages].filter(([path]) => changed.includes(path))))

  await showPages(page, pages)
  await page.goto(`${testStack().siteUrl + paths.courses()}?sort=price`)
  await expect(page.getByRole('status')).toHaveText('300 courses')
  await page.getByLabel('Field').selectOption({ label: 'Phlebotomy' })
  await expect(page.getByRole('status')).toHaveText('50 of 300 courses match')
  await expect(page.getByRole('main').locator('tbody tr')).toHaveCount(50)

  await page.goto(testStack().siteUrl + paths.compare())
  await expect(page.getByRole('checkbox')).toHaveCount(12)
  await expect(page.getByText('These are 12 of our 300 courses.')).toBeVisible()
})
