import type { FrameLocator, Page } from '@playwright/test'
import { field, signIn } from './admin-form'
import { expect, test } from './quiet-page'
import { testStack } from './test-stack'

const pane = (page: Page) => page.getByRole('complementary', { name: 'Preview' })
const shown = (page: Page): FrameLocator => page.frameLocator('iframe[name^="preview-"]')

interface Typed {
  /** Of a collection or a global. */
  slug: string
  /** Chooses the document of a collection, the first one that the CMS answers with. */
  query?: string
  field: string
  text: string
  /** A selector of what shows the text otherwise than as text. */
  place?: string
  /** The page, if its text is not on the one that opens. */
  path?: string
}

/** The usual ones; a field of each of the others is in `others`. The partners of the sample school may not be named on its pages. */
const usual: Typed[] = [
  {
    slug: 'courses',
    query: 'where[slug][equals]=clinical-medical-assistant',
    field: 'summary',
    text: 'A course in brief.',
  },
  { slug: 'cohorts', query: 'sort=-start', field: 'note', text: 'Bring a pen' },
  { slug: 'people', query: 'where[roles][contains]=author', field: 'credentials', text: 'RN' },
  {
    slug: 'media',
    // Other tests upload newer ones, which no page shows.
    query: 'where[published][equals]=true&where[alt][exists]=true&sort=createdAt',
    field: 'alt',
    text: 'Another picture',
    place: '[alt="Another picture"]',
  },
  { slug: 'home', field: 'headline', text: 'Another headline' },
]
const others: Typed[] = [
  { slug: 'posts', field: 'excerpt', text: 'A post in brief.' },
  { slug: 'externships', field: 'title', text: 'Another externship' },
  { slug: 'certifications', field: 'title', text: 'Another certification' },
  { slug: 'categories', field: 'description', text: 'Posts of another kind.' },
  { slug: 'faqs', field: 'question', text: 'Is this another question?' },
  {
    slug: 'testimonials',
    query: 'where[quote][contains]=needle',
    field: 'quote',
    text: 'I would do it again.',
  },
  { slug: 'locations', field: 'directions', text: 'Behind the fountain.', path: '/contact/' },
  { slug: 'pages', field: 'intro', text: 'A page in brief.' },
  { slug: 'site-settings', field: 'hours', text: 'Only at noon' },
  { slug: 'header', field: 'links.0.link.label', text: 'Our courses' },
  { slug: 'footer', field: 'smallPrint', text: 'Another small print.' },
  { slug: 'announcement', field: 'message', text: 'Another announcement.' },
  { slug: 'disclosures', field: 'employment', text: 'Nobody can promise a position.', path: '/disclosures/' },
]

/** The form of the global, or of the first live document of the collection that matches, at the field. */
async function addressOf(page: Page, { slug, query = '', field: path }: Typed): Promise<string> {
  const { cmsUrl } = testStack()
  const found = await page.request.get(`${cmsUrl}/api/${slug}?limit=1&depth=0&${query}`, {
    headers: { Origin: cmsUrl },
  })
  const { docs } = (await (found.ok() ? found.json() : {})) as { docs?: { id: string }[] }
  const form = docs ? `collections/${slug}/${docs[0]?.id}` : `globals/${slug}`
  return `${cmsUrl}/admin/${form}#field-${path.replaceAll('.', '__')}`
}

/** Types into a field of each, sees it in the page, and puts back what was there. */
async function typeAndSee(page: Page, all: readonly Typed[]): Promise<void> {
  await signIn(page)
  for (const typed of all) {
    await test.step(typed.slug, async () => {
      await page.goto(await addressOf(page, typed))
      const input = field(page, typed.field)
      await expect(input).toBeVisible()
      const before = await input.inputValue()
      // It stays open for the next document.
      const open = page.getByRole('button', { name: 'Preview', exact: true })
      if (typed === all[0]) await open.click()
      await expect(page.locator('iframe[data-ready]')).toBeVisible()
      const { path } = typed
      if (path) await pane(page).getByLabel('Page', { exact: true }).selectOption(path)
      await input.fill(typed.text)
      const { text, place } = typed
      await expect(
        place ? shown(page).locator(place).first() : shown(page).getByText(text).first(),
      ).toBeAttached()
      await input.fill(before)
    })
  }
}

test('what is typed into a form shows in its page: courses, start dates, people, pictures and the home page', async ({
  page,
}) => {
  await typeAndSee(page, usual)
  await page.goto(await addressOf(page, usual[0]!))
  await pane(page).getByLabel('Page', { exact: true }).selectOption('/courses/')
  // What visitors filter is drawn by the browser, and has its places all the same.
  const title = await field(page, 'title').inputValue()
  const place = shown(page).locator('astro-island:not([ssr])').getByText(title, { exact: true }).first()
  await expect(place).toHaveAttribute('data-edit', /\d/)
  await place.click()
  await expect(field(page, 'title')).toBeFocused()
})

test(
  'so it does in every other collection and global that shows anywhere',
  { tag: '@long' },
  async ({ page }) => {
    await typeAndSee(page, others)
  },
)
