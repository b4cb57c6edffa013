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

  await page.getByRole('button', { name: 'Change Password' }).click()
  const fill = async (password: string, currentPassword: string) => {
    await page.locator('#field-password').fill(password)
    await page.locator('#field-confirm-password').fill(password)
    await current.fill(currentPassword)
    await save()
  }
  await fill(next, '')
  await expect(errors).toHaveText(/Type your current password/)
  await fill(next, 'not this one at all')
  await expect(errors).toHaveText(/this is not your current one/)
  await fill('maria.lopez.1234', old)
  await expect(errors).toHaveText(/easy to guess/)
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
