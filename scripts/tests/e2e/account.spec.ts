import type { Locator, Page } from '@playwright/test'
import { logIn } from './admin-form'
import { expect, test } from './quiet-page'
import { addUser, testStack } from './test-stack'

test.use({ expectedErrors: [/status of 400 .*\/api\/users\//] })

const old = 'walrus tunnel copper eleven'
const next = 'heron pillow seven maps'

/**
 * Waits until the server has checked the form, as it does a moment after a change. It checks nothing when the value is the same
 * as before, so a wait without an answer is no error: the value of the field is compared next.
 */
const checked = (page: Page) =>
  page
    .waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().endsWith('/admin/account'),
      { timeout: 3000 },
    )
    .catch(() => undefined)

test('an editor changes the own password and email, each with the current password', async ({ page }) => {
  const editor = await addUser({ name: 'Maria Lopez', role: 'editor', password: old })
  await logIn(page, editor)
  await page.goto(`${testStack().cmsUrl}/admin/account`)
  const [current, email] = [page.locator('#field-currentPassword'), page.locator('#field-email')]
  const errors = page.locator('.field-error')
  // After a save the form is checked once more, and what is typed in that moment may be taken back.
  const type = (field: Locator, text: string) =>
    expect(async () => {
      const isChecked = checked(page)
      await field.fill(text)
      await isChecked
      await expect(field).toHaveValue(text, { timeout: 100 })
    }).toPass()
  const save = () => page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Maria Lopez')
  await expect(current).toBeHidden()

  await page.getByRole('button', { name: 'Change Password' }).click()
  await page.locator('#field-confirm-password').fill('password1234')
  await type(page.locator('#field-password'), 'password1234')
  await save()
  await expect(errors).toHaveText(/Type your current password/)
  await type(current, old)
  await save()
  await expect(errors).toHaveText(/easy to guess/)
  await page.locator('#field-confirm-password').fill(next)
  await type(page.locator('#field-password'), next)
  await expect(errors).toHaveCount(0)
  await type(current, 'not this one at all')
  await save()
  await expect(errors).toHaveText(/this is not your current one/)
  await type(current, old)
  await save()
  await expect(page.getByText('Updated successfully.')).toBeVisible()
  await expect(current).toBeHidden()

  await type(email, `new-${editor.email}`)
  await type(current, old)
  await save()
  await expect(errors).toHaveText(/this is not your current password/)
  await type(current, next)
  await save()
  await expect(current).toBeHidden()
  await expect(email).toHaveValue(`new-${editor.email}`)
  // The form would ask the server once more, without a session.
  await page.goto('about:blank')
  await page.context().clearCookies()
  await logIn(page, { email: `new-${editor.email}`, password: next })
})
