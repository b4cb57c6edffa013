import type { FrameLocator, Page } from '@playwright/test'
import { field, openFromList, openNew, openTab, signIn } from './admin-form'
import { pixelsBeyond } from './fit'
import { pressEnterOn } from './focus'
import { expect, test } from './quiet-page'
import { addUser, everythingIsLive, testStack } from './test-stack'

const ofCourse = 'where[slug][equals]=phlebotomy&draft=true&depth=0'
const pane = (page: Page) => page.getByRole('complementary', { name: 'Preview' })
const shown = (page: Page): FrameLocator => page.frameLocator('iframe[name^="preview-"]')

async function openPreview(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(page.locator('iframe[data-ready]')).toBeVisible()
}

test.beforeEach(async ({ page }) => {
  await signIn(page, await addUser({ name: 'Nora Weiss', role: 'publisher' }))
})

test('the page shows what is typed before it is saved, and stays where it is', async ({ page }) => {
  await openFromList(page, 'courses', 'Phlebotomy')
  await openPreview(page)
  const heading = shown(page).getByRole('heading', { level: 1 })
  await expect(heading).toContainText('Phlebotomy')

  const details = shown(page).locator('details').nth(1)
  await details.locator('summary').click()
  // Where the fields of the page are known already, the click has opened that of the summary.
  await openTab(page, 'Course')
  // The page scrolls to the place of the field that takes the focus.
  await page.getByLabel('Title').first().focus()
  await expect(shown(page).locator('h1.preview-place')).toBeInViewport()
  await expect(details).toHaveAttribute('open')
  // The browser scrolls by itself where the text above grows, so that what is seen stays.
  const seen = await heading.evaluateHandle(() => {
    scrollTo({ top: 600, behavior: 'instant' })
    return document.elementFromPoint(innerWidth / 2, innerHeight / 2)!
  })
  const top = () => seen.evaluate((element) => element.getBoundingClientRect().top)
  const topBefore = await top()
  await page.getByLabel('Title').first().fill('Phlebotomy by night')
  await expect(heading).toContainText('Phlebotomy by night')
  await expect(details).toHaveAttribute('open')
  // The list of changed pages may appear above the frame, and take a line of its height.
  await expect.poll(async () => Math.abs((await top()) - topBefore)).toBeLessThan(40)

  const live = await page.request.get(`${testStack().siteUrl}/courses/phlebotomy/`)
  expect(await live.text()).not.toContain('Phlebotomy by night')
  await page.getByLabel('Title').first().fill('Phlebotomy')
  await expect(heading).toContainText('Phlebotomy')
})

test('the bar says what of a change would wait for a publisher’s word, and leads to why', async ({
  page,
}) => {
  // No document of the sample school takes so many pages of one kind away.
  const waiting = [
    { unit: 'pages', kind: 'posts', vanishing: 9, live: 70, what: '9 of 70 pages of posts would vanish' },
  ]
  await page.route('**/api/preview/changes', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), waiting } })
  })
  await openFromList(page, 'courses', 'Phlebotomy')
  const waits = page.getByRole('button', { name: 'Would wait' })
  await expect(waits).toHaveCount(0)
  await page.getByLabel('Title').first().fill('Phlebotomy at noon')
  await expect(waits).toBeVisible()
  await pressEnterOn(page, waits)
  await expect(pane(page)).toContainText(
    '9 of 70 pages of posts would vanish, so this waits: visitors go on seeing them until a publisher chooses “Allow this”',
  )
  // The other tests find the course by its title.
  const { cmsUrl, token } = testStack()
  const headers = { authorization: `JWT ${token}` }
  const saved = async () => (await page.request.get(`${cmsUrl}/api/courses?${ofCourse}`, { headers })).json()
  await expect.poll(saved).toMatchObject({ docs: [{ title: 'Phlebotomy at noon' }] })
  await page.getByLabel('Title').first().fill('Phlebotomy')
  await expect.poll(saved).toMatchObject({ docs: [{ title: 'Phlebotomy' }] })
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

test('the pages that show it can be chosen, and a link opens its page', async ({ page }) => {
  await openFromList(page, 'courses', 'Phlebotomy')
  await openPreview(page)
  const places = pane(page).getByLabel('Page', { exact: true })
  await expect(places.getByRole('option').first()).toHaveText('/courses/phlebotomy/')
  await places.selectOption('/')
  await expect(page.locator('iframe[title="Preview of /"][data-ready]')).toBeVisible()
  await shown(page).getByRole('link', { name: 'Start dates' }).first().click()
  await expect(page.locator('iframe[title="Preview of /start-dates/"][data-ready]')).toBeVisible()
  expect(page.url()).toContain('/admin/collections/courses/')
  await shown(page).getByRole('link', { name: 'Search', exact: true }).click()
  await expect(page.locator('iframe[title="Preview of /search/"][data-ready]')).toBeVisible()
  // What is typed before the island listens is not searched for.
  await expect(async () => {
    await shown(page).getByRole('searchbox').fill('')
    await shown(page).getByRole('searchbox').fill('needle')
    await expect(shown(page).locator('main').getByRole('status')).toHaveText(
      'The search does not work in a preview.',
      { timeout: 3_000 },
    )
  }).toPass()
})

