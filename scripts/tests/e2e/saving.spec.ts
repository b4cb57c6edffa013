import type { Browser, Page, Route } from '@playwright/test'
import { saveOf, choose, createdId, editorOf, field, openNew, openTab, publish, signIn } from './admin-form'
import { pressEnterOn, tabTo } from './focus'
import { expect, test } from './quiet-page'
import { type Account, addUser, testStack } from './test-stack'

const savedOrNot = (page: Page) => page.getByRole('status', { name: 'Saved or not' })
const saved = (page: Page) => expect(savedOrNot(page)).toContainText('Saved ')
const status = (page: Page, words: string) =>
  expect(page.getByRole('listitem').filter({ hasText: 'Status: ' })).toContainText(words)

interface Stored extends Record<string, unknown> {
  totalDocs: number
  docs: Stored[]
}

/** What the CMS has, read with the session of the page. */
async function read(page: Page, path: string): Promise<Stored> {
  const response = await page.request.get(`${testStack().cmsUrl}/api/${path}`, {
    headers: { Origin: testStack().cmsUrl },
  })
  expect(response.ok()).toBe(true)
  return (await response.json()) as Stored
}

async function newPost(page: Page, title: string): Promise<string> {
  await openNew(page, 'posts')
  await page.getByLabel('Title').fill(title)
  await editorOf(page).fill('The text.')
  await page.getByLabel('Excerpt').fill('What it is about.')
  const id = await createdId(page)
  await saved(page)
  return id
}

/** The browser of a colleague, in which the same document is open. */
async function open(browser: Browser, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  colleague ??= await addUser({ name: 'Sam Okafor', role: 'admin' })
  await signIn(page, colleague)
  await page.goto(`${testStack().cmsUrl}/admin/${path}`)
  await expect(page.getByRole('button', { name: 'Publish changes' })).toBeVisible()
  return page
}

let colleague: Account | undefined

const saves = '**/api/**/save'

test.use({ expectedErrors: [/net::ERR_FAILED|status of [45]\d\d|you are not signed in/] })

test('a new document is stored when something is typed, once, and typing goes on', async ({ page }) => {
  await signIn(page)
  const before = await read(page, 'categories?draft=true&limit=1')
  await openNew(page, 'categories')
  const title = page.getByLabel('Title')
  await title.click()
  await expect(savedOrNot(page)).toHaveText('')
  expect((await read(page, 'categories?draft=true&limit=1')).totalDocs).toBe(before.totalDocs)

  let isLost = true
  await page.route(saves, async (route: Route) => {
    if (!isLost) return route.continue()
    isLost = false
    await route.fetch()
    await route.abort()
  })
  for (const letter of 'Night classes') await title.press(letter === ' ' ? 'Space' : letter)
  await expect(savedOrNot(page)).toContainText('Not saved: ')
  await page.keyboard.type(' and days')
  await createdId(page)
  await page.keyboard.type(' off')
  await expect(title).toBeFocused()
  await saved(page)
  await expect(title).toHaveValue('Night classes and days off')
  const { docs, totalDocs } = await read(page, 'categories?draft=true&limit=100&sort=-createdAt')
  expect(totalDocs).toBe(before.totalDocs + 1)
  expect(docs[0]).toMatchObject({ title: 'Night classes and days off' })
})

test('two people who change other fields of a post lose nothing, and both are live', async ({
  browser,
  page,
}) => {
  await signIn(page)
  const id = await newPost(page, 'Two people write')
  await publish(page)
  const other = await open(browser, `collections/posts/${id}`)
  await expect(other.getByText('has this open too.')).toBeVisible()

  await page.getByLabel('Title').fill('Two people write at once')
  await saved(page)
  await publish(page)

  await other.getByLabel('Excerpt').fill('Of the second person.')
  await saved(other)
  await expect(other.getByLabel('Title')).toHaveValue('Two people write at once')
  await publish(other)
  expect(await read(page, `posts/${id}`)).toMatchObject({
    title: 'Two people write at once',
    excerpt: 'Of the second person.',
    _status: 'published',
  })
  await other.context().close()
})

test('two people who change the same field choose, and the words of neither are lost before', async ({
  browser,
  page,
}) => {
  await signIn(page)
  const id = await newPost(page, 'Same field')
  const other = await open(browser, `collections/posts/${id}`)
  const isSaved = saveOf(page, 'Of the first person.')
  await page.getByLabel('Excerpt').fill('Of the first person.')
  await isSaved
  await other.getByLabel('Excerpt').fill('Of the second person.')
  const dialog = other.getByRole('dialog')
  await expect(dialog).toContainText('Of the first person.')
  await expect(dialog).toContainText('Of the second person.')
  expect(await read(page, `posts/${id}?draft=true`)).toMatchObject({ excerpt: 'Of the first person.' })
  // With the keyboard alone. Escape does not close a question that needs an answer.
  await other.keyboard.press('Escape')
  await tabTo(other, dialog.getByRole('radio', { name: 'Keep mine' }))
  await other.keyboard.press('ArrowDown')
  await expect(dialog.getByRole('radio', { name: 'Take theirs' })).toBeChecked()
  await pressEnterOn(other, dialog.getByRole('button', { name: 'Save' }))
  await saved(other)
  await expect(other.getByLabel('Excerpt')).toHaveValue('Of the first person.')
  await other.context().close()
})

