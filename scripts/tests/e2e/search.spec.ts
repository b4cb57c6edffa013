import AxeBuilder from '@axe-core/playwright'
import { paths } from 'shared-types'
import { holdScripts } from './network'
import { expect, test } from './quiet-page'
import { liveCanBeSearched, testStack } from './test-stack'

test.beforeAll(() => liveCanBeSearched())

const address = (query = '') => testStack().siteUrl + paths.search() + query

test('a visitor who only has a keyboard finds a page, narrows the results, and opens it', async ({
  page,
}) => {
  await page.goto(testStack().siteUrl + paths.contact())
  const link = page.getByRole('banner').getByRole('link', { name: 'Search' })
  const size = await link.boundingBox()
  expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(44)
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Search' })).toBeVisible()
  const field = page.getByRole('searchbox', { name: 'What are you looking for?' })
  while (!(await field.evaluate((found) => found === document.activeElement)))
    await page.keyboard.press('Tab')
  await page.keyboard.type('blood')
  const status = page.getByRole('status')
  await expect(status).toHaveText(/^\d+ results for “blood”$/)
  expect(new URL(page.url()).search).toBe('?q=blood')
  const results = page.getByRole('region', { name: 'What we found' })
  await expect(results.locator('mark').first()).toHaveText(/blood/i)
  const all = Number.parseInt((await status.textContent()) ?? '')

  const everything = results.getByRole('radio', { name: `Everything ${all}` })
  while (!(await everything.evaluate((found) => found === document.activeElement)))
    await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await expect(results.getByRole('radio', { name: /^Courses/ })).toBeChecked()
  await expect(page).toHaveURL(address('?q=blood&kind=course'))
  await expect(results.getByRole('listitem').first()).toContainText('Course')
  const courses = await results.getByRole('listitem').count()
  await expect(status).toHaveText(new RegExp(`^${courses} results? for “blood”$`))
  await expect(results.getByRole('radio', { name: `Courses ${courses}`, exact: true })).toBeChecked()
  expect(courses).toBeLessThan(all)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])

  const first = results.getByRole('listitem').first().getByRole('link')
  const name = (await first.textContent()) ?? ''
  while (!(await first.evaluate((found) => found === document.activeElement)))
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('searchbox')).toHaveValue('blood')
  await expect(status).toHaveText(new RegExp(`^${courses} results? for “blood”$`))
})

test('a shared URL of a search shows the same results, and more on request', async ({ page }) => {
  const policy: string[] = []
  page.on('console', (message) => policy.push(message.text()))
  await page.goto(address('?q=the&kind=post'))
  const results = page.getByRole('region', { name: 'What we found' })
  await expect(results.getByRole('listitem')).toHaveCount(10)
  await expect(results.getByRole('radio', { name: /^Posts/ })).toBeChecked()
  await results.getByRole('button', { name: 'Show more' }).click()
  await expect(results.getByRole('listitem').nth(10).getByRole('link')).toBeFocused()
  await page.reload()
  await expect(page.getByRole('searchbox')).toHaveValue('the')
  await expect(results.getByRole('radio', { name: /^Posts/ })).toBeChecked()
  await page.getByRole('searchbox').fill('')
  await expect(results).toBeHidden()
  await expect(page).toHaveURL(address())
  expect(policy, 'no warnings of Pagefind, of its worker or of the CSP').toEqual([])
})

test('a price is found as it stands on its page, and one letter with a sign does not find every page', async ({
  page,
}) => {
  await page.goto(testStack().siteUrl + paths.course('pharmacy-technician'))
  const price = '$2,880'
  await expect(page.getByRole('main')).toContainText(price)
  await page.goto(address(`?${new URLSearchParams({ q: price }).toString()}`))
  await expect(page.getByRole('listitem').filter({ hasText: 'Pharmacy Technician' }).first()).toBeVisible()
  const countOf = async (words: string): Promise<number> => {
    await page.goto(address(`?${new URLSearchParams({ q: words }).toString()}`))
    await expect(page.getByRole('status')).toContainText(`“${words}”`)
    return Number.parseInt((await page.getByRole('status').textContent()) ?? '') || 0
  }
  expect(await countOf('C#')).toBeLessThan((await countOf('c')) / 2)
})

