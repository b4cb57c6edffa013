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

test('an editor who changes the own password is told at the field that the current one is missing or wrong', async ({
  page,
}) => {
  const editor = await makeEditor()
  await logIn(page, editor)
  await page.goto(`${testStack().cmsUrl}/admin/account`)
  const current = page.locator('#field-currentPassword')
  const errors = page.locator('.field-error')
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Maria Lopez')
  await expect(current).toBeHidden()

  await page.getByRole('button', { name: 'Change Password' }).click()
  await page.locator('#field-password').fill(next)
  await page.locator('#field-confirm-password').fill(next)
  /** The form judges what was typed a moment later, so the button is pressed until the message is the expected one. */
  const save = (error: RegExp) =>
    expect(async () => {
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await expect(errors).toHaveText(error, { timeout: 5_000 })
    }).toPass()
  await save(/Type your current password/)
  await current.fill('not this one at all')
  await save(/this is not your current one/)
})
