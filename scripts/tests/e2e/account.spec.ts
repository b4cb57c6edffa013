import { randomUUID } from 'node:crypto'
import { logIn } from './admin-form'
import { expect, test } from './quiet-page'
import { testStack } from './test-stack'

test.use({ expectedErrors: [/status of 400 .*\/api\/users\//] })

const old = 'walrus tunnel copper eleven'
const next = 'heron pillow seven maps'

/** Makes an editor over REST, as a program does, so that the first user keeps the password that the other tests know. */
async function makeEditor(): Promise<{ email: string; password: string }> {
  const { cmsUrl, email, password } = testStack()
  const post = (path: string, body: unknown, token = '') =>
    fetch(`${cmsUrl}/api/users${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `JWT ${token}` } : {}) },
      body: JSON.stringify(body),
    })
  const { token } = (await (await post('/login', { email, password })).json()) as { token: string }
  const editor = { email: `${randomUUID()}@example.org`, password: old }
  const made = await post('', { ...editor, name: 'Maria Lopez', roles: ['editor'] }, token)
  expect(made.status).toBe(201)
  return editor
}

test('an editor changes the own password with the current one, and is told at the fields what is wrong', async ({
  page,
}) => {
  const editor = await makeEditor()
  await logIn(page, editor)
  await page.goto(`${testStack().cmsUrl}/admin/account`)
  const current = page.locator('#field-currentPassword')
  const save = () => page.getByRole('button', { name: 'Save', exact: true }).click()
  const errors = page.locator('.field-error')
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Maria Lopez')
  await expect(current).toBeHidden()

  const password = page.locator('#field-password')
  const fill = async (to: string, from: string) => {
    // Payload closes these fields when a save was refused.
    const open = page.getByRole('button', { name: 'Change Password' })
    if (await open.isVisible()) await open.click()
    await password.fill(to)
    await page.locator('#field-confirm-password').fill(to)
    await current.fill(from)
    await save()
  }
  const refused = (to: string, from: string, error: RegExp) =>
    expect(async () => {
      await fill(to, from)
      await expect(errors.filter({ hasText: error })).toBeVisible({ timeout: 5_000 })
    }).toPass()
  await expect(current).toBeHidden()
  await refused(next, '', /Type your current password/)
  await refused(next, 'not this one at all', /this is not your current one/)
  await fill(next, old)
  await expect(page.getByText('Updated successfully.')).toBeVisible()
  await expect(current).toBeHidden()

  await page.getByRole('textbox', { name: 'Name' }).fill('Maria L.')
  await save()
  await expect(page.getByText('Updated successfully.').last()).toBeVisible()
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Maria L.')

  await page.context().clearCookies()
  await logIn(page, { ...editor, password: next })
})