test('words that a visitor types before the script loads are searched for, whatever the URL asks for', async ({
  page,
}) => {
  const letScriptsCome = await holdScripts(page)
  await page.goto(address('?q=blood'), { waitUntil: 'commit' })
  await page.getByRole('searchbox').fill('externship')
  letScriptsCome()
  await expect(page.getByRole('status')).toHaveText(/^\d+ results for “externship”$/)
  await expect(page).toHaveURL(address('?q=externship'))
})

test('a search without results offers other ways', async ({ page }) => {
  await page.goto(address('?q=zzzz'))
  await expect(page.getByRole('status')).toHaveText('Nothing found for “zzzz”')
  const results = page.getByRole('region', { name: 'What we found' })
  await expect(results.getByRole('link', { name: /^\d{3}\.\d{3}\.\d{4}$/ })).toHaveAttribute('href', /^tel:/)
  await results.getByRole('link', { name: /A to Z/ }).click()
  await expect(page.getByRole('heading', { name: 'A to Z' })).toBeInViewport()
})

test.describe('without its index', () => {
  test.use({ expectedErrors: [/404|Failed to load/] })

  test('the search says so, and the list stays', async ({ page }) => {
    await page.route('**/pagefind/**', (route) => route.fulfill({ status: 404 }))
    await page.goto(address('?q=blood'))
    await expect(page.getByRole('status')).toHaveText('Search does not answer right now.')
    await expect(page.getByRole('main').getByRole('link', { name: 'Tuition and costs' })).toBeVisible()
    await page.unroute('**/pagefind/**')
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(page.getByRole('status')).toHaveText(/^\d+ results/)
  })
})

test('an index that takes the place of another is used at once', async ({ page }) => {
  await page.goto(address('?q=blood'))
  const status = page.getByRole('status')
  await expect(status).toHaveText(/^\d+ results/)
  let loads = 0
  await page.route('**/pagefind/pagefind-entry.json*', async (route) => {
    const answer = await route.fetch()
    loads++
    await route.fulfill({ response: answer, body: `${await answer.text()} ` })
  })
  await page.getByRole('searchbox').fill('phlebotomy')
  await expect(status).toHaveText(/^\d+ results for “phlebotomy”$/)
  await expect.poll(() => loads).toBeGreaterThanOrEqual(3)
  await expect(
    page
      .getByRole('listitem')
      .filter({ has: page.locator('mark') })
      .first(),
  ).toBeVisible()
})

test('without script there is everything from A to Z, and a form that keeps its words in the address', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${testStack().siteUrl}/no-such-page/`)
  const field = page.getByRole('searchbox', { name: 'Search for it' })
  await field.fill('blood')
  await field.press('Enter')
  await expect(page).toHaveURL(address('?q=blood'))
  const main = page.getByRole('main')
  await expect(main.getByText('Your browser runs no script')).toBeVisible()
  for (const name of ['Cardiac Monitoring', 'Elena Ortiz', 'Tuition and costs', 'What if I faint?']) {
    await expect(main.getByRole('link', { name, exact: true })).toBeVisible()
  }
  await main.getByRole('navigation', { name: 'Letters' }).getByRole('link', { name: 'W' }).click()
  await expect(main.getByRole('heading', { level: 3, name: 'W', exact: true })).toBeInViewport()
  await main.getByRole('link', { name: 'What if I faint?' }).click()
  await expect(page).toHaveURL(/\/questions\/#question-/)
  expect(await page.locator(':target').textContent()).toBeTruthy()
  await context.close()
})
