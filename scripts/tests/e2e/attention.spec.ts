import { field, openFromList, publish, signIn } from './admin-form'
import { tabTo } from './focus'
import { expect, test } from './quiet-page'
import { everythingIsLive, testStack } from './test-stack'
import { paragraph, richText, words } from 'shared-types/test/rich-text'

async function send(method: string, path: string, body?: unknown) {
  const { cmsUrl, token } = testStack()
  const headers = {
    'Content-Type': 'application/json',
    Authorization: `JWT ${token}`,
    'Override-Warnings': 'placeholder',
    'Override-Reason': 'It is a test.',
  }
  const answer = await fetch(cmsUrl + path, { method, headers, body: JSON.stringify(body) })
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true)
  return (await answer.json()) as { doc: { id: string } }
}

test('the dashboard leads to the field that needs attention, and a list says what visitors see', async ({
  page,
}) => {
  const ids: string[] = []
  for (const number of [1, 2, 3, 4, 5, 6]) {
    const question = `May I bring ${number} TK wombats?`
    const answer = richText(paragraph(words('Yes.')))
    const { doc } = await send('POST', '/api/faqs', {
      ...{ question, answer, topic: 'courses', _status: 'published' },
    })
    ids.push(doc.id)
  }
  await signIn(page)
  await page.goto(`${testStack().cmsUrl}/admin`)
  const attention = page.getByRole('region', { name: /^Needs attention \(\d+\)$/ })
  const wombats = attention
    .getByRole('region', { name: /^To correct/ })
    .getByRole('link', { name: 'wombats' })
  await expect(wombats).toHaveCount(5)
  await attention.getByRole('button', { name: /^Show all \d+ of “To correct”$/ }).press('Enter')
  await expect(wombats).toHaveCount(6)
  await tabTo(page, wombats.first())
  await page.keyboard.press('Enter')
  await expect(field(page, 'question')).toBeFocused()
  await field(page, 'question').fill('May I bring a wombat?')
  await publish(page)
  await page.goto(`${testStack().cmsUrl}/admin`)
  await expect(wombats).toHaveCount(5)
  await expect(attention.getByRole('link', { name: 'a wombat' })).toHaveCount(0)

  await everythingIsLive()
  await send('PATCH', `/api/faqs/${ids[5]}?draft=true`, { question: 'May I bring no wombats?' })
  await page.goto(`${testStack().cmsUrl}/admin/collections/faqs?search=wombat`)
  const row = (title: string) => page.getByRole('row').filter({ hasText: title })
  await expect(page.getByRole('columnheader', { name: /^Status / })).toBeVisible()
  await expect(row('a wombat').getByText('Live since')).toBeVisible()
  await expect(row('no wombats').getByText('Changed since live')).toBeVisible()
  for (const id of ids) {
    await send('PATCH', `/api/faqs/${id}`, { _status: 'draft' })
    await send('DELETE', `/api/faqs/${id}`)
  }
})

test('a form shows its search result and the card of a shared link', async ({ page }) => {
  await signIn(page)
  await openFromList(page, 'courses', 'Phlebotomy')
  await page.getByText('In search results and shared links').press('Enter')
  const checks = page.getByRole('region', { name: 'Checks' })
  await expect(checks.getByText(/› courses › phlebotomy$/)).toBeVisible()
  await expect(checks.getByText(/^Phlebotomy.* \| /)).toBeVisible()
  await expect(checks.getByRole('heading', { name: 'Shared link (a sketch)' })).toBeVisible()
})
