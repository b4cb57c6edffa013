import type { Page } from '@playwright/test'
import { paths } from 'shared-types'
import { fillRow, signIn, openFromList, openTab, publish, unpublish } from './admin-form'
import { pressEnterOn, tabTo } from './focus'
import { expect, test } from './quiet-page'
import { everythingIsLive, testStack } from './test-stack'

const course = {
  title: 'Medical Administrative Assistant',
  path: paths.course('medical-administrative-assistant'),
}

/** The status chip beside the buttons. */
const chipOf = (admin: Page) => admin.getByRole('status', { name: 'Status on the site' })
const releasesOf = (admin: Page) => admin.getByRole('region', { name: 'On the site' })

const pageText = async (path: string) => (await fetch(`${testStack().siteUrl}${path}`)).text()

async function fillPrice(admin: Page, price: string): Promise<void> {
  await openFromList(admin, 'courses', course.title)
  await openTab(admin, 'Costs')
  await fillRow(admin, 'costs.0', { 'Amount in dollars *': price })
}

/** Publishes another price of the course, so that a test can tell releases apart. */
async function setPrice(admin: Page, price: string): Promise<void> {
  await fillPrice(admin, price)
  await publish(admin)
}

test.describe.configure({ mode: 'serial' })

test('a price is live a moment after Publish, and the chip says so and leads there', async ({
  page: admin,
  context,
}) => {
  await signIn(admin)
  await setPrice(admin, '2,345.00')
  await expect(chipOf(admin)).toContainText(/Live since \d/)
  await expect(chipOf(admin).getByRole('time')).toHaveAttribute('datetime', /^20\d\d-/)
  const opened = context.waitForEvent('page')
  await chipOf(admin).getByRole('link').click()
  const site = await opened
  await expect(site).toHaveURL(`${testStack().siteUrl}${course.path}`)
  await expect(site.getByRole('heading', { level: 1 })).toHaveText(course.title)
  await expect(site.getByRole('main')).toContainText('$2,345')
})

test('what would break a page is blocked, says which field, and goes live when it is corrected', async ({
  page: admin,
}) => {
  await signIn(admin)
  await openFromList(admin, 'courses', course.title)
  await openTab(admin, 'Course')
  const summary = admin.getByLabel('Summary')
  const before = await summary.inputValue()
  await summary.fill(`${testStack().cmsUrl}/admin is where we work.`)
  await publish(admin)
  await expect(chipOf(admin)).toContainText('Blocked')
  await expect(admin.locator('#on-the-site')).toContainText('the address of the CMS')
  expect(await pageText(course.path)).not.toContain('is where we work')

  await summary.fill(before)
  await publish(admin)
  await expect(chipOf(admin)).toContainText(/Live since/)
  await everythingIsLive()
})

test('a rollback shows the old price and freezes the site, and the newest price comes back when the freeze is lifted', async ({
  page: admin,
}) => {
  await signIn(admin)
  await setPrice(admin, '2,999.00')
  await expect(chipOf(admin)).toContainText(/Live since/)
  await expect.poll(() => pageText(course.path)).toContain('$2,999')

  await admin.goto(`${testStack().cmsUrl}/admin`)
  const panel = releasesOf(admin)
  await panel.getByText('Last releases').click()
  // With the keyboard alone, as in the middle of the night.
  const goBack = panel.getByRole('button', { name: /^Go back to release/ }).first()
  await pressEnterOn(admin, goBack)
  const dialog = admin.getByRole('dialog')
  await expect(dialog).toContainText(/This changes \d+ pages/)
  await pressEnterOn(admin, dialog.getByText(/^This changes/))
  await pressEnterOn(admin, dialog.getByRole('button', { name: course.path, exact: true }))
  const comparison = admin.getByRole('dialog', { name: `Before and after: ${course.path}` })
  const words = comparison.getByRole('region', { name: 'Text' })
  await expect(words.getByRole('deletion').filter({ hasText: '999' })).not.toHaveCount(0)
  await expect(words.getByRole('insertion').filter({ hasText: '345' })).not.toHaveCount(0)
  for (const side of ['Before', 'After']) {
    await expect(comparison.getByRole('region', { name: side }).locator('iframe[data-ready]')).toBeVisible()
  }
  await admin.keyboard.press('Escape')
  await expect(comparison).toBeHidden()
  await admin.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(goBack).toBeFocused()
  await admin.keyboard.press('Enter')
  // Without a reason nothing happens.
  const confirm = dialog.getByRole('button', { name: /^Go back to release/ })
  await pressEnterOn(admin, confirm)
  await expect(dialog.getByText('Say why in a few words.')).toBeVisible()
  await tabTo(admin, dialog.getByRole('textbox'))
  await admin.keyboard.type('The new price was wrong.')
  await pressEnterOn(admin, confirm)
  await expect(dialog).toContainText('is live again, and stays until the freeze is lifted')
  await pressEnterOn(admin, dialog.getByRole('button', { name: 'Close' }))
  expect(await pageText(course.path)).toContain('$2,345')
  await expect(panel).toContainText('The new price was wrong.')

  await fillPrice(admin, '2,500.00')
  await admin.getByRole('button', { name: /^Changes \d+ pages? after the freeze$/ }).click()
  const pane = admin.getByRole('complementary', { name: 'Preview' })
  const shown = admin.frameLocator('iframe[name^="preview-"]')
  await expect(shown.getByText('$2,500').first()).toBeVisible()
  await pane.getByText(/^Publishing changes \d+ pages? after the freeze$/).click()
  await expect(pane).toContainText('These pages are compared with the newest release')
  await pane.getByRole('button', { name: 'As it is live' }).click()
  await expect(shown.getByText('$2,345').first()).toBeVisible()
  await pane.getByRole('button', { name: 'Close the preview' }).click()
  await publish(admin)
  await expect(chipOf(admin)).toContainText('Frozen')
  expect(await pageText(course.path)).toContain('$2,345')

  await admin.goto(`${testStack().cmsUrl}/admin`)
  await panel.getByRole('button', { name: 'Go live again…' }).click()
  await expect(dialog).toContainText(/This changes \d+ pages/)
  await dialog.getByText(/^This changes/).click()
  await expect(dialog).toContainText(`${course.path} (as it was before the rollback)`)
  await expect(dialog).toContainText('This was published since, and follows right after it')
  await expect(dialog.getByRole('link', { name: course.title })).toBeVisible()
  await dialog.getByRole('button', { name: 'Go live again' }).click()
  await expect(admin.getByRole('dialog')).toContainText('follows the CMS again')
  await everythingIsLive()
  expect(await pageText(course.path)).toContain('$2,500')
})

