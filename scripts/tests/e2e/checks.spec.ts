import type { Page } from '@playwright/test'
import { openFromList, signIn } from './admin-form'
import { expect, test } from './quiet-page'
import { addUser, everythingIsLive, previewsRun, testStack } from './test-stack'

const panel = (page: Page) => page.getByRole('region', { name: 'Checks' })

test.beforeEach(async ({ page }) => {
  await signIn(page, await addUser({ name: 'Vera Lind', role: 'publisher' }))
})

test.setTimeout(60_000)

test('what is typed is checked, and a finding leads to its field, with the keyboard alone', async ({
  page,
}) => {
  await openFromList(page, 'courses', 'Cardiac Monitoring')
  await expect(panel(page)).toContainText('Nothing to mend.')
  const summary = page.getByLabel('Summary')
  const text = await summary.inputValue()
  await summary.fill(`${text} It costs TK dollars.`)
  const chip = page.getByRole('link', { name: '1 warning' })
  await expect(chip).toBeVisible()
  await expect(panel(page).getByRole('listitem')).toHaveText(
    /Summary: “.*It costs TK dollars.” has “TK”, which looks like a placeholder/,
  )
  await chip.focus()
  await page.keyboard.press('Enter')
  await expect(panel(page)).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(summary).toBeFocused()
  await summary.fill(text)
  await expect(chip).toHaveCount(0)
  await expect(panel(page)).toContainText('Nothing to mend.')
})

// Chromium reports each answer that refuses.
test.use({ expectedErrors: [/status of 422 .*\/save\)$/] })

test('a warning is overridden with a reason, or mended, before it goes live', async ({ page }) => {
  await openFromList(page, 'courses', 'Clinical Medical Assistant')
  const summary = page.getByLabel('Summary')
  const text = await summary.inputValue()
  const publish = page.getByRole('button', { name: 'Publish changes' })
  const dialog = page.getByRole('dialog')
  await summary.fill(`${text} It costs xxx dollars.`)
  await publish.press('Enter')
  await dialog.getByRole('button', { name: /Summary$/ }).press('Enter')
  await expect(summary).toBeFocused()
  await expect(dialog).toHaveCount(0)

  await publish.press('Enter')
  const confirm = dialog.getByRole('button', { name: 'Publish all the same' })
  await confirm.press('Enter')
  const reason = dialog.getByRole('textbox')
  await expect(reason).toBeFocused()
  await expect(dialog).toContainText('Say why in a few words.')
  await page.keyboard.type('Prices follow in May.')
  await confirm.press('Enter')
  await expect(dialog).toHaveCount(0)
  const live = () => page.request.get(`${testStack().siteUrl}/courses/`).then((answer) => answer.text())
  await expect.poll(live).toContain('It costs xxx dollars.')

  const releases = await page.context().newPage()
  await expect(async () => {
    await releases.goto(`${testStack().cmsUrl}/admin/collections/releases?sort=-receivedAt&limit=10`)
    await releases
      .getByRole('link', { name: /^Release \d+$/ })
      .first()
      .click()
    const overridden = releases.getByRole('listitem').filter({ hasText: 'Prices follow in May.' })
    await expect(overridden).toHaveText(
      /^Clinical Medical Assistant: .*“xxx”.* Vera Lind published it all the same \(.+\), for this reason: “Prices follow in May.”$/,
      { timeout: 5_000 },
    )
    await overridden.getByRole('link').click()
    await expect(releases.getByLabel('Summary')).toBeFocused({ timeout: 10_000 })
  }).toPass()
  await releases.close()

  await summary.fill(text)
  await publish.press('Enter')
  await expect.poll(live).not.toContain('It costs xxx dollars.')
})

const liveCourse = async (page: Page) =>
  (await page.request.get(`${testStack().siteUrl}/courses/cardiac-monitoring/`)).text()

