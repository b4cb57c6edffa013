import type { Page } from '@playwright/test'
import { saveOf, createdId, editorOf, signIn, openFromList, openNew, publish } from './admin-form'
import { expect, test } from './quiet-page'
import { testStack } from './test-stack'

// The school is in New York: its clocks are behind those of the editor by most of a day.
test.use({ timezoneId: 'Pacific/Auckland', expectedErrors: [/status of 400/] })

const saved = (page: Page) =>
  expect(page.getByRole('status', { name: 'Saved or not' })).toContainText('Saved ')
const dialogOf = (page: Page) => page.getByRole('dialog')
const dashboardOf = (page: Page) => page.getByRole('region', { name: 'On the site' })

async function openDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More ways to publish' }).click()
  await page.getByRole('button', { name: 'Schedule Publish' }).click()
  await expect(dialogOf(page).getByRole('button', { name: 'Schedule', exact: true })).toBeEnabled()
}

async function schedule(page: Page, time: string): Promise<void> {
  await dialogOf(page).getByLabel('Day and time').fill(time)
  await dialogOf(page).getByRole('button', { name: 'Schedule', exact: true }).click()
}

async function newPost(page: Page, title: string): Promise<string> {
  await openNew(page, 'posts')
  await page.getByLabel('Title').fill(title)
  const id = await createdId(page)
  await saved(page)
  return id
}

/** What the CMS has scheduled for a post. */
async function scheduled(page: Page, id: string): Promise<unknown> {
  const { cmsUrl } = testStack()
  const address = `${cmsUrl}/api/scheduled-changes?collection=posts&id=${id}`
  return (await page.request.get(address, { headers: { Origin: cmsUrl } })).json()
}

test('a draft that is opened again is scheduled to be published, at a time of the school', async ({
  page,
}) => {
  await signIn(page)
  const title = 'Opened again'
  const id = await newPost(page, title)
  await editorOf(page).fill('The text.')
  const isSaved = saveOf(page, 'What it is about.')
  await page.getByLabel('Excerpt').fill('What it is about.')
  await isSaved
  await openFromList(page, 'posts', title)
  await openDialog(page)
  const dialog = dialogOf(page)
  await expect(dialog.getByRole('heading', { name: 'Publish later' })).toBeVisible()
  await expect(dialog.getByRole('radio'), 'nothing is published yet').toHaveCount(0)
  await expect(dialog).toContainText('The school’s time: Eastern Time (America/New_York).')
  await schedule(page, '2026-01-05T10:00')
  await expect(dialog.getByRole('alert')).toHaveText(
    'Mon, Jan 5, 2026, 10:00 AM EST is in the past. Choose a later time.',
  )
  await dialog.getByLabel('Day and time').fill('2099-01-05T10:00')
  await expect(dialog).toContainText(
    'Mon, Jan 5, 2099, 10:00 AM EST; on your computer, Tue, Jan 6, 2099, 4:00 AM GMT+13.',
  )
  await dialog.getByRole('button', { name: 'Schedule', exact: true }).click()
  await expect(dialog).toBeHidden()
  expect(await scheduled(page, id)).toMatchObject([
    { type: 'publish', at: '2099-01-05T15:00:00.000Z', state: 'pending' },
  ])
  await expect(page.getByText('Publish: Mon, Jan 5, 2099, 10:00 AM EST')).toBeVisible()
  await page.getByRole('button', { name: /^Cancel.*Publish/ }).click()
  await expect(page.getByText('The schedule is cancelled.')).toBeVisible()
  expect(await scheduled(page, id)).toEqual([])

  await publish(page)
  await openDialog(page)
  await expect(dialog.getByRole('radio', { name: 'Publish', exact: true })).toBeChecked()
  await dialog.getByRole('radio', { name: 'Unpublish' }).check()
  await dialog.getByLabel('Day and time').fill('2099-01-05T10:00')
  await dialog.getByText(/^This changes \d+ pages$/).click()
  await expect(dialog.getByText('/blog/opened-again/ (taken away)')).toBeVisible()
  await dialog.getByRole('button', { name: '/blog/opened-again/' }).click()
  const comparison = page.getByRole('dialog', { name: 'Before and after: /blog/opened-again/' })
  await expect(comparison.getByRole('region', { name: 'Text' }).getByRole('deletion')).not.toHaveCount(0)
  await comparison.getByRole('button', { name: 'Close' }).click()
  await expect(comparison).toBeHidden()
  await schedule(page, '2099-01-05T10:00')
  await expect(page.getByText('Unpublish: Mon, Jan 5, 2099, 10:00 AM EST')).toBeVisible()
  expect(await scheduled(page, id)).toMatchObject([{ type: 'unpublish', state: 'pending' }])
})

test('what cannot be published is not scheduled: what is typed is saved, and the fields say why', async ({
  page,
}) => {
  await signIn(page)
  const id = await newPost(page, 'Cannot be published')
  await page.getByLabel('Excerpt').fill('Typed a moment before.')
  await openDialog(page)
  await schedule(page, '2099-01-05T10:00')
  await expect(dialogOf(page)).toBeHidden()
  await expect(page.getByText('this post cannot be published as it is')).toBeVisible()
  await expect(page.locator('.field-error').filter({ visible: true }).first()).toBeVisible()
  expect(await scheduled(page, id)).toEqual([])
  await page.reload()
  await expect(page.getByLabel('Excerpt')).toHaveValue('Typed a moment before.')
})

test('a schedule that will not happen stands on the dashboard until it is cancelled', async ({ page }) => {
  await signIn(page)
  const title = 'Changed after it was scheduled'
  await newPost(page, title)
  await editorOf(page).fill('The text.')
  await page.getByLabel('Excerpt').fill('What it is about.')
  await openDialog(page)
  await schedule(page, '2099-01-05T10:00')
  await expect(page.getByText('Publish: Mon, Jan 5, 2099, 10:00 AM EST')).toBeVisible()
  const isSaved = saveOf(page, 'Another')
  await page.getByLabel('Excerpt').fill('Another excerpt.')
  await isSaved
  await page.reload()
  const words =
    'will not be published on Mon, Jan 5, 2099, 10:00 AM EST as scheduled. The draft has changed since'
  await expect(page.getByText(`This ${words}`)).toBeVisible()

  await page.goto(`${testStack().cmsUrl}/admin`)
  const dashboard = dashboardOf(page)
  await expect(dashboard).toContainText(`${title} ${words}`)
  await expect(dashboard).not.toContainText('all is well')
  await dashboard.getByRole('link', { name: title }).click()
  await expect(page.getByLabel('Title')).toHaveValue(title)
  await page.getByRole('button', { name: 'Cancel the schedule' }).click()
  await expect(page.getByText('The schedule is cancelled.')).toBeVisible()
  await page.goto(`${testStack().cmsUrl}/admin`)
  await expect(dashboard).toContainText('is live since')
  await expect(dashboard).not.toContainText(title)
})