test('a post that is taken down is no longer called live, a moment later', async ({ page: admin }) => {
  await signIn(admin)
  await openFromList(admin, 'posts', 'Working days and studying evenings: a plan that holds')
  await expect(chipOf(admin)).toContainText(/Live since/)
  await unpublish(admin)
  // Sooner than the next poll of an idle form.
  await expect(chipOf(admin)).toHaveText('Draft', { timeout: 5_000 })
  const address = `${testStack().siteUrl}/blog/working-while-studying-evenings/`
  expect((await fetch(address)).status).toBe(404)
  await publish(admin)
  await expect(chipOf(admin)).toContainText(/Live since/)
  await everythingIsLive()
})

/** Saves documents in one step, as the bulk actions of a list do. */
async function saveAll(
  admin: Page,
  collection: string,
  documents: { id: string }[],
  data: object,
): Promise<void> {
  const { cmsUrl } = testStack()
  const ids = documents.map(({ id }, index) => `where[id][in][${index}]=${id}`).join('&')
  const answer = await admin.request.patch(`${cmsUrl}/api/${collection}?${ids}`, {
    data,
    headers: { origin: cmsUrl },
  })
  expect(answer.status(), await answer.text()).toBe(200)
}

test('many questions that are taken down at once stay on the site, until a publisher allows that', async ({
  page: admin,
}) => {
  const { cmsUrl } = testStack()
  await signIn(admin)
  const headers = { origin: cmsUrl }
  const found = await admin.request.get(`${cmsUrl}/api/faqs?limit=1&depth=0`)
  const [{ answer, topic }] = ((await found.json()) as { docs: [Record<string, unknown>] }).docs
  // Those of the sample school are in lists of courses and posts, which would be empty.
  const questions: { id: string; question: string }[] = []
  for (let number = 1; number <= 8; number++) {
    const data = { question: `May I bring lunch on day ${number}?`, answer, topic, _status: 'published' }
    const made = await admin.request.post(`${cmsUrl}/api/faqs`, { data, headers })
    questions.push(((await made.json()) as { doc: (typeof questions)[0] }).doc)
  }
  const [first] = questions as [(typeof questions)[0]]
  await everythingIsLive()
  const counted = await admin.request.get(`${cmsUrl}/api/faqs?limit=1&depth=0`)
  const { totalDocs } = (await counted.json()) as { totalDocs: number }
  await saveAll(admin, 'faqs', questions, { _status: 'draft' })
  await everythingIsLive()

  const what = `${questions.length} of ${totalDocs} questions would vanish`
  await admin.goto(`${cmsUrl}/admin/collections/faqs/${first.id}`)
  await expect(chipOf(admin)).toContainText(`Waits: ${what}`)
  await expect(admin.locator('#on-the-site')).toContainText('visitors still see it')
  expect(await pageText(paths.questions())).toContain(first.question)

  await admin.goto(`${cmsUrl}/admin`)
  const panel = releasesOf(admin)
  await expect(panel).toContainText(`Waits: ${what}`)
  await panel.getByRole('button', { name: `Allow this: ${what}` }).click()
  const dialog = admin.getByRole('dialog')
  await expect(dialog).toContainText(what)
  await dialog.getByRole('button', { name: 'Allow it' }).click()
  await expect(dialog.getByText('Say why in a few words.')).toBeVisible()
  await dialog.getByRole('textbox').fill('The school does not offer these courses.')
  await dialog.getByRole('button', { name: 'Allow it' }).click()
  await expect(dialog).toContainText('It is live now.')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(panel.getByRole('button', { name: /^Allow this/ })).toHaveCount(0)
  expect(await pageText(paths.questions())).not.toContain(first.question)

  await saveAll(admin, 'faqs', questions, { _status: 'published' })
  await everythingIsLive()
  expect(await pageText(paths.questions())).toContain(first.question)
})
