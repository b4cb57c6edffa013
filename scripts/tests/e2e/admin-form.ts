import { expect, type Locator, type Page } from '@playwright/test'
import { type Account, testStack } from './test-stack'

/** Gives the browser a session, without the pages that an editor sees when logging in. */
export async function signIn(page: Page, { email, password }: Account = testStack()): Promise<void> {
  const answer = await page.request.post(`${testStack().cmsUrl}/api/users/login`, {
    data: { email, password },
  })
  expect(answer.ok()).toBe(true)
}

/** Logs in as an editor does: through the form. */
export async function logIn(page: Page, { email, password }: Account = testStack()): Promise<void> {
  const { cmsUrl } = testStack()
  await page.goto(`${cmsUrl}/admin/login`)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Login' }).click()
  await expect(page).toHaveURL(`${cmsUrl}/admin`)
  await expect(page.getByRole('link', { name: 'Log out' })).toBeAttached()
}

/** Opens the form of a new document. It gets an address of its own with its first save. */
export async function openNew(page: Page, collection: string): Promise<void> {
  await page.goto(`${testStack().cmsUrl}/admin/collections/${collection}/create`)
  await expect(page.locator('form[data-form-ready=true]').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Publish changes' })).toBeVisible()
}

/** The id of the document that the form has created, once its first save is done. */
export async function createdId(page: Page): Promise<string> {
  await page.waitForURL(/[0-9a-f-]{24,36}$/)
  return page.url().split('/').at(-1)!
}

/** Opens a document from the list of its collection. */
export async function openFromList(page: Page, collection: string, title: string): Promise<void> {
  await page.goto(`${testStack().cmsUrl}/admin/collections/${collection}?search=${encodeURIComponent(title)}`)
  // Payload completes the address of a list that it shows, and Next drops a navigation that began before.
  await page.waitForURL(/[?&]limit=\d/)
  await page.getByRole('link', { name: title, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Publish changes' })).toBeVisible()
}

export const openTab = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click()

/** A field by its name in the collection. Payload's selects, dates and uploads have no label that points at them. */
export const field = (page: Page, path: string) => page.locator(`#field-${path.replaceAll('.', '__')}`)

/**
 * Types into fields of a row of a list, such as the costs of a course. Long lists open folded, and a new row folds once
 * the server has answered, so the row is unfolded whenever a field cannot be reached.
 */
export async function fillRow(page: Page, row: string, values: Record<string, string>): Promise<void> {
  const folded = page.locator(`#${row.replace('.', '-row-')} .collapsible__toggle--collapsed`)
  for (const [name, value] of Object.entries(values)) {
    await expect(async () => {
      if (await folded.first().isVisible()) await folded.first().click({ timeout: 1000 })
      await page
        .getByRole('textbox', { name })
        .or(page.getByRole('spinbutton', { name }))
        .fill(value, { timeout: 1000 })
    }).toPass()
  }
}

export async function choose(page: Page, path: string, option: string): Promise<void> {
  const select = field(page, path)
  await select.getByRole('combobox').fill(option)
  await page.getByRole('option', { name: option, exact: true }).click()
  await expect(select).toContainText(option)
}

export async function pickDay(page: Page, path: string, day: string): Promise<void> {
  const input = field(page, path).getByRole('textbox')
  await input.fill(day)
  await input.press('Enter')
  await expect(input).toHaveValue(day)
}

/** Puts a picture that is in the media collection into an upload field. */
export async function choosePicture(page: Page, path: string, filename: RegExp): Promise<void> {
  await field(page, path).getByRole('button', { name: 'Choose from existing' }).click()
  // By its text: once the thumbnail has loaded, the name of the button says the file's name twice.
  await page.getByRole('dialog').getByRole('button').filter({ hasText: filename }).click()
  await expect(field(page, path).getByText(filename)).toBeVisible()
}

export const editorOf = (page: Page): Locator => page.locator('[contenteditable="true"][role="textbox"]')

/** Waits until the editor knows where the caret is: the browser says so in a task of its own. */
export const caretMoved = (editor: Locator) =>
  editor.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))

/** Waits until a save whose request holds `text` has succeeded. Call it before what changes the form. */
export function saveOf(page: Page, text: string): Promise<unknown> {
  return page.waitForResponse(
    (response) =>
      response.url().endsWith('/save') &&
      response.ok() &&
      Boolean(response.request().postData()?.includes(text)),
  )
}

export async function publish(page: Page): Promise<void> {
  const saved = saveOf(page, '"status":"published"')
  await page.getByRole('button', { name: 'Publish changes' }).click()
  await saved
  // That of the publish before may still be there.
  await expect(page.getByText('Updated successfully.').last()).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Status: Published' })).toBeVisible()
}

export async function unpublish(page: Page): Promise<void> {
  await page.locator('.doc-controls__popup').getByRole('button').first().click()
  await page.getByRole('button', { name: 'Unpublish', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('Unpublished successfully.')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Status: Draft' })).toBeVisible()
}
