import type { Browser } from '@playwright/test'
import { paths } from 'shared-types'
import { accessibilityProblems } from './accessibility'
import { readBuilt } from './built-site'
import { lostParts, pixelsBeyond, spaceText } from './fit'
import { recordShifts, goodShift, shiftOf } from './layout-shift'
import { slowDown } from './network'
import { pageTypes, scripted, unlike } from './page-types'
import { expect, test } from './quiet-page'
import { testStack } from './test-stack'

interface View {
  width: number
  colorScheme: 'light' | 'dark'
}
/** `npm run bench:web` measures all four combinations. */
const phoneByDay: View = { width: 320, colorScheme: 'light' }
const deskByNight: View = { width: 1280, colorScheme: 'dark' }

for (const [name, path] of Object.entries(pageTypes)) {
  const check = async (browser: Browser, { width, colorScheme }: View) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
    const page = await context.newPage()
    await page.goto(testStack().siteUrl + path, { waitUntil: 'load' })
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await pixelsBeyond(page), 'pixels beyond the screen').toBeLessThanOrEqual(0)
    await context.close()
  }
  test(`${name}: accessible, and no wider than the screen, on a phone in light colors`, ({ browser }) =>
    check(browser, phoneByDay))
  // Other pages have the same parts as these.
  const tag = ['home', ...unlike].includes(name) ? [] : '@long'
  test(`${name}: the same on a desktop in dark colors`, { tag }, ({ browser }) => check(browser, deskByNight))
}

test('pages load without an error in the console and without another site', async ({ page }) => {
  const elsewhere: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(testStack().siteUrl) && !request.url().startsWith('data:')) {
      elsewhere.push(request.url())
    }
  })
  for (const path of Object.values(pageTypes)) {
    if (path === pageTypes['not found']) continue // its 404 is an error in the console
    const response = await page.goto(testStack().siteUrl + path)
    expect(response?.status(), path).toBe(200)
    const notLoaded = await page.evaluate(async () => {
      const pictures = [...document.images]
      for (const picture of pictures) picture.loading = 'eager'
      await Promise.all(pictures.map((picture) => picture.decode().catch(() => undefined)))
      return pictures.filter((picture) => picture.naturalWidth === 0).map((picture) => picture.src)
    })
    expect(notLoaded, path).toEqual([])
  }
  expect(elsewhere).toEqual([])
})

test('a page that is not there answers 404, and an old address leads on', async ({ request }) => {
  const missing = await request.get(`${testStack().siteUrl}/no-such-page/`)
  expect(missing.status()).toBe(404)
  expect(await missing.text()).toContain('<h1')
  const redirects = JSON.parse(readBuilt('redirects.json').toString('utf8')) as Record<string, string>
  expect(Object.keys(redirects).length).toBeGreaterThan(0)
  for (const [from, to] of Object.entries(redirects)) {
    const answer = await request.get(testStack().siteUrl + from, { maxRedirects: 0 })
    expect(answer.status(), from).toBe(301)
    expect(answer.headers().location, from).toBe(to)
  }
})

test('a page links to its speculation rules, served as browsers require', async ({ request }) => {
  const page = await request.get(testStack().siteUrl + paths.home())
  const place = /^"(.+)"$/.exec(page.headers()['speculation-rules'] ?? '')?.[1]
  expect(place).toBeDefined()
  const rules = await request.get(testStack().siteUrl + place)
  expect(rules.headers()['content-type']).toBe('application/speculationrules+json')
  expect(await rules.json()).toMatchObject({ prerender: [{ eagerness: 'moderate' }] })
})

test('the page behind a link is fetched before the click, when the pointer is over the link', async ({
  page,
}) => {
  const session = await page.context().newCDPSession(page)
  // Under remote control Chromium only fetches the page and does not render it; the rules are the same.
  const states: string[] = []
  session.on('Preload.prefetchStatusUpdated', ({ status }) => states.push(status))
  await session.send('Preload.enable')
  await page.goto(testStack().siteUrl + paths.home())
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Courses' })
  await link.hover()
  await expect.poll(() => states).toContain('Ready')
  await link.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Courses' })).toBeVisible()
  await expect.poll(() => states).toContain('Success')
})

