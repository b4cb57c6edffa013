import type { FrameLocator, Page } from '@playwright/test'
import { field, openFromList, openTab, signIn } from './admin-form'
import { expect, test } from './quiet-page'
import { addUser } from './test-stack'

const pane = (page: Page) => page.getByRole('complementary', { name: 'Preview' })
const shown = (page: Page): FrameLocator => page.frameLocator('iframe[name^="preview-"]')

/** Opens the form of a document beside its page, whose places are known. */
async function openWithPlaces(page: Page, collection: string, title: string): Promise<void> {
  await openFromList(page, collection, title)
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(shown(page).locator('main [data-edit]').first()).toBeVisible()
}

test.beforeEach(async ({ page }) => {
  await signIn(page, await addUser({ name: 'Mina Holt', role: 'publisher' }))
})

test.setTimeout(60_000)

test('a click on a text, a price or a picture opens its field, in its tab and its row', async ({ page }) => {
  await openWithPlaces(page, 'courses', 'Phlebotomy')
  const main = shown(page).locator('main')
  await main
    .getByRole('row', { name: /^Tuition/ })
    .getByText('$')
    .click()
  await expect(page.locator('#field-costs__0__cents')).toBeFocused()
  await main.getByRole('heading', { level: 1 }).click()
  await expect(field(page, 'title')).toBeFocused()

  const paragraph = main.locator('.prose p').nth(1)
  const words = (await paragraph.innerText()).slice(0, 30)
  await paragraph.click()
  await expect(page.locator('[data-field-path="overview"] [contenteditable="true"]')).toBeFocused()
  expect(await page.evaluate(() => getSelection()?.anchorNode?.textContent)).toContain(words)

  await openTab(page, 'Costs')
  await main.locator('img').first().click()
  await expect(field(page, 'picture')).toBeInViewport()
  await expect(field(page, 'picture').locator(':focus')).toBeVisible()
})

test('what comes from another document leads to its form, and a day opens its field there', async ({
  page,
}) => {
  await openWithPlaces(page, 'courses', 'Phlebotomy')
  await shown(page).locator('main time').first().click()
  const link = pane(page)
    .getByRole('status')
    .getByRole('link', { name: /^Start date “/ })
  await expect(link).toHaveAttribute(
    'href',
    /\/admin\/collections\/cohorts\/[0-9a-f-]{24,36}(#field-start)?$/,
  )
  await page.goto(await link.evaluate((one: HTMLAnchorElement) => one.href))
  // The preview stays open for the next document.
  await shown(page).locator('main tr time[data-edit]').first().click()
  await expect(field(page, 'start').getByRole('textbox')).toBeFocused()
})

test('the keyboard alone goes from the form to its place, and from a place to its field', async ({
  page,
}) => {
  await openWithPlaces(page, 'courses', 'Phlebotomy')
  await openTab(page, 'Costs')
  await field(page, 'refundPolicy').focus()
  const place = shown(page).locator('.preview-place')
  await expect(place.first()).toBeInViewport()
  await expect(place.first()).toContainText((await field(page, 'refundPolicy').inputValue()).slice(0, 20))

  await pane(page)
    .getByRole('button', { name: /^Go to a place/ })
    .press('Enter')
  const label = pane(page).getByRole('status').filter({ hasText: 'Enter opens it' })
  await expect(label).toBeVisible()
  await expect(shown(page).locator('[data-edit]:focus')).toBeInViewport()
  await page.keyboard.press('Escape')
  await expect(pane(page).getByRole('button', { name: /^Go to a place/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(label).toContainText('Costs › Refund Policy')
  await page.keyboard.press('ArrowDown')
  await expect(label).not.toContainText('Refund Policy')
  await page.keyboard.press('ArrowUp')
  await expect(label).toContainText('Costs › Refund Policy')
  await page.keyboard.press('Enter')
  await expect(field(page, 'refundPolicy')).toBeFocused()
})

test('hostile text runs nothing, and its place still leads to its field', async ({ page }) => {
  await openWithPlaces(page, 'courses', 'Phlebotomy')
  const before = await field(page, 'audience').inputValue()
  await field(page, 'audience').fill(
    '<img src=x onerror="parent.postMessage(1,`*`)"> data-edit="0" \uE000\uE010\uE001',
  )
  const place = shown(page).locator('main').getByText('onerror=').first()
  await expect(place).toHaveAttribute('data-edit', /\d/)
  await expect(shown(page).locator('img[src="x"]')).toHaveCount(0)
  await place.click()
  await expect(field(page, 'audience')).toBeFocused()
  await field(page, 'audience').fill(before)
})
