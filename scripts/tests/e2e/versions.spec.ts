import type { Page } from '@playwright/test'
import { createdId, field, signIn, openNew, publish } from './admin-form'
import { pressEnterOn, tabTo } from './focus'
import { expect, test } from './quiet-page'
import { everythingIsLive, testStack } from './test-stack'

/** Sends a request with the session of the page. */
async function send(page: Page, method: string, path: string, data?: unknown, tag?: string) {
  const headers = { Origin: testStack().cmsUrl, ...(tag ? { 'If-Match': tag } : {}) }
  const response = await page.request.fetch(`${testStack().cmsUrl}/api/${path}`, { method, headers, data })
  expect(response.ok(), await response.text()).toBe(true)
  return (await response.json()) as Record<string, unknown>
}

/** A category that was live as “… once” and is live as “… now”, by way of the form. */
async function twicePublished(page: Page, title: string): Promise<string> {
  await openNew(page, 'categories')
  await page.getByLabel('Title').fill(`${title} once`)
  await field(page, 'description').fill('What it is about.')
  const id = await createdId(page)
  await publish(page)
  await page.getByLabel('Title').fill(`${title} now`)
  await publish(page)
  return id
}

const titleOf = async (page: Page, path: string) => (await send(page, 'GET', path)).title

const openVersion = async (page: Page, path: string, row: RegExp) => {
  await page.goto(`${testStack().cmsUrl}/admin/${path}/versions`)
  await page.getByRole('row', { name: row }).first().getByRole('link').click()
  await expect(page.getByRole('button', { name: 'Restore this version' })).toBeVisible()
}

test('the versions say who made each, how, and which is live', async ({ page }) => {
  await signIn(page)
  const id = await twicePublished(page, 'Wound care')
  const path = `collections/categories/${id}`
  await send(page, 'PATCH', `categories/${id}?draft=true`, { description: 'Better words.' })
  await page.goto(`${testStack().cmsUrl}/admin/${path}/versions`)
  const rows = page.getByRole('row')
  await expect(rows.nth(1)).toContainText('Saved a draft: Description')
  await expect(rows.nth(1)).toContainText('Newest draft')
  await expect(rows.nth(2)).toContainText('Published: Title')
  await expect(rows.nth(2).getByRole('cell').last()).toHaveText('Live')
  await expect(rows.last().getByRole('cell').first()).not.toHaveText('Not known')
  await expect(page.getByRole('main').getByText(/[0-9a-f]{8}-|[0-9a-f]{24}/)).toHaveCount(0)
})

test('an old version becomes a draft unless the person chooses to publish it', async ({ page }) => {
  await signIn(page)
  const id = await twicePublished(page, 'First aid')
  const path = `collections/categories/${id}`
  const dialog = page.getByRole('dialog')

  await openVersion(page, path, /Was live/)
  await page.getByRole('button', { name: 'Restore this version' }).click()
  await expect(dialog.getByRole('radio', { name: /^A draft/ })).toBeChecked()
  await expect(dialog).toContainText('What visitors see does not change')
  await dialog.getByRole('button', { name: 'Restore as a draft' }).click()
  await page.waitForURL(`**/${path}`)
  await expect(page.getByLabel('Title')).toHaveValue('First aid once')
  expect(await titleOf(page, `categories/${id}`)).toBe('First aid now')

  await openVersion(page, path, /Was live/)
  // With the keyboard alone.
  const restoreButton = page.getByRole('button', { name: 'Restore this version' })
  await pressEnterOn(page, restoreButton)
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(restoreButton).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, dialog.getByRole('radio', { name: /^A draft/ }))
  await page.keyboard.press('ArrowDown')
  await expect(dialog.getByRole('radio', { name: /^Live/ })).toBeChecked()
  await expect(dialog).toContainText('It takes the place of the draft')
  await pressEnterOn(page, dialog.getByRole('button', { name: 'Restore and publish' }))
  await page.waitForURL(`**/${path}`)
  expect(await titleOf(page, `categories/${id}`)).toBe('First aid once')
  await everythingIsLive()
})

test.describe('a document that has changed since', () => {
  test.use({ expectedErrors: [/status of 412/] })

  test('is not restored, and the dialog says who changed it', async ({ page }) => {
    await signIn(page)
    const id = await twicePublished(page, 'Night school')
    await openVersion(page, `collections/categories/${id}`, /Was live/)
    await send(page, 'PATCH', `categories/${id}?draft=true`, { description: 'Of a colleague.' })
    await page.getByRole('button', { name: 'Restore this version' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Restore as a draft' }).click()
    await expect(dialog.getByRole('heading')).toHaveText('Nothing was restored')
    await expect(dialog.getByRole('listitem')).toContainText('Description')
    await dialog.getByRole('button', { name: 'Load the page again' }).click()
    await page.getByRole('button', { name: 'Restore this version' }).click()
    await dialog.getByRole('button', { name: 'Restore as a draft' }).click()
    await expect(page.getByLabel('Title')).toHaveValue('Night school once')
  })
})

test('an old version of a global is restored as a draft, and the live one stays', async ({ page }) => {
  await signIn(page)
  const before = await send(page, 'GET', 'globals/announcement?depth=0')
  for (const message of ['Closed on Friday', 'Closed on Monday']) {
    await send(page, 'POST', 'globals/announcement', { message, _status: 'published' })
  }
  await openVersion(page, 'globals/announcement', /Was live/)
  await page.getByRole('button', { name: 'Restore this version' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore as a draft' }).click()
  await page.waitForURL('**/globals/announcement')
  expect(await send(page, 'GET', 'globals/announcement')).toMatchObject({ message: 'Closed on Monday' })
  const { message, ...others } = before
  await send(page, 'POST', 'globals/announcement', { message, _status: others._status })
  await everythingIsLive()
})