test('page changes have a view transition, and none with reduced motion', async ({ browser }) => {
  for (const reducedMotion of ['no-preference', 'reduce'] as const) {
    const context = await browser.newContext({ reducedMotion })
    const page = await context.newPage()
    await page.addInitScript(() =>
      addEventListener('pagereveal', (event) => {
        document.documentElement.dataset.gently = event.viewTransition ? 'yes' : 'no'
      }),
    )
    await page.goto(testStack().siteUrl + paths.people())
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Externships' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Externships' })).toBeVisible()
    const expected = reducedMotion === 'reduce' ? 'no' : 'yes'
    await expect(page.locator('html')).toHaveAttribute('data-gently', expected)
    await context.close()
  }
})

for (const { javaScriptEnabled, looked } of [
  { javaScriptEnabled: false, looked: pageTypes },
  // The other pages have no scripts.
  { javaScriptEnabled: true, looked: scripted },
]) {
  const how = javaScriptEnabled ? 'with' : 'without'
  test(`${how} JavaScript text fits, at twice its size and with the spacing that a reader chooses`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ bypassCSP: true, javaScriptEnabled })
    const page = await context.newPage()
    for (const [name, path] of Object.entries(looked)) {
      await page.goto(testStack().siteUrl + path)
      await expect(page.getByRole('heading', { level: 1 }), name).toBeVisible()
      for (const spacing of ['', ', spaced']) {
        if (spacing) await spaceText(page)
        for (const width of [320, 640, 768, 1280]) {
          await page.setViewportSize({ width, height: 900 })
          expect(await lostParts(page), `${name} at ${width} px${spacing}`).toEqual([])
        }
      }
    }
    await context.close()
  })
}

test('on a slow phone network the layout shifts less than 0.1 when the fonts load', async ({ page }) => {
  await recordShifts(page)
  for (const width of [320, 412]) {
    await page.setViewportSize({ width, height: 800 })
    await slowDown(page)
    await page.goto(testStack().siteUrl + paths.course('phlebotomy'))
    expect(await shiftOf(page), `at ${width} px`).toBeLessThan(goodShift)
  }
})

test('every course prints on two letter sheets', async ({ page }) => {
  await page.goto(testStack().siteUrl + paths.courses())
  const links = page.getByRole('main').locator('tbody a[href^="/courses/"]')
  const courses = new Set(await links.evaluateAll((found) => found.map((link) => link.getAttribute('href'))))
  expect(courses.size).toBeGreaterThanOrEqual(6)
  for (const path of courses) {
    await page.goto(testStack().siteUrl + path)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g), path ?? '').toHaveLength(2)
  }
})

test('on paper every question has its answer', async ({ page }) => {
  await page.goto(testStack().siteUrl + paths.questions())
  await page.emulateMedia({ media: 'print' })
  const questions = page.getByRole('main').locator('details')
  expect(await questions.count()).toBeGreaterThan(10)
  for (const question of await questions.all()) {
    await expect(question.locator('summary')).toBeVisible()
    await expect(question.locator('p').first()).toBeVisible()
  }
})

test.describe('the course finder', () => {
  test('filters, says how many are left, and keeps its state in the address', async ({ page }) => {
    await page.goto(testStack().siteUrl + paths.courses())
    const rows = page.getByRole('link', { name: /assistant|technician|phlebotomy|monitoring|coding/i })
    const where = page.getByLabel('Where')
    await where.focus()
    await expect(where).toBeEnabled()
    await where.selectOption({ label: 'Online' })
    await expect(page).toHaveURL(/\?.+/)
    const main = page.getByRole('main')
    await expect(main.getByRole('link', { name: 'Phlebotomy' })).toHaveCount(0)
    await expect(main.getByRole('link', { name: 'Cardiac Monitoring' })).toBeVisible()
    await expect(page.getByRole('status')).toContainText(/\d+ (of \d+ )?courses?/)
    await page.reload()
    await expect(page.getByLabel('Where')).toHaveValue('online')
    await expect(main.getByRole('link', { name: 'Phlebotomy' })).toHaveCount(0)
    expect(await rows.count()).toBeGreaterThan(0)
  })

  test('without JavaScript every course is on the page', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(testStack().siteUrl + paths.courses())
    for (const name of [
      'Pharmacy Technician',
      'Phlebotomy',
      'Healthcare Billing and Coding',
      'Cardiac Monitoring',
      'Clinical Medical Assistant',
      'Medical Administrative Assistant',
    ]) {
      await expect(page.getByRole('main').getByRole('link', { name, exact: true })).toBeVisible()
    }
    await context.close()
  })
})