test('a claim is named with what may be said instead, kept from going live, and mended, with the keyboard alone', async ({
  page,
}) => {
  await openFromList(page, 'courses', 'Cardiac Monitoring')
  const summary = page.getByLabel('Summary')
  const publish = page.getByRole('button', { name: 'Publish changes' })
  const dialog = page.getByRole('dialog', { name: 'Not published: it would be kept off the site' })
  const type = async (words: string) => {
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type(words)
  }
  await summary.focus()
  await type('Read heart rhythms, with a guaranteed job at the end.')
  await expect(page.getByRole('link', { name: '1 to mend' })).toBeVisible()
  await expect(panel(page).getByRole('listitem')).toHaveText(
    /^Course › Summary: (\/\S*|The home page) would say .*: “Read heart rhythms, with a guaranteed job at the end.” No school can promise a job.* What may be said instead: Our career adviser helps you/,
  )
  await publish.press('Enter')
  await expect(dialog).toContainText('What may be said instead: Our career adviser helps you')
  await expect(dialog.getByRole('textbox')).toHaveCount(0)
  await dialog.getByRole('button', { name: /Summary$/ }).press('Enter')
  await expect(summary).toBeFocused()
  await type('Read heart rhythms, and say what they mean.')
  await publish.press('Enter')
  await expect.poll(() => liveCourse(page)).toContain('Read heart rhythms, and say what they mean.')
})

/** As a program. */
async function changeRules(page: Page, data: object) {
  const { cmsUrl, token } = testStack()
  const headers = { authorization: `JWT ${token}` }
  const answer = await page.request.post(`${cmsUrl}/api/globals/claims`, { data, headers })
  expect(answer.status()).toBe(200)
  await everythingIsLive()
}

test.describe('rules that are too wide', () => {
  // A line that is in every text is refused.
  test.use({ expectedErrors: [/status of 4(00|22) .*\/save\)$/] })

  test('a rule is tried on the site before it is switched on, and asked about if it is on most pages', async ({
    page,
  }) => {
    await signIn(page, await addUser({ name: 'Ada Holm', role: 'admin' }))
    const rule = {
      ...{ name: 'Too wide', enabled: false, level: 'warns', phrases: 'the' },
      ...{ reason: 'It is a test.', instead: 'Nothing.' },
    }
    await changeRules(page, { lists: [], rules: [rule], _status: 'published' })
    await previewsRun()
    try {
      await page.goto(`${testStack().cmsUrl}/admin/globals/claims`)
      const publish = page.getByRole('button', { name: 'Publish changes' })
      const folded = page.locator('#rules-row-0 .collapsible__toggle--collapsed')
      const isOn = page.getByRole('checkbox', { name: 'Switched on' })
      await expect(async () => {
        if (await folded.first().isVisible()) await folded.first().click({ timeout: 1000 })
        await isOn.check({ timeout: 1000 })
      }).toPass()
      await publish.press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Not published: the checks warn' })
      await expect(dialog).toContainText(
        /The rule “Too wide” finds something on \d+ of \d+ live pages, so it may be too wide\..* each new text that says such a thing needs a reason\. Narrow its phrases/,
      )
      await dialog.getByRole('button', { name: 'Cancel' }).press('Enter')
      const phrases = page.getByRole('textbox', { name: 'Phrases' })
      await phrases.fill('*')
      await publish.press('Enter')
      await expect(
        page.locator('.field-error, .tooltip').filter({ hasText: '“*” is in every text' }).first(),
      ).toBeVisible()
      await phrases.fill('free coffee')
      await publish.press('Enter')
      await expect(page.getByRole('listitem').filter({ hasText: 'Status: Published' })).toBeVisible()
      const { cmsUrl, token } = testStack()
      const headers = { authorization: `JWT ${token}` }
      await expect
        .poll(async () => (await page.request.get(`${cmsUrl}/api/globals/claims`, { headers })).json())
        .toMatchObject({ rules: [{ enabled: true, phrases: 'free coffee' }] })
    } finally {
      await changeRules(page, { _status: 'draft' })
    }
  })
})

test('a claim that only warns goes live with a reason', async ({ page }) => {
  const rule = {
    ...{ name: 'Coffee', enabled: true, level: 'warns', phrases: 'free coffee' },
    ...{ reason: 'It is gone by nine.', instead: 'Bring your own.' },
  }
  await changeRules(page, { lists: [], rules: [rule], _status: 'published' })
  try {
    await openFromList(page, 'courses', 'Cardiac Monitoring')
    const publish = page.getByRole('button', { name: 'Publish changes' })
    await page.getByLabel('Summary').fill('Read heart rhythms over free coffee.')
    await publish.press('Enter')
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('It is gone by nine. What may be said instead: Bring your own.')
    await dialog.getByRole('textbox').focus()
    await page.keyboard.type('There is enough for all.')
    await dialog.getByRole('button', { name: 'Publish all the same' }).press('Enter')
    await expect.poll(() => liveCourse(page)).toContain('Read heart rhythms over free coffee.')
  } finally {
    // The rules that the school started with.
    await changeRules(page, { _status: 'draft' })
  }
})
