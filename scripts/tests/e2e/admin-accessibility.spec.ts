import type { Locator, Page } from '@playwright/test'
import { accessibilityProblems } from './accessibility'
import { signIn } from './admin-form'
import { pixelsBeyond } from './fit'
import { expect, test } from './quiet-page'
import { testStack } from './test-stack'

/** What cannot be mended from outside of Payload. Each has its place in docs/upstream.md. */
const faultsOfPayload = [
  // The input in a select with several values is as wide as what is typed into it.
  /^target-size: <input class="rs__input"/,
]

/** Where a document is that the sample school has. */
async function pathOf(page: Page, collection: string): Promise<string> {
  const { cmsUrl } = testStack()
  const options = { headers: { Origin: cmsUrl } }
  const answer = await page.request.get(`${cmsUrl}/api/${collection}?limit=1&sort=createdAt&depth=0`, options)
  const { docs } = (await answer.json()) as { docs: { id: string }[] }
  return `collections/${collection}/${docs[0]?.id}`
}

const views: Record<string, (page: Page) => Promise<string> | string> = {
  'a list of 100': () => 'collections/faqs?limit=100',
  'a course': (page) => pathOf(page, 'courses'),
  'a post': (page) => pathOf(page, 'posts'),
  'a picture': (page) => pathOf(page, 'media'),
  'the announcement': () => 'globals/announcement',
  'the dashboard': () => '',
  'the versions of a course': async (page) => `${await pathOf(page, 'courses')}/versions`,
}

async function open(page: Page, view: string): Promise<void> {
  await page.goto(`${testStack().cmsUrl}/admin/${await views[view]!(page)}`)
  await expect(page.locator('form[data-form-ready=false]')).toHaveCount(0)
}

/** Waits until axe finds nothing: editors of text come a moment after the page, and dialogs and colors change slowly. */
const isSound = (page: Page) =>
  expect(async () => {
    const problems = await accessibilityProblems(page)
    expect(problems.filter((problem) => !faultsOfPayload.some((fault) => fault.test(problem)))).toEqual([])
  }).toPass({ timeout: 60_000 })

for (const view of Object.keys(views)) {
  test(`${view} has names, landmarks and contrast, and fits a small screen`, async ({ page }) => {
    await signIn(page)
    await open(page, view)
    for (const theme of ['light', 'dark']) {
      // As the admin does when an editor chooses a theme.
      await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme)
      await isSound(page)
    }
    await page.setViewportSize({ width: 320, height: 640 })
    await expect.poll(() => pixelsBeyond(page), 'no sideways scrolling').toBe(0)
  })
}

/** Opens a list and selects its first document, by its name. */
async function selectFirst(page: Page): Promise<void> {
  await open(page, 'a list of 100')
  const row = page.getByRole('row').nth(1)
  const checkbox = row.getByRole('checkbox', { name: `Select ${await row.getByRole('link').textContent()}` })
  await expect(checkbox).toBeEnabled()
  await checkbox.press('Space')
  await expect(page.getByRole('group', { name: 'Selected' })).toContainText('1 selected')
}

test('menus, bars and dialogs are used with the keyboard, and give the focus back', async ({ page }) => {
  const isIn = (dialog: Locator) =>
    expect.poll(() => dialog.evaluate((part) => part.contains(document.activeElement))).toBe(true)
  const dialog = page.getByRole('dialog')
  const closes = async (opener: Locator) => {
    await isIn(dialog)
    await isSound(page)
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(opener).toBeFocused()
  }
  await signIn(page)
  await open(page, 'a course')
  for (const [menu, item] of [
    ['More ways to publish', 'Schedule Publish'],
    ['More actions', 'Unpublish'],
  ] as const) {
    const opener = page.getByRole('button', { name: menu })
    await opener.press('Enter')
    await expect(page.locator('.popup__content :focus')).toHaveCount(1)
    const isChosen = () => chosen.evaluate((part) => part === document.activeElement)
    const chosen = page.getByRole('button', { name: item })
    for (let steps = 0; steps < 10 && !(await isChosen()); steps++) await page.keyboard.press('ArrowDown')
    await chosen.press('Enter')
    await closes(opener)
  }

  await selectFirst(page)
  for (const action of ['Unpublish', 'Delete', 'Edit']) {
    const opener = page.getByRole('group', { name: 'Selected' }).getByRole('button', { name: action })
    await opener.press('Enter')
    await closes(opener)
  }
})
