import { openFromList, signIn } from './admin-form'
import { expect, test } from './quiet-page'
import { testStack } from './test-stack'

test.beforeEach(async ({ page }) => {
  await signIn(page)
})

test('what a live document needs cannot be unpublished, and the dialog says why', async ({ page }) => {
  await openFromList(page, 'courses', 'Phlebotomy')
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('button', { name: 'Unpublish', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('It cannot be taken off the site as long as a live document needs it')
  await expect(dialog.getByRole('button', { name: 'Confirm' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  const confirm = dialog.getByRole('button', { name: 'Confirm' })
  await expect(confirm).toBeDisabled()
  await expect(confirm).toHaveAccessibleDescription(
    /It cannot be taken off the site as long as a live document/,
  )
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter')
  await expect(dialog).toHaveCount(0)
})

test('a person who wrote posts is not trashed unseen, with the keyboard alone', async ({ page }) => {
  await openFromList(page, 'people', 'Joy Nakamura')
  await page.getByText(/^Used in \d+ places/).press('Enter')
  const posts = page.getByRole('region', { name: 'Visitors see it in' }).getByText('(post)')
  await expect(posts).toHaveCount(6)

  await page.getByRole('button', { name: 'More actions' }).press('Enter')
  await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(/It is used in \d+ places/)
  await expect(dialog.getByText('(post)')).toHaveCount(6)
  await expect(dialog.getByText(/^This changes \d+ pages$/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter')
  await expect(dialog).toHaveCount(0)

  const live = `${testStack().cmsUrl}/api/people?where[name][equals]=Joy%20Nakamura`
  const answer = await page.request.get(live)
  expect(await answer.json()).toMatchObject({ totalDocs: 1 })
})