test('what publishing would change is counted and listed, and each page can be seen as it is live', async ({
  page,
}) => {
  await openFromList(page, 'courses', 'Phlebotomy')
  await page.getByLabel('Summary').fill('Learn to draw blood by night.')
  await page.getByRole('button', { name: /^Changes \d+ pages$/ }).click()
  const list = pane(page)
    .getByRole('group')
    .filter({ hasText: /^Publishing changes \d+ pages/ })
  await list.getByText(/^Publishing changes/).click()
  await list.getByRole('button', { name: '/courses/', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Before and after: /courses/' })
  const words = dialog.getByRole('region', { name: 'Text' }).getByRole('listitem')
  await expect(words).toHaveCount(1)
  await expect(words.getByRole('insertion')).not.toHaveCount(0)
  for (const [side, count] of [
    ['Before', 0],
    ['After', 1],
  ] as const) {
    const section = dialog.getByRole('region', { name: side })
    await expect(section.locator('iframe[data-ready]')).toBeVisible()
    await expect(section.frameLocator('iframe').getByText('Learn to draw blood by night.')).toHaveCount(count)
  }
  await dialog.getByRole('button', { name: 'Show in the preview' }).click()
  const summary = shown(page).getByText('Learn to draw blood by night.')
  await expect(page.locator('iframe[title="Preview of /courses/"][data-ready]')).toBeVisible()
  await expect(summary.first()).toBeVisible()
  await pane(page).getByRole('button', { name: 'As it is live' }).click()
  await expect(summary).toHaveCount(0)
  await pane(page).getByRole('button', { name: 'As it is live' }).click()
  await expect(summary.first()).toBeVisible()

  // The switches of the pane change what is counted, and the words say so.
  await pane(page).getByLabel('On the day').fill('2036-01-01')
  const onThatDay = pane(page).getByText(
    /^On January 1, 2036, with this and what is scheduled until then: \d+ pages differ from what is live now$/,
  )
  await onThatDay.click()
  // The start dates have passed by then, and so has what the form does not touch.
  await pane(page).getByRole('button', { name: '/courses/pharmacy-technician/', exact: true }).click()
  const later = page.getByRole('dialog', { name: 'Before and after: /courses/pharmacy-technician/' })
  await expect(later.getByRole('region', { name: 'Text' }).getByRole('deletion')).not.toHaveCount(0)
  await page.keyboard.press('Escape')
  await pane(page).getByLabel('On the day').fill('')
  await pane(page).getByRole('button', { name: 'With all drafts' }).click()
  await expect(
    pane(page).getByText(/^With this and all drafts: \d+ pages differ from what is live now$/),
  ).toBeVisible()
  await expect(onThatDay).toHaveCount(0)
})

test(
  'the dialogs that take a document off the site say what visitors would miss',
  { tag: '@long' },
  async ({ page }) => {
    await openFromList(page, 'courses', 'Phlebotomy')
    const { cmsUrl } = testStack()
    const document = { relationTo: 'courses', value: new URL(page.url()).pathname.split('/').pop() }
    for (let number = 1; number <= 9; number++) {
      const data = { from: `/old-phlebotomy-${number}/`, kind: 'document', document }
      const made = await page.request.post(`${cmsUrl}/api/redirects`, { data, headers: { origin: cmsUrl } })
      expect(made.status(), await made.text()).toBe(201)
    }
    await everythingIsLive()
    for (const item of ['Unpublish', 'Delete']) {
      await page.locator('.doc-controls__popup').getByRole('button').first().click()
      await page.getByRole('button', { name: item, exact: true }).click()
      const dialog = page.getByRole('dialog').filter({ hasText: 'This changes' })
      // The redirects to it go with it.
      await expect(
        dialog.getByText(/^(9|1\d) of \d+ pages of redirects would vanish, so this waits: visitors go on/),
      ).toBeVisible()
      await dialog.getByText(/^This changes \d+ pages$/).click()
      await expect(dialog.getByText('/courses/phlebotomy/ (taken away)')).toBeVisible()
      await expect(
        dialog.getByText('Calendar: /courses/phlebotomy/start-dates.ics (taken away)'),
      ).toBeVisible()
      // With the keyboard alone, also on a phone.
      if (item === 'Delete') await page.setViewportSize({ width: 320, height: 640 })
      const opener = dialog.getByRole('button', { name: '/courses/phlebotomy/', exact: true })
      await pressEnterOn(page, opener)
      const comparison = page.getByRole('dialog', { name: 'Before and after: /courses/phlebotomy/' })
      const before = comparison.getByRole('region', { name: 'Before' })
      await expect(before.frameLocator('iframe').getByRole('heading', { level: 1 })).toContainText(
        'Phlebotomy',
      )
      await expect(comparison.getByRole('region', { name: 'After' })).toContainText(
        'There is no such page any more.',
      )
      await expect(comparison.getByRole('region', { name: 'Text' }).getByRole('deletion')).not.toHaveCount(0)
      expect(await pixelsBeyond(page)).toBe(0)
      await page.keyboard.press('Escape')
      await expect(comparison).toBeHidden()
      await expect(opener).toBeFocused()
      await dialog.getByRole('button', { name: 'Cancel' }).click()
      await expect(dialog).toBeHidden()
    }
  },
)

test('a document that was never saved shows, with its gaps', async ({ page }) => {
  await openNew(page, 'posts')
  await page.getByLabel('Title').fill('Night school')
  await openPreview(page)
  await expect(shown(page).getByRole('heading', { level: 1 })).toContainText('Night school')
  const gaps = pane(page).getByRole('group')
  await gaps.getByText(/missing or wrong/).click()
  await gaps.getByRole('button', { name: 'excerpt' }).click()
  await expect(field(page, 'excerpt')).toBeFocused()
})

test.describe('a hostile page', () => {
  test.use({ expectedErrors: [/blocked by CORS policy|ERR_FAILED/] })

  test('reaches nothing of the admin', async ({ page }) => {
    await openFromList(page, 'courses', 'Phlebotomy')
    await openPreview(page)
    const frame = page.frames().find((one) => one.name().startsWith('preview-'))
    const reach = await frame?.evaluate(async (cms) => {
      const tried: Record<string, string> = {}
      const tell = (name: string, what: () => unknown) => {
        try {
          tried[name] = String(what())
        } catch (error) {
          tried[name] = (error as Error).name
        }
      }
      tell('cookie', () => document.cookie)
      tell('storage', () => localStorage.length)
      tell('parent', () => parent.document.title)
      tried.origin = self.origin
      tried.users = await fetch(`${cms}/api/users/me`, { credentials: 'include' }).then(
        async (response) => await response.text(),
        (error: Error) => error.name,
      )
      return tried
    }, testStack().cmsUrl)
    expect(reach).toEqual({
      cookie: 'SecurityError',
      storage: 'SecurityError',
      parent: 'SecurityError',
      origin: 'null',
      users: 'TypeError',
    })
  })
})

test.describe('a page that fails to load', () => {
  test.use({ expectedErrors: [/ERR_FAILED/] })

  test('is loaded again by itself, and shows what was typed meanwhile', async ({ page }) => {
    await openFromList(page, 'courses', 'Phlebotomy')
    await page.route('**/api/preview/page', (route) => route.abort(), { times: 1 })
    await page.getByRole('button', { name: 'Preview', exact: true }).click()
    await expect(page.locator('iframe[title^="Preview of"]')).toBeVisible()
    await page.getByLabel('Summary').fill('Typed while no page was there.')
    await expect(shown(page).getByText('Typed while no page was there.').first()).toBeVisible()
  })
})

test.describe('an ended session', () => {
  test.use({ expectedErrors: [/status of 40[13]|you are not signed in/] })

  test('is said, and the preview goes on after the next sign-in', async ({ page, context }) => {
    const account = await addUser({ name: 'Ida Brandt', role: 'publisher' })
    await signIn(page, account)
    await openFromList(page, 'courses', 'Phlebotomy')
    await openPreview(page)
    await context.clearCookies()
    await openTab(page, 'Course')
    await page.getByLabel('Summary').fill('Other words.')
    const reason = pane(page).getByRole('status').filter({ hasText: 'Sign in again' })
    await expect(reason).toBeVisible()
    await signIn(page, account)
    await expect(shown(page).getByText('Other words.').first()).toBeVisible()
    await expect(reason).toHaveCount(0)
  })
})

test('a link shows the draft to a reader without an account, until it is withdrawn', async ({
  page,
  browser,
}) => {
  await openFromList(page, 'courses', 'Phlebotomy')
  await page.getByLabel('Summary').fill('For the reviewer only.')
  await openPreview(page)
  const share = pane(page).getByRole('button', { name: 'Share…' })
  await share.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Share this draft' })
  await dialog.getByLabel('It works for').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const link = dialog.getByLabel('New link')
  await expect(link).toBeFocused()
  const address = await link.inputValue()

  const reader = await (await browser.newContext({ viewport: { width: 320, height: 640 } })).newPage()
  await reader.goto(address)
  await expect(reader.getByRole('note')).toContainText('This is a draft, saved on')
  await expect(reader.getByText('For the reviewer only.').first()).toBeVisible()
  expect(await reader.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  expect(await reader.evaluate(() => [self.origin, document.styleSheets.length > 1])).toEqual(['null', true])
  await reader.getByRole('contentinfo').getByRole('link', { name: 'Compare' }).first().click()
  await expect(reader).toHaveURL(`${address}?path=%2Fcourses%2Fcompare%2F`)
  await expect(reader.getByRole('note')).toContainText('This is a draft, saved on')

  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('button', { name: /^Withdraw/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('listitem')).toHaveCount(0)
  expect((await reader.reload())?.status()).toBe(404)
  await expect(reader.getByText('Ask the person who sent it')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(share).toBeFocused()
  await reader.context().close()
})