test(
  'a global merges too, and can be reverted to what is published',
  { tag: '@long' },
  async ({ browser, page }) => {
    await signIn(page)
    await page.goto(`${testStack().cmsUrl}/admin/globals/site-settings`)
    const other = await open(browser, 'globals/site-settings')
    const before = await read(page, 'globals/site-settings?depth=0')
    const isSaved = saveOf(page, 'Of the first person')
    await field(page, 'tagline').fill('Of the first person')
    await isSaved
    await field(other, 'description').fill('Of the second person, who describes the school.')
    await saved(other)
    await expect(field(other, 'tagline')).toHaveValue('Of the first person')
    await other.reload()
    await status(other, 'Changed')
    await other.getByRole('button', { name: 'Revert to published' }).click()
    await other.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
    await status(other, 'Published')
    await expect(field(other, 'tagline')).toHaveValue(String(before.tagline))
    expect(await read(page, 'globals/site-settings?depth=0&draft=true')).toMatchObject({
      tagline: before.tagline,
      description: before.description,
    })
    await other.context().close()
  },
)

test('publishing names the changes of a colleague that would go live too', async ({ browser, page }) => {
  await signIn(page)
  const id = await newPost(page, 'Changed by both')
  const other = await open(browser, `collections/posts/${id}`)
  await other.getByLabel('Excerpt').fill('Half a sentence of a coll')
  await saved(other)
  await page.getByLabel('Title').fill('Changed by both, and longer')
  await saved(page)
  const publishButton = page.getByRole('button', { name: 'Publish changes' })
  await pressEnterOn(page, publishButton)
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Sam Okafor')
  await expect(dialog).toContainText('Excerpt')
  await pressEnterOn(page, dialog.getByRole('button', { name: 'Cancel' }))
  await expect(dialog).toBeHidden()
  await expect(publishButton).toBeFocused()
  await status(page, 'Draft')
  await page.keyboard.press('Enter')
  await pressEnterOn(page, dialog.getByRole('button', { name: 'Publish all' }))
  await status(page, 'Published')
  await other.context().close()
})

test(
  'the draft of a colleague can be published from a form that was opened before it',
  { tag: '@long' },
  async ({ browser, page }) => {
    await signIn(page)
    const id = await newPost(page, 'Opened before')
    await publish(page)
    const publishButton = page.getByRole('button', { name: 'Publish changes' })
    await expect(publishButton).toBeDisabled()
    const other = await open(browser, `collections/posts/${id}`)
    await other.getByLabel('Excerpt').fill('Of a colleague.')
    await saved(other)
    // As when its person comes back to the tab. Without that, it takes up to 20 s.
    const comeBack = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await comeBack()
    await status(page, 'Changed')
    await publishButton.click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('Sam Okafor')
    await dialog.getByRole('button', { name: 'Publish all' }).click()
    await status(page, 'Published')
    expect(await read(page, `posts/${id}`)).toMatchObject({
      excerpt: 'Of a colleague.',
      _status: 'published',
    })
    await expect(publishButton).toBeDisabled()

    const title = 'Opened before, and published by a colleague'
    await other.getByLabel('Title').fill(title)
    await saved(other)
    await comeBack()
    await status(page, 'Changed')
    await publish(other)
    await comeBack()
    await status(page, 'Published')
    await other.context().close()
  },
)

test('the form of a new document gets its menus once its user pauses', async ({ page }) => {
  await signIn(page)
  const id = await newPost(page, 'Menus come later')
  const versions = page.getByRole('link', { name: 'Versions' })
  await expect(versions).toBeHidden()
  await page.getByLabel('Excerpt').blur()
  await expect(versions).toBeVisible()
  await expect(page.getByLabel('Title')).toHaveValue('Menus come later')
  await page.getByLabel('Title').fill('Menus came')
  await saved(page)
  expect(await read(page, `posts/${id}?draft=true`)).toMatchObject({ title: 'Menus came' })
})

