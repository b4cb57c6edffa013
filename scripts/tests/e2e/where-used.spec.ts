import { signIn } from './admin-form'
import { expect, test } from './quiet-page'
import { testStack } from './test-stack'

let token: string | undefined

async function send(method: string, path: string, body?: unknown) {
  const { cmsUrl, email, password } = testStack()
  const request = async (address: string, verb: string, content: unknown) => {
    const headers = {
      'Content-Type': 'application/json',
      ...(token ? { Authorization: `JWT ${token}` } : {}),
    }
    const answer = await fetch(cmsUrl + address, { method: verb, headers, body: JSON.stringify(content) })
    return (await answer.json()) as { token: string; doc: { id: string }; docs: { id: string }[] }
  }
  token ??= (await request('/api/users/login', 'POST', { email, password })).token
  return request(path, method, body)
}

test('what a live document needs cannot be unpublished, and the dialog says why', async ({ page }) => {
  const { docs } = await send('GET', '/api/cohorts?limit=1&depth=0')
  const [cohort] = docs as unknown as { course: string }[]
  await signIn(page)
  await page.goto(`${testStack().cmsUrl}/admin/collections/courses/${cohort!.course}`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('button', { name: 'Unpublish', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('It cannot be taken off the site as long as a live document needs it')
  await expect(dialog.getByRole('button', { name: 'Confirm' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
})