test('words that cannot be saved are kept, and offered after a reload', async ({ page }) => {
  await signIn(page)
  const id = await newPost(page, 'Without a network')
  await page.route(saves, (route) => route.abort())
  await page.getByLabel('Excerpt').fill('Typed while nothing could be saved.')
  await expect(savedOrNot(page)).toContainText('Not saved: ')
  page.once('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await expect(page.getByLabel('Excerpt')).toHaveValue('What it is about.')
  await page.unroute(saves)
  await page.getByRole('button', { name: 'Put them back' }).click()
  await expect(page.getByLabel('Excerpt')).toHaveValue('Typed while nothing could be saved.')
  await saved(page)
  expect(await read(page, `posts/${id}?draft=true`)).toMatchObject({
    excerpt: 'Typed while nothing could be saved.',
  })
  await page.reload()
  await expect(page.getByLabel('Excerpt')).toHaveValue('Typed while nothing could be saved.')
  await expect(page.getByRole('button', { name: 'Put them back' })).toHaveCount(0)
})

test(
  'a CMS that fails is tried again by itself, until it has the words',
  { tag: '@long' },
  async ({ page }) => {
    await signIn(page)
    const id = await newPost(page, 'The server restarts')
    const answers = [500, 503, 429]
    await page.route(saves, async (route) => {
      const status = answers.shift()
      await (status
        ? route.fulfill({ status, json: { errors: [{ message: 'Not now.' }] } })
        : route.continue())
    })
    await page.getByLabel('Excerpt').fill('Typed while the server restarts.')
    await expect(savedOrNot(page)).toContainText('the CMS does not answer')
    await expect.poll(() => answers).toEqual([])
    await saved(page)
    expect(await read(page, `posts/${id}?draft=true`)).toMatchObject({
      excerpt: 'Typed while the server restarts.',
    })
  },
)

test('a document that is made in a drawer is chosen in the form below it', async ({ page }) => {
  await signIn(page)
  await newPost(page, 'With a new subject')
  await openTab(page, 'People and subjects')
  await page.getByRole('button', { name: 'Add new Category' }).click()
  const drawer = page.getByRole('dialog')
  // The fields of Payload's drawers share their ids with the form below, so their labels point there.
  await drawer.getByRole('textbox').first().fill('Made in a drawer')
  await expect(drawer.getByRole('status', { name: 'Saved or not' })).toContainText('Saved ')
  await drawer.getByRole('button', { name: 'Close' }).last().click()
  await expect(drawer).toBeHidden()
  await expect(field(page, 'categories')).toContainText('Made in a drawer')
  await saved(page)
})

test('a conflict about a document in a drawer is decided above the drawer', async ({ browser, page }) => {
  await signIn(page)
  const title = 'Edited in a drawer'
  const made = await page.request.post(`${testStack().cmsUrl}/api/categories`, {
    headers: { Origin: testStack().cmsUrl },
    data: { title, slug: 'edited-in-a-drawer', description: 'Old words.', _status: 'published' },
  })
  const { id } = ((await made.json()) as { doc: { id: string } }).doc
  await newPost(page, 'About what two people edit')
  await openTab(page, 'People and subjects')
  await choose(page, 'categories', title)
  await field(page, 'categories')
    .getByRole('button', { name: `Edit ${title}`, exact: true })
    .click()
  const drawer = page.getByRole('dialog').filter({ has: savedOrNot(page) })
  const description = drawer.locator('[name=description]')
  await expect(description).toHaveValue('Old words.')
  const other = await open(browser, `collections/categories/${id}`)
  await field(other, 'description').fill('Of the colleague.')
  await saved(other)
  await description.fill('In the drawer.')
  const question = page.getByRole('dialog', { name: 'A colleague has changed the same field' })
  await question.getByRole('radio', { name: 'Keep mine' }).check()
  await question.getByRole('button', { name: 'Save' }).click()
  await expect(question).toHaveCount(0)
  await expect(drawer.getByRole('status', { name: 'Saved or not' })).toContainText('Saved ')
  expect(await read(page, `categories/${id}?draft=true`)).toMatchObject({ description: 'In the drawer.' })
  await other.context().close()
})

test('an ended session waits for the sign-in, and then the words are saved', async ({ page }) => {
  await signIn(page)
  const id = await newPost(page, 'Session ends')
  const cookies = await page.context().cookies()
  await page.context().clearCookies()
  await page.getByLabel('Excerpt').fill('Typed after the session.')
  await expect(savedOrNot(page)).toContainText('you are signed out')
  await page.context().addCookies(cookies)
  await saved(page)
  expect(await read(page, `posts/${id}?draft=true`)).toMatchObject({ excerpt: 'Typed after the session.' })
})

test('Publish during a save that runs publishes once, and leaves no newer draft', async ({ page }) => {
  await signIn(page)
  const id = await newPost(page, 'Pressed early')
  await page.route(saves, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    await route.continue()
  })
  const running = page.waitForRequest(saves)
  await page.getByLabel('Excerpt').fill('The last words.')
  await running
  await publish(page)
  await status(page, 'Published')
  await page.reload()
  await status(page, 'Published')
  await expect(page.getByLabel('Excerpt')).toHaveValue('The last words.')
  const { docs } = await read(page, `posts/versions?where[parent][equals]=${id}&depth=0`)
  const published = docs.filter(({ version }) => (version as Stored)._status === 'published')
  expect(published).toHaveLength(1)
})

test('the fields that keep a document from being published are marked, and stay so', async ({ page }) => {
  await signIn(page)
  await openNew(page, 'posts')
  await page.getByLabel('Title').fill('Nothing else')
  await createdId(page)
  await saved(page)
  await page.getByRole('button', { name: 'Publish changes' }).click()
  const error = page.locator('.field-error').filter({ visible: true }).first()
  await expect(error).toBeVisible()
  await page.getByLabel('Title').fill('Nothing else yet')
  await saved(page)
  await expect(error).toBeVisible()
})
